import { markdown } from '../../reporters/neutralise.ts';
import { themeOf } from '../../reporters/terminal/theme.ts';
import { select } from '../engine/index.ts';
import type { Framework, Goal, Layer, Rule } from '../model/index.ts';
import { wantsColor } from './color.ts';
import type { ArgumentsOf } from './command.ts';
import type { LIST_OPTIONS } from './commands.ts';
import { readCatalogue } from './configuration.ts';
import type { Host } from './host.ts';

import { write } from './streams.ts';

/** `djaudit rules` */
export async function listRules(args: ArgumentsOf<typeof LIST_OPTIONS>, host: Host): Promise<number> {
  const { rules: all, origins } = await readCatalogue(args, host);
  const rules = select(all, {
    goals: (args.goal ?? []) as readonly Goal[], // choices of the option
    topics: args.topic ?? [],
    layers: (args.layer ?? []) as readonly Layer[], // choices of the option
    frameworks: (args.framework ?? []) as readonly Framework[], // choices of the option
    ...(args['min-severity'] === undefined ? {} : { minSeverity: args['min-severity'] }),
  });
  await write(host.stdout, TABLES[args.format](rules, origins, host));
  return 0;
}

const TABLES = { table, json, markdown: markdownTable } as const;

type Origins = Readonly<Record<string, string>>;

function json(rules: readonly Rule[], origins: Origins): string {
  const list = rules.map(({ id, docs, severity, layer, topic, goals, controls, needs }) => ({
    id,
    title: docs.title,
    severity,
    layer,
    topic,
    goals,
    controls,
    needs,
    ...(origins[id] === undefined ? {} : { from: origins[id] }),
  }));
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

function table(rules: readonly Rule[], _origins: Origins, { stdout, env }: Host): string {
  const theme = themeOf({ color: wantsColor('auto', stdout, env) });
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const lines = rules.map(({ id, severity, layer, docs }) => {
    const blanks = ' '.repeat(8 - severity.length);
    return `${theme.strong(id)}${' '.repeat(width - id.length)}  ${theme.severity[severity](severity)}${blanks}  ${layer.padEnd(5)}  ${docs.title}`;
  });
  return `${[...lines, `${rules.length} rules; djaudit explain ID prints a rule's page`].join('\n')}\n`;
}

function markdownTable(rules: readonly Rule[], origins: Origins): string {
  const rows = rules.map(
    ({ id, docs, severity, layer, topic, goals }) =>
      `| ${origins[id] === undefined ? `[${id}](docs/rules/${id}.md)` : id} | ${markdown(docs.title)} | ${severity} | ${layer} | ${topic} | ${goals.join(', ')} |`,
  );
  return `${['| rule | title | severity | layer | topic | goals |', '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n')}\n`;
}
