import type { Attestation, CodeFrame, Home, Location, Severity } from '../model/index.ts';
import { maskText } from '../model/mask-text.ts';

/** What the engine is told besides rules and facts. */
export interface RunContext {
  /** ISO date. */
  readonly today: string;
  /** Which sides were asked for. A rule whose side was not is not assessed; it is not unknown. */
  readonly scanned: { readonly repository: boolean; readonly account: boolean };
  /** By rule id: the options and severities of djaudit.yml, and the plug-in that a rule comes from. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly severities?: Readonly<Record<string, Severity>>;
  readonly origins?: Readonly<Record<string, string>>;
  readonly attestations?: readonly Attestation[];
  /** By the id of a resource: where the repository declares it. The run finds them in the join. */
  readonly homes?: ReadonlyMap<string, Home>;
  /** The lines around a place in the repository, secrets masked; given by the repository's side. */
  readonly frame?: (location: Location) => CodeFrame | undefined;
}

/** A mistake of ours or of a plug-in: contained, counted, named. */
export interface Defect {
  /** "rule rds-public", "derived fact deployment.services". */
  readonly where: string;
  readonly message: string;
  readonly stack?: string;
}

/** What a rule throws may hold what it was looking at. */
export function defect(where: string, thrown: unknown): Defect {
  if (!(thrown instanceof Error)) return { where, message: maskText(String(thrown)) };
  const { message, stack } = thrown;
  return { where, message: maskText(message), ...(stack === undefined ? {} : { stack: maskText(stack) }) };
}
