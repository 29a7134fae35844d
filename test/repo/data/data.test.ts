import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ElasticBeanstalk } from '../../../src/model/repository/index.ts';
import type { DataNode } from '../../../src/repo/data/node.ts';
import { parseYaml } from '../../../src/repo/data/yaml.ts';
import { factOf } from '../fact.ts';

/** What PyYAML and honcho found: scripts/data-formats.py asks them. */
interface Case {
  readonly text: string;
  readonly expected?: unknown;
  readonly refused?: string;
}

const casesOf = (name: string): readonly Case[] =>
  (JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as readonly Case[]).filter(
    ({ refused }) => refused === undefined,
  );

/** A document as PyYAML would give it with every scalar as it is written; of a key given twice the last. */
function plain(node: DataNode): unknown {
  if (node.kind === 'list') return node.items.map(plain);
  if (node.kind === 'map') return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
  return node.source;
}

describe('YAML', () => {
  it.each(casesOf('yaml.json').map(({ text, expected }) => [JSON.stringify(text), text, expected]))(
    '%s is read as PyYAML reads it',
    (_, text, expected) => {
      const { documents, errors } = parseYaml('x.yml', text as string);
      expect(errors).toEqual([]);
      expect(documents.map(plain)).toEqual((expected as readonly unknown[]).filter((one) => one !== null));
    },
  );

  it('has the place of every key and value', () => {
    const { documents } = parseYaml('x.yml', 'a: 1\nb:\n  - c: "d"\n    e: |\n      text\n', 10);
    const [document] = documents;
    const b = document?.kind === 'map' ? document.entries[1] : undefined;
    const item = b?.value.kind === 'list' ? b.value.items[0] : undefined;
    const [c, e] = item?.kind === 'map' ? item.entries : [];

    expect(b?.keyLocation).toMatchObject({ path: 'x.yml', line: 11, column: 1, endLine: 11, endColumn: 2 });
    expect(c?.keyLocation).toMatchObject({ line: 12, column: 5 });
    expect(c?.value.location).toMatchObject({ line: 12, column: 8, endColumn: 11 });
    expect(e?.value.location).toMatchObject({ line: 13, column: 8 });
  });
});

it('of .ebextensions only files that end in .config count', async () => {
  const options = 'option_settings:\n  aws:autoscaling:asg:\n    MinSize: 2\n';
  const { optionSettings } = await factOf<ElasticBeanstalk>(
    { '.ebextensions/a.yml': options.replace('2', '1'), '.ebextensions/b.config': options },
    'repository.elasticBeanstalk',
  );
  expect(optionSettings).toMatchObject([{ option: 'MinSize', value: { text: '2' } }]);
});

describe('a Procfile', () => {
  it.each(casesOf('procfile.json').map(({ text, expected }) => [JSON.stringify(text), text, expected]))(
    '%s is read as honcho reads it',
    async (_, text, expected) => {
      const { procfile } = await factOf<ElasticBeanstalk>(
        { Procfile: text as string, '.ebextensions/a.config': 'commands: {}\n' },
        'repository.elasticBeanstalk',
      );
      const entries = procfile?.entries.map(({ name, command }) => [name, command.text.trim()]) ?? [];
      expect(Object.fromEntries(entries)).toEqual(
        Object.fromEntries(Object.entries(expected as Record<string, string>).map(([name, one]) => [name, one.trim()])),
      );
    },
  );
});
