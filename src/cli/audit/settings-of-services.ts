import type { EvaluateSettings } from '../../deployment/index.ts';
import { deriveFacts, type Outcome, type Run, run } from '../../engine/index.ts';
import { collected, type Derivation, type EvaluatedSettings, type Fact, unavailable } from '../../model/index.ts';

type Request = Parameters<EvaluateSettings>[0];
export type Evaluate = (
  environment: Readonly<Record<string, string | null>>,
  module?: string,
) => Promise<EvaluatedSettings>;

/**
 * Runs the rules with the settings of the live services. The join is a pure function that asks for settings, and the
 * interpreter is not: what the join asked for is computed, and the join made again, until it asks for nothing new. Only then
 * are the rules judged, once.
 */
export async function runWithSettings(
  given: Run,
  derivations: (evaluate: EvaluateSettings) => readonly Derivation[],
  evaluate: Evaluate | undefined,
): Promise<Outcome> {
  const known = new Map<string, Fact<EvaluatedSettings>>();
  const joined = (open: Map<string, Request>): Run => ({
    ...given,
    derivations: [...(given.derivations ?? []), ...derivations((request) => lookUp(request, known, open))],
  });
  if (evaluate === undefined) return run(joined(new Map()));
  for (;;) {
    const open = new Map<string, Request>();
    const asked = joined(open);
    const derived = deriveFacts(asked);
    if (open.size === 0) return run(asked, derived);
    for (const [key, request] of open) known.set(key, await attempt(request, evaluate));
  }
}

function lookUp(
  request: Request,
  known: ReadonlyMap<string, Fact<EvaluatedSettings>>,
  open: Map<string, Request>,
): Fact<EvaluatedSettings> {
  const key = JSON.stringify([request.module, environmentOf(request.variables)]); // what the evaluation sees: of a secret, nothing
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

/** What the processes see. Of a secret there is no text; of a URL that holds one, there is all but the credentials. */
function environmentOf(variables: Request['variables']): Readonly<Record<string, string | null>> {
  return Object.fromEntries(variables.map(({ name, value, redacted }) => [name, value ?? urlOf(redacted)]));
}

function urlOf(redacted: Request['variables'][number]['redacted']): string | null {
  if (redacted?.scheme === undefined || redacted.host === undefined) return null;
  const { scheme, host, port, path = '', query = {} } = redacted;
  const parameters = new URLSearchParams(query).toString();
  const where = port === undefined ? host : `${host}:${port}`;
  return `${scheme}://redacted:redacted@${where}/${path}${parameters === '' ? '' : `?${parameters}`}`;
}
