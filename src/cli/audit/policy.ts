import type { Baseline, Exception, Owner } from '../../engine/index.ts';
import type { Severity } from '../../model/index.ts';

/** What djaudit.yml, comments in files and the baseline say of rules and results. */
export interface Policy {
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly severities: Readonly<Record<string, Severity>>;
  /** Of rules that a plug-in brought: its name. */
  readonly origins: Readonly<Record<string, string>>;
  readonly exceptions: readonly Exception[];
  readonly owners: readonly Owner[];
  readonly baseline?: Baseline;
}
