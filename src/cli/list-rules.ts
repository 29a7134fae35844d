import { markdown } from '../../reporters/neutralise.ts';
import { select } from '../engine/index.ts';
import type { Goal, Layer, Rule } from '../model/index.ts';
import { CATALOGUE } from './catalogue.ts';
import type { ArgumentsOf } from './command.ts';
import type { LIST_OPTIONS } from './commands.ts';
import type { Host } from './host.ts';
import type { Framework } from './rules/index.ts';
import { write } from './streams.ts';

/** `djaudit rules` */
export async function listRules(args: ArgumentsOf<typeof LIST_OPTIONS>, host: Host): Promise<number> {
  const rules = select(CATALOGUE, {
    goals: (args.goal ?? []) as readonly Goal[], // choices of the option
    topics: args.topic ?? [],
    layers: (args.layer ?? []) as readonly Layer[], // choices of the option
    frameworks: (args.framework ?? []) as readonly Framework[], // choices of the option
    ...(args['min-severity'] === undefined ? {} : { minSeverity: args['min-severity'] }),
  });
  await write(host.stdout, TABLES[args.format](rules));
  return 0;
}

const TABLES = { table, json, markdown: markdownTable } as const;

function json(rules: readonly Rule[]): string {
  const list = rules.map(({ id, docs, severity, layer, topic, goals, controls, needs }) => ({
    id,
    title: docs.title,
    severity,
    layer,
    topic,
    goals,
    controls,
    needs,
  }));
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

function table(rules: readonly Rule[]): string {
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const lines = rules.map(
    ({ id, severity, layer, docs }) => `${id.padEnd(width)}  ${severity.padEnd(8)}  ${layer.padEnd(5)}  ${docs.title}`,
  );
  return `${[...lines, `${rules.length} rules; djaudit explain ID prints a rule's page`].join('\n')}\n`;
}

function markdownTable(rules: readonly Rule[]): string {
  const rows = rules.map(
    ({ id, docs, severity, layer, topic, goals }) =>
      `| [${id}](docs/rules/${id}.md) | ${markdown(docs.title)} | ${severity} | ${layer} | ${topic} | ${goals.join(', ')} |`,
  );
  return `${['| rule | title | severity | layer | topic | goals |', '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n')}\n`;
}
