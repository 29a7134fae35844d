import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { columns } from '../../reporters/columns.ts';
import { themeOf } from '../../reporters/terminal/theme.ts';
import { onScreen } from '../../src/cli/rules/on-screen.ts';

const PAGES = readdirSync('docs/rules').map((name) => readFileSync(`docs/rules/${name}`, 'utf8'));
const PLAIN = themeOf({ color: false });

/** The words of a page, without what is markup only and without the head of the table. */
function words(page: string): string {
  return page.replaceAll(/^```.*$|^\| -.*$|^\| severity \|.*$|[#|·*<>\s-]/gm, '');
}

describe("a rule's page on the screen", () => {
  it('has all its words', () => {
    for (const page of PAGES) expect(words(onScreen(page, 72, PLAIN))).toBe(words(page));
  });

  it('keeps sentences within the width and code as it is', () => {
    for (const page of PAGES) {
      const code = new Set([...page.matchAll(/^```\w*\n(.*?)^```/gms)].flatMap(([, text = '']) => text.split('\n')));
      const wide = onScreen(page, 72, PLAIN)
        .split('\n')
        .filter((line) => columns(line) > 72 && !code.has(line.slice(2)));
      expect(wide).toEqual([]);
    }
  });

  it('is the same in colours', () => {
    for (const page of PAGES) {
      const colored = onScreen(page, 100, themeOf({ color: true }));
      expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(onScreen(page, 100, PLAIN));
    }
  });
});
