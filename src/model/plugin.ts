import type { Derivation } from './derivation.ts';
import type { Reporter } from './report.ts';
import type { Rule } from './rule.ts';

/** What an ES module named under `plugins:` in djaudit.yml exports by default. */
export interface Plugin {
  /** A word for messages and lists: `acme`. */
  readonly name: string;
  readonly rules?: readonly Rule[];
  /** Facts computed from other facts. The prefix of a name says its side: `repository.`, `deployment.`, or a service's. */
  readonly facts?: readonly Derivation[];
  /** Formats by the name that `--format` takes. */
  readonly reporters?: Readonly<Record<string, Reporter>>;
}

/** The one way to write a plug-in: nothing is changed, everything is checked. */
export function definePlugin(plugin: Plugin): Plugin {
  return plugin;
}
