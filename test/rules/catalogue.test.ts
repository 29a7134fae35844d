import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as catalogue from '../../rules/index.ts';
import { CIS_NUMBERS } from '../../rules/shared/cis.ts';
import { CONTROL_TITLES } from '../../src/model/control-titles.ts';
import { chapterOf, type Rule } from '../../src/model/index.ts';

const rules: readonly Rule[] = Object.values(catalogue);
const root = new URL('../../', import.meta.url);
const file = (path: string): URL => new URL(path, root);

/** The rules' files: every folder of `rules/` but the one of what they share. */
const files = readdirSync(file('rules'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .flatMap(({ name }) => readdirSync(file(`rules/${name}`)).map((rule) => `${name}/${rule}`));

type Framework = keyof typeof CONTROL_TITLES;

describe('the catalogue', () => {
  it('has a line for every file, and no other', () => {
    const lines = [...readFileSync(file('rules/index.ts'), 'utf8').matchAll(/from '\.\/(.+)'/g)].map(
      ([, path]) => path,
    );
    expect(new Set(lines)).toEqual(new Set(files));
    expect(lines.length).toBe(files.length);
  });

  it('names every rule once', () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(files.length);
  });
});

describe.each(Object.entries<Rule>(catalogue))('%s', (name, rule) => {
  it('bears the name of its line, in words', () => {
    expect(rule.id).toBe(name);
    expect(rule.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it("lies in its chapter's folder", () => {
    expect(files).toContain(`${chapterOf(rule.topic)}/${rule.id}.ts`);
  });

  it('has a test', () => {
    expect(existsSync(file(`test/rules/${rule.id}.test.ts`))).toBe(true);
  });

  it('says why, how and what to do, in whole sentences, with its sources', () => {
    const { title, why, how, fix, references } = rule.docs;
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    for (const text of [why, how, fix]) expect(text).toMatch(/\.$/);
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) expect(reference).toMatch(/^https:\/\//);
  });

  it('claims only controls that the frameworks have', () => {
    for (const [framework, claimed] of Object.entries(rule.controls)) {
      if (framework === 'cisAws') continue;
      const known = Object.keys(CONTROL_TITLES[framework as Framework]);
      expect((claimed as readonly string[]).filter((control) => !known.includes(control))).toEqual([]);
    }
    for (const [version, numbers] of Object.entries(rule.controls.cisAws ?? {})) {
      expect(numbers.filter((number) => CIS_NUMBERS[version]?.has(number) !== true)).toEqual([]);
    }
  });
});

describe('the frameworks', () => {
  const claims = (framework: Framework): ReadonlySet<string> =>
    new Set(rules.flatMap((rule) => rule.controls[framework] ?? []));

  it.each(Object.keys(CONTROL_TITLES) as Framework[])('%s names no control that no rule claims', (framework) => {
    const idle = Object.keys(CONTROL_TITLES[framework]).filter((control) => !claims(framework).has(control));
    expect(idle).toEqual([]);
  });

  it.each(Object.entries(CIS_NUMBERS))('CIS %s names no recommendation that no rule claims', (version, numbers) => {
    const claimed = new Set(rules.flatMap((rule) => rule.controls.cisAws?.[version] ?? []));
    expect([...numbers].filter((number) => !claimed.has(number))).toEqual([]);
  });
});
