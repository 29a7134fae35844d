import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPython } from '../../../../src/repo/python/parse.ts';
import type { ProjectFiles } from '../../../../src/repo/python/project-files.ts';
import { evaluateSettings } from '../../../../src/repo/python/settings.ts';

interface Case {
  readonly name: string;
  readonly setup: string;
  readonly env: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly expressions: readonly string[];
  /** What the real library gave: scripts/python-libraries/compute.py writes it. */
  readonly expected: readonly unknown[];
}

const CASES = new URL('cases/', import.meta.url);

beforeAll(loadPython);

function moduleText({ setup, expressions }: Case): string {
  const attempts = expressions.map(
    (expression, index) =>
      `try:\n    R${index} = ${expression}\nexcept Exception as e:\n    R${index} = ("raises", type(e).__name__)\n`,
  );
  return `${setup}\n${attempts.join('')}`;
}

function filesOf(given: Case): ProjectFiles {
  const texts = new Map(
    Object.entries({ ...given.files, 'settings.py': moduleText(given) }).map(([name, text]) => [
      `/project/${name}`,
      text,
    ]),
  );
  return {
    readText: (path) => texts.get(path),
    covers: (path) => path.startsWith('/project'),
    isFile: (path) => texts.has(path),
    isDir: (path) => path === '/project',
    listdir: (path) =>
      path === '/project' ? [...texts.keys()].map((one) => one.slice('/project/'.length)).toSorted() : [],
  };
}

function ours(given: Case): readonly unknown[] {
  const settings = evaluateSettings({
    files: filesOf(given),
    root: '/project',
    module: 'settings',
    environment: given.env,
    showSecrets: true,
  });
  return given.expressions.map((_, index) => {
    const value = settings.settings.find(({ name }) => name === `R${index}`)?.value;
    return value?.status === 'known' ? value.value : value;
  });
}

describe.each(readdirSync(CASES))('%s', (file) => {
  const cases = JSON.parse(readFileSync(new URL(file, CASES), 'utf8')) as readonly Case[];
  describe.each(cases)('$name', (given) => {
    let computed: readonly unknown[] = [];
    beforeAll(() => {
      computed = ours(given);
    });
    it.each(given.expressions.map((expression, index) => [expression, index] as const))('%s', (_, index) => {
      expect(computed[index]).toEqual(given.expected[index]);
    });
  });
});
