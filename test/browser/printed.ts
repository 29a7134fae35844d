import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';

const run = promisify(execFile);

export interface Printed {
  /** The text without blanks and hyphens: lines break where the paper ends. */
  readonly text: string;
  readonly pages: number;
  /** As pdfinfo says it: `594.96 x 841.92 pts (A4)`. */
  readonly size: string;
}

/** The page on paper, read back out of the PDF by poppler. */
export async function printed(page: Page, file: string): Promise<Printed> {
  await page.pdf({ path: file, preferCSSPageSize: true });
  const { stdout: text } = await run('pdftotext', ['-raw', file, '-'], { maxBuffer: 2 ** 28 });
  const { stdout: info } = await run('pdfinfo', [file]);
  return {
    text: unbroken(text.replaceAll(/^\f?\d+ \/ \d+$/gm, '')),
    pages: Number(/^Pages:\s+(\d+)/m.exec(info)?.[1]),
    size: /^Page size:\s+(.*)$/m.exec(info)?.[1] ?? '',
  };
}

export function unbroken(text: string): string {
  return text.replaceAll(/[\s-]+/g, '');
}
