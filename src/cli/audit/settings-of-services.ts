import type { EvaluateSettings } from '../../deployment/index.ts';
import { type Outcome, type Run, run } from '../../engine/index.ts';
import { collected, type Derivation, type EvaluatedSettings, type Fact, unavailable } from '../../model/index.ts';

type Request = Parameters<EvaluateSettings>[0];
export type Evaluate = (environment: Readonly<Record<string, string>>, module?: string) => Promise<EvaluatedSettings>;

/**
 * Runs the rules with the settings of the live services. The join is a pure function that asks for settings, and the
 * interpreter is not: what the join asked for is computed, and the join made again, until it asks for nothing new.
 */
export async function runWithSettings(
  given: Run,
  derivations: (evaluate: EvaluateSettings) => readonly Derivation[],
  evaluate: Evaluate | undefined,
): Promise<Outcome> {
  const known = new Map<string, Fact<EvaluatedSettings>>();
  for (;;) {
    const open = new Map<string, Request>();
    const outcome = run({
      ...given,
      derivations: [...(given.derivations ?? []), ...derivations((request) => lookUp(request, known, open))],
    });
    if (open.size === 0 || evaluate === undefined) return outcome;
    for (const [key, request] of open) known.set(key, await attempt(request, evaluate));
  }
}

function lookUp(
  request: Request,
  known: ReadonlyMap<string, Fact<EvaluatedSettings>>,
  open: Map<string, Request>,
): Fact<EvaluatedSettings> {
  const key = JSON.stringify(request);
  const fact = known.get(key);
  if (fact === undefined) open.set(key, request);
  return fact ?? unavailable('the repository was not scanned');
}

async function attempt({ module, variables }: Request, evaluate: Evaluate): Promise<Fact<EvaluatedSettings>> {
  try {
    return collected(await evaluate(environmentOf(variables), module));
  } catch (error) {
    return unavailable(`the settings could not be computed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What the processes see. */
function environmentOf(variables: Request['variables']): Readonly<Record<string, string>> {
  return Object.fromEntries(variables.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
}
