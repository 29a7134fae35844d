import type { ReportRule, Result } from '../../src/model/index.ts';
import { type Home, partitionOf } from '../home.ts';
import { plain } from '../neutralise.ts';

/** Nobody reads more of a verdict. */
const MOST = 100;

/** What the finding is about, and the file that declares it. */
export function resources({ subject, location }: Result, home: Home | undefined): readonly object[] {
  const [whole = subject.id] = subject.id.split('#');
  const inAccount = subject.id.startsWith('arn:');
  const about = {
    uid: plain(inAccount ? whole : subject.id),
    name: plain(subject.name ?? subject.id),
    type: inAccount ? plain(/^arn:[^:]*:([^:]*)/.exec(subject.id)?.[1] ?? '') : subject.kind,
    ...(inAccount
      ? { cloud_partition: partitionOf(subject.id), region: plain(subject.region ?? home?.region ?? 'global') }
      : {}),
  };
  const file =
    location === undefined
      ? []
      : [{ uid: plain(`${location.path}:${location.line}`), name: plain(location.path), type: 'file' }];
  return [about, ...file];
}

export function evidences({ evidence }: Result): readonly object[] {
  return evidence.slice(0, MOST).map(({ label, value, source }) => ({
    name: plain(label),
    data: { value: plain(value), source: plain(source) },
  }));
}

/** What mends it: with the real names where the finding has them. */
export function remediation({ fix }: Result, rule: ReportRule | undefined): object {
  const steps = (fix?.steps ?? []).map(({ content }) => content);
  const desc = fix === undefined ? (rule?.fix ?? '') : [fix.title, ...steps].join('. ');
  const references = (rule?.references ?? []).filter((url) => /^https?:\/\/[^\s<>"]{1,2000}$/.test(url));
  return { desc: plain(desc), ...(references.length === 0 ? {} : { references }) };
}
