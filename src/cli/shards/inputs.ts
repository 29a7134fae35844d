import { createHash } from 'node:crypto';
import type { FactRecord, Report, ReportShard } from '../../model/index.ts';
import type { FileIndex } from '../../model/repository/index.ts';
import type { RepositoryReading } from '../../repo/index.ts';
import type { AuditRequest } from '../audit/audit.ts';

/** What a report depends on besides the accounts' answers: in all parts of a scan, and where they are joined, it is the same. */
export function inputsOf(
  { policy, minSeverity, account }: AuditRequest,
  rules: Report['rules'],
  reading: RepositoryReading | undefined,
  snapshot: string | undefined,
): ReportShard['inputs'] {
  const { region = [], profile, scope, 'role-arn': roles = [] } = account;
  return {
    rules: digest(rules),
    configuration: digest([policy, minSeverity, scope]),
    repository: digest(reading === undefined ? [] : [reading.commit, reading.records.map(inEveryClone)]),
    accounts: digest([roles, region, roles.length === 0 ? profile : undefined, snapshot]),
  };
}

/** Files that git does not track lie about in one clone and not in the next: the parts themselves, where they are joined. */
function inEveryClone({ name, fact }: FactRecord): unknown {
  if (name !== 'repository.files' || fact.status === 'unavailable') return [name, fact];
  const { git, files } = fact.value as FileIndex; // its own name
  return [name, git === undefined ? [] : files.filter(({ tracked }) => tracked)];
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
