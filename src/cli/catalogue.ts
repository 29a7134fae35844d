import * as catalogue from '../../rules/index.ts';
import type { Derivation, Reporter, Rule } from '../model/index.ts';

/** Our own rules, sorted by id. */
export const CATALOGUE: readonly Rule[] = Object.values(catalogue).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Everything that can be judged, computed and rendered: our own, and what plug-ins bring. */
export interface Catalogue {
  readonly rules: readonly Rule[];
  /** Of plug-ins; ours are of the deployment. */
  readonly derivations: readonly Derivation[];
  /** Of plug-ins, by the name that `--format` takes. */
  readonly reporters: Readonly<Record<string, Reporter>>;
  /** Which plug-in brought a rule, a fact or a format, by its id or name. */
  readonly origins: Readonly<Record<string, string>>;
}

export const OWN: Catalogue = { rules: CATALOGUE, derivations: [], reporters: {}, origins: {} };
