import { type Alternative, ask, type Json, type Value } from '../../src/model/index.ts';
import { alternatives, whenWords } from './settings.ts';

/** What a question about a setting comes to for a production of which only the repository is seen. */
export type Outcome =
  /** Production has it: whatever the environment says, or (`when`) as long as nobody sets a variable. */
  | { readonly status: 'holds'; readonly when?: string }
  | { readonly status: 'clear' }
  | { readonly status: 'open'; readonly reason: string };

/** Asks what production has unless somebody asks for something else. */
export function outcome(value: Value, holds: (json: Json) => boolean | undefined): Outcome {
  const answer = ask(value, holds);
  if (answer === 'always') return { status: 'holds' };
  if (answer === 'never') return { status: 'clear' };
  const usual = alternatives(value).filter((one) => one.byDefault);
  if (usual.length === 0) return { status: 'open', reason: whyOpen(value) };
  const bad = usual.find((one) => ask(one.value, holds) === 'always');
  if (bad !== undefined) return { status: 'holds', ...(bad.when === 'always' ? {} : { when: bad.when }) };
  const open = usual.find((one) => ask(one.value, holds) !== 'never');
  return open === undefined ? { status: 'clear' } : { status: 'open', reason: whyOpen(open.value) };
}

/** Why a value cannot be told from the repository, and what would decide it. */
function whyOpen(value: Value): string {
  switch (value.status) {
    case 'fromEnv':
      return `the variable ${value.variable} decides it, and only the running service knows that`;
    case 'oneOf':
      return `it depends on the environment: ${[...new Set(value.values.map((one: Alternative) => one.when))].join('; ')}`;
    case 'secret':
      return `it is a secret (${value.source})`;
    case 'random':
      return value.reason;
    case 'unknown':
      return value.reason;
    default:
      return 'a part of it could not be computed';
  }
}

/** ` when X is not set` or ` by default`, for messages; nothing when it always holds. */
export function whenText({ when }: Outcome & { status: 'holds' }): string {
  return when === undefined ? '' : ` ${byDefaultWords({ when })}`;
}

/** The words for an alternative that production has unless somebody asks for another one. */
export function byDefaultWords(one: Pick<Alternative, 'when'>): string {
  return one.when === 'otherwise' ? 'by default' : whenWords(one);
}
