import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** The browser asks its maker for nothing either. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launch(): Promise<Browser> {
  if (!existsSync(EXECUTABLE)) {
    throw new Error(`no Chromium at ${EXECUTABLE}: apt-get install chromium poppler-utils, or name one by CHROMIUM`);
  }
  return await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
}

/** A page that was opened, with all that happened while it was. */
export interface Visit {
  readonly page: Page;
  /** What it asked for besides itself. */
  readonly requests: readonly string[];
  /** Messages on the console, errors, violations of the content security policy, dialogs. */
  readonly events: readonly string[];
  readonly close: () => Promise<void>;
}

/** Opens a file in a context of its own. */
export async function visit(browser: Browser, file: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const address = `file://${file}`;
  const requests: string[] = [];
  const events: string[] = [];
  await context.route('**/*', async (route) => {
    if (route.request().url() === address) return await route.continue();
    requests.push(route.request().url());
    return await route.abort();
  });
  page.on('console', (message) => events.push(message.text()));
  page.on('pageerror', (error) => events.push(error.message));
  page.on('dialog', (dialog) => {
    events.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(address);
  return { page, requests, events, close: async () => await context.close() };
}

/** Every list and every finding opened, as somebody who reads all of it would have it. */
export async function openAll(page: Page): Promise<void> {
  await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
}
