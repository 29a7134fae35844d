import type { ReportRule, Result } from '../../src/model/index.ts';
import { filled } from './filled.ts';

/** Security Hub takes fifty, each of 2,048 characters. */
const FIELD = 2048;
const MOST_EVIDENCE = 30;

/** What Security Hub has no field for. The names are ours: names from outside would be keys. */
export function productFields(result: Result, version: string): Readonly<Record<string, string>> {
  const { rule, topic, goals, fingerprint, location, owner, evidence, baseline, subject } = result;
  const fields = {
    'djaudit/Version': version,
    'djaudit/Rule': rule,
    'djaudit/Topic': topic,
    'djaudit/Goals': goals.join(', '),
    'djaudit/Fingerprint': fingerprint,
    'djaudit/Subject': subject.id,
    ...(subject.name === undefined ? {} : { 'djaudit/Name': subject.name }),
    ...(location === undefined ? {} : { 'djaudit/Location': `${location.path}:${location.line}` }),
    ...(owner === undefined ? {} : { 'djaudit/Owner': owner }),
    ...(baseline === undefined ? {} : { 'djaudit/Baseline': baseline }),
    ...Object.fromEntries(
      evidence
        .slice(0, MOST_EVIDENCE)
        .map(({ label, value, source }, index) => [`djaudit/Evidence/${index + 1}`, `${label}: ${value} (${source})`]),
    ),
  };
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, filled(value, FIELD)]));
}

/** What mends it, with the real names where the finding has them. */
export function remediation({ fix }: Result, rule: ReportRule | undefined): object {
  const commands = (fix?.steps ?? []).flatMap(({ kind, content }) =>
    kind === 'aws-cli' || kind === 'text' ? [content] : [],
  );
  const text = fix === undefined ? (rule?.fix ?? '') : [fix.title, ...commands].join('. ');
  const url = rule?.references.find((reference) => /^https:\/\/[^\s<>"]{1,400}$/.test(reference));
  return { Recommendation: { Text: filled(text, 512), ...(url === undefined ? {} : { Url: url }) } };
}
