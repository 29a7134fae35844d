import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from '../../reporters/neutralise.ts';
import type { Report } from '../../src/model/index.ts';
import { REPORT_NAMES, type ReportName, reports, written } from '../reporters/html/reports.ts';
import { launch, openAll, visit } from './chromium.ts';
import { printed, unbroken } from './printed.ts';

let folder: string;
let browser: Browser;
let all: Readonly<Record<ReportName, Report>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'djaudit-browser-'));
  browser = await launch();
  all = await reports();
  for (const name of REPORT_NAMES) await writeFile(fileOf(name), written(all[name], name));
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

function fileOf(name: ReportName): string {
  return join(folder, `${name.replaceAll(/\W+/g, '-')}.html`);
}

const PHONE = { viewport: { width: 390, height: 844 } };
const DESKTOP = { viewport: { width: 1440, height: 1000 } };

/** What axe finds wrong, as "rule: target". */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  const { violations: list } = found as AxeResults; // plain data on its way out of the browser
  return list.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

describe.each(REPORT_NAMES)('the report %s in Chromium', (name) => {
  it.each(['light', 'dark'] as const)(
    'asks for nothing, says nothing on the console and is accessible, %s',
    async (colorScheme) => {
      const { page, requests, events, close } = await visit(browser, fileOf(name), { ...DESKTOP, colorScheme });
      expect(requests).toEqual([]);
      expect(events).toEqual([]);
      if (name !== 'of 2,000 results') await openAll(page);
      expect(await violations(page)).toEqual([]);
      await close();
    },
  );

  it.each([PHONE, DESKTOP])('is no wider than the window: $viewport.width', async (options) => {
    const { page, close } = await visit(browser, fileOf(name), options);
    await openAll(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(options.viewport.width);
    expect(await page.evaluate(OVERFLOWING)).toEqual([]);
    await close();
  });

  it('has each verdict on paper', async () => {
    const { page, close } = await visit(browser, fileOf(name), DESKTOP);
    const paper = await printed(page, join(folder, 'report.pdf'));
    expect(paper.size).toContain('A4');
    const shown = all[name].results.filter(({ status }) => status !== 'not-applicable');
    const short = name === 'of 2,000 results';
    const missing = shown.filter((result) => !wordsOf(result, short).some((word) => paper.text.includes(word)));
    expect(missing.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    await close();
  });
});

/** Elements whose text leaves the window at its right. */
const OVERFLOWING = `[...document.querySelectorAll('main *, header *')]
  .filter((one) => !one.closest('.sr, svg') && one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 100))`;

/** A verdict is told by its message, an exception by its reason; of many that say the same, by what they are about. */
function wordsOf({ message, subject, suppression }: Report['results'][number], short: boolean): readonly string[] {
  const words = [suppression?.reason ?? message, ...(short ? [subject.name ?? subject.id] : [])];
  return words.map((word) => unbroken(plain(word)));
}

describe('without scripts', () => {
  it('findings open, and severities are chosen', async () => {
    const { page, close } = await visit(browser, fileOf('demo'), { ...DESKTOP, javaScriptEnabled: false });
    const closed = page.locator('#findings ~ details.medium').first();
    await closed.locator('summary').click();
    expect(await closed.locator('.found').isVisible()).toBe(true);
    await page.locator('#show-medium').uncheck();
    expect(await closed.isVisible()).toBe(false);
    await close();
  });

  it('a link leads to what it names, opened', async () => {
    const { page, close } = await visit(browser, fileOf('demo'), { ...DESKTOP, javaScriptEnabled: false });
    await page.locator('.more a').first().click();
    expect(await page.locator(':target').isVisible()).toBe(true);
    await close();
  });

  it('the keyboard reaches the report past the contents', async () => {
    const { page, close } = await visit(browser, fileOf('demo'), DESKTOP);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    expect(page.url()).toMatch(/#main$/);
    await close();
  });
});

describe('hostile names', () => {
  it('make no element and no attribute that is not ours', async () => {
    const shapes: string[][] = [];
    for (const name of ['sample', 'hostile'] as const) {
      const { page, close } = await visit(browser, fileOf(name));
      shapes.push((await page.evaluate(SHAPES)) as string[]); // what the expression makes
      await close();
    }
    const [ours = [], theirs = []] = shapes;
    expect(theirs.filter((shape) => !ours.includes(shape))).toEqual([]);
    expect(theirs).not.toContain('SCRIPT');
  });
});

/** Every element with the names of its attributes, once. */
const SHAPES = `[...new Set([...document.querySelectorAll('*')].map((one) => [one.tagName, ...one.getAttributeNames()].join(' ')))]`;
