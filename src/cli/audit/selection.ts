import { idle, select } from '../../engine/index.ts';
import type { Goal, Rule } from '../../model/index.ts';
import { UserError } from '../../model/index.ts';
import { didYouMean } from '../../model/nearest.ts';
import type { ArgumentsOf } from '../command.ts';
import type { RULES } from '../options/index.ts';

export type RuleArguments = ArgumentsOf<typeof RULES>;

/** The rules that the options choose. A pattern that chooses none is a mistake, most likely in its spelling. */
export function chooseRules(rules: readonly Rule[], args: RuleArguments): readonly Rule[] {
  const { only = [], skip = [], goal = [], topic = [] } = args;
  check('--only', only, rules);
  check('--skip', skip, rules);
  checkTopics(topic, rules);
  const chosen = select(rules, { only, skip, goals: goal as readonly Goal[], topics: topic }); // choices of the option
  if (chosen.length > 0) return chosen;
  throw new UserError(
    'the options choose no rule',
    'djaudit rules lists them; loosen --only, --skip, --goal or --topic',
  );
}

function check(option: string, patterns: readonly string[], rules: readonly Rule[]): void {
  const [wrong] = idle(rules, patterns);
  if (wrong === undefined) return;
  const hint = didYouMean(
    wrong,
    rules.map(({ id }) => id),
  );
  throw new UserError(`${option} ${wrong} names no rule${hint}`, hint === '' ? 'djaudit rules lists them' : undefined);
}

function checkTopics(topics: readonly string[], rules: readonly Rule[]): void {
  const known = new Set(rules.flatMap(({ topic }) => [topic, topic.split('/')[0] ?? topic]));
  const wrong = topics.find((topic) => !known.has(topic));
  if (wrong === undefined) return;
  const hint = didYouMean(wrong, known);
  throw new UserError(
    `--topic ${wrong} is no topic${hint}`,
    `There are ${[...known]
      .filter((one) => !one.includes('/'))
      .toSorted()
      .join(', ')}`,
  );
}
