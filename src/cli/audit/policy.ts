import type { Baseline, Exception, Owner } from '../../engine/index.ts';
import type { Attestation, Severity } from '../../model/index.ts';

/** What djaudit.yml, comments in files and the baseline say of rules and results. */
export interface Policy {
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly severities: Readonly<Record<string, Severity>>;
  /** Who brought a rule or a fact that is not ours: `the plug-in acme`. */
  readonly origins: Readonly<Record<string, string>>;
  readonly exceptions: readonly Exception[];
  readonly attestations: readonly Attestation[];
  readonly owners: readonly Owner[];
  readonly baseline?: Baseline;
}
