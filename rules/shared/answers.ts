import type { Answer, EvaluatedSettings, Json } from '../../src/model/index.ts';
import { ask } from '../../src/model/index.ts';
import { setting } from './settings.ts';

/** Both hold. `unknown` only where the known one does not settle it. */
export function both(...answers: readonly Answer[]): Answer {
  if (answers.includes('never')) return 'never';
  if (answers.includes('unknown')) return 'unknown';
  return answers.includes('sometimes') ? 'sometimes' : 'always';
}

/** At least one holds. */
export function either(...answers: readonly Answer[]): Answer {
  return not(both(...answers.map(not)));
}

export function not(answer: Answer): Answer {
  if (answer === 'always') return 'never';
  return answer === 'never' ? 'always' : answer;
}

/** Asks a setting. One that this Django does not know and the project does not assign is None, as `getattr` would say. */
export function asks(settings: EvaluatedSettings, name: string, holds: (value: Json) => boolean | undefined): Answer {
  return ask(setting(settings, name)?.value ?? { status: 'known', value: null }, holds);
}

/** Python's `item in value` of a list; undefined when a part that was not computed may be it. */
export function contains(value: Json, item: Json): boolean | undefined {
  if (!Array.isArray(value))
    return typeof value === 'string' && typeof item === 'string' ? value.includes(item) : false;
  if (value.includes(item)) return true;
  return value.some(isUnknown) ? undefined : false;
}

/** Whether some element makes `holds` true; undefined when none does and one could not be computed. */
export function some(values: readonly Json[], holds: (value: Json) => boolean | undefined): boolean | undefined {
  const answers = values.map((value) => (isUnknown(value) ? undefined : holds(value)));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function isUnknown(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && '$unknown' in value;
}
