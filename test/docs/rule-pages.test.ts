import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/cli/catalogue.ts';
import { readsOf, rulePage } from '../../src/cli/rules/index.ts';

describe('docs/rules', () => {
  it.each(CATALOGUE.map((rule) => [rule.id, rule] as const))(
    'has the page of %s as the rule says',
    async (id, rule) => {
      await expect(rulePage(rule, readsOf(rule))).toMatchFileSnapshot(`../../docs/rules/${id}.md`);
    },
  );

  it('shows a finding and none on every page', () => {
    expect(CATALOGUE.filter(({ docs }) => docs.example === undefined).map(({ id }) => id)).toEqual([]);
  });

  it('has no page of a rule that is gone', () => {
    const pages = readdirSync('docs/rules').filter((name) => name.endsWith('.md'));
    expect(pages.map((name) => name.slice(0, -3)).toSorted()).toEqual(CATALOGUE.map(({ id }) => id).toSorted());
  });
});
