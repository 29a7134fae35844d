import type { Json, Value } from './value.ts';

/** The answer to a question about a value: it always holds, it never holds, it depends, or it cannot be told. */
export type Answer = 'always' | 'never' | 'sometimes' | 'unknown';

/**
 * Asks whether `holds` is true of a value. Nothing is guessed: a value that was not computed is `unknown`, and so is one
 * of which `holds` says undefined (a container with a hole where the question looks).
 */
export function ask(value: Value, holds: (value: Json) => boolean | undefined): Answer {
  if (value.status === 'oneOf') return join(value.values.map((alternative) => ask(alternative.value, holds)));
  if (value.status !== 'known') return 'unknown';
  const answer = holds(value.value);
  if (answer === undefined) return 'unknown';
  return answer ? 'always' : 'never';
}

function join(answers: readonly Answer[]): Answer {
  const distinct = new Set(answers);
  if (distinct.size === 1) return answers[0] ?? 'unknown';
  return distinct.has('always') || distinct.has('sometimes') ? 'sometimes' : 'unknown';
}

/** Python's truth of a value; undefined for what was not computed. */
export function truthy(value: Json): boolean | undefined {
  if (value === null || typeof value !== 'object') return Boolean(value);
  if (Array.isArray(value)) return value.length > 0;
  if ('$unknown' in value) return undefined;
  if ('$dict' in value) return Array.isArray(value['$dict']) && value['$dict'].length > 0;
  if ('$secret' in value) return true;
  return Object.keys(value).length > 0;
}
