import type { Answers, Call } from './answers.ts';
import { AwsError } from './answers.ts';
import { baseline } from './baseline.ts';
import type { Operation } from './client.ts';
import { entryOf } from './services.ts';

/** What one account answers. */
export interface AccountSpec {
  /** The home region and the global services. */
  readonly answers: Answers;
  /** Further regions; a region that is enabled and not here has nothing in it. */
  readonly regions?: Readonly<Record<string, Answers>>;
}

type AnswerFunction = (input: unknown, call: Call) => unknown;

/**
 * The whole answer to a question, before it is cut into pages.
 * @returns undefined when the fixture has none and the question is not one for a list
 */
export async function answerOf(
  spec: AccountSpec,
  operation: Operation,
  input: object,
  call: Call & { readonly home: string },
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const own = tableOf(answersIn(spec, operation, call), operation);
  const answer = own[operation.name] ?? tableOf(baseline(call), operation)[operation.name];
  if (answer === undefined) return emptyOf(operation);
  const given: unknown = typeof answer === 'function' ? await (answer as AnswerFunction)(input, call) : answer;
  return given as Readonly<Record<string, unknown>>; // checked against the schema before it is written
}

function answersIn(spec: AccountSpec, operation: Operation, call: Call & { readonly home: string }): Answers {
  if (entryOf(operation.service).global === true || call.region === call.home) return spec.answers;
  return spec.regions?.[call.region] ?? {};
}

function tableOf(answers: Answers, operation: Operation): Readonly<Record<string, unknown>> {
  return answers[operation.service] ?? {};
}

/** An account that has nothing of a kind answers with an empty list. */
async function emptyOf(operation: Operation): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (!/^(Describe|List)/.test(operation.name) || !operation.output.isStructSchema()) return undefined;
  const pages = await operation.pages();
  const path = pages?.outputToken.slice(0, -1) ?? [];
  const holder = path.reduce((schema, member) => schema.getMemberSchema(member), operation.output);
  const lists = [...holder.structIterator()]
    .filter(([, member]) => member.isListSchema())
    .map(([name]) => [name, []] as const);
  if (lists.length === 0) return undefined;
  return path.reduceRight<Readonly<Record<string, unknown>>>(
    (inner, name) => ({ [name]: inner }),
    Object.fromEntries(lists),
  );
}

export function notInFixture(operation: Operation): AwsError {
  const what = `${operation.service}:${operation.name}`;
  return new AwsError('NotInFixture', `the fake account has no answer for ${what}: add one to its fixture`, 400);
}
