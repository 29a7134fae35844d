import type { AwsItem } from '../model/aws/index.ts';
import { lookup, type Scoped } from './lookup.ts';

type RecordSet = AwsItem<'route53.recordSets'>;

/** A name of Route 53 as hosts are compared: lower case, without the last dot, `\052` is `*`, without AWS's `dualstack.`. */
export function aliasTarget(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.$/, '')
    .replaceAll('\\052', '*')
    .replace(/^dualstack\./, '');
}

/** What an A, AAAA or CNAME record leads to, as hosts are compared. */
export function targetsOf({ AliasTarget, ResourceRecords = [], Type }: RecordSet): readonly string[] {
  const alias = AliasTarget?.DNSName === undefined ? [] : [aliasTarget(AliasTarget.DNSName)];
  const names =
    Type === 'CNAME' ? ResourceRecords.flatMap(({ Value }) => (Value === undefined ? [] : [aliasTarget(Value)])) : [];
  return [...alias, ...names];
}

/** The records whose target is the host, also through other records. */
export function recordsLeadingTo(records: Scoped<RecordSet>, host: string): readonly RecordSet[] {
  const found = new Set<RecordSet>();
  for (let next = [host]; next.length > 0; ) {
    const fresh = lookup(records, targetsOf)
      .all(next)
      .filter((record) => !found.has(record));
    for (const record of fresh) found.add(record);
    next = fresh.map(({ Name }) => aliasTarget(Name));
  }
  return [...found];
}
