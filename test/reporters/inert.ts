import type { Log } from 'sarif';
import { expect } from 'vitest';
import type { FormatName } from '../../src/cli/options/index.ts';
import { render } from '../../src/cli/output/render.ts';
import { reportOf } from '../build/report.ts';
import { pastOf } from './hostile.ts';
import { markdownDefects } from './rendered.ts';

export const VERBOSE = { color: false, width: 100, verbose: true, quiet: false };

export async function textOf(...args: Parameters<typeof render>): Promise<string> {
  return [...(await render(...args))].join('');
}

export const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
export const DECEPTIVE = /[\u200b\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]/u;

/** Lines that a runner takes for commands and that are none of ours. */
export function commands(name: FormatName, text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => /^\s*::/.test(line) || line.includes('##['));
  return name === 'github' ? lines.filter((line) => !OURS.test(line)) : lines;
}

const OURS = /^::(?:error|warning|notice) (?:(?:file|line|endLine|col|endColumn|title)=[^:,]*,?)+::(?!.*##\[)[^\r\n]*$/;

/** Elements with the names of their attributes: `a href`. */
export function elements(page: string): ReadonlySet<string> {
  const tags = [...page.matchAll(/<([a-zA-Z!][^\s/>]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>|<[^/]/g)];
  return new Set(
    tags.map(([tag, name = tag, attributes = '']) =>
      [name, ...[...attributes.matchAll(/([^\s=]+)(?:="[^"]*")?/g)].map(([, attribute]) => attribute)].join(' '),
    ),
  );
}

/** The elements of a report whose texts are harmless. */
export const OURS_IN_HTML = elements(await textOf('html', reportOf(), { ...VERBOSE, history: pastOf(reportOf()) }));

/**
 * What each format must be besides: no markup of another in what a browser, a parser or a viewer reads. Every format has a
 * line here; a spreadsheet opens none of them: there is no CSV.
 */
export const INERT: Readonly<Record<FormatName, (text: string, elementsInHtml?: ReadonlySet<string>) => void>> = {
  terminal: (text) => expect(text).not.toContain('\u001b'),
  json: (text) => {
    expect(text).not.toMatch(/<|\u2028/);
    expect(JSON.parse(text)).toHaveProperty('schemaVersion', 1);
  },
  sarif: (text) => {
    expect(text).not.toMatch(/<|\u2028/);
    const messages = (JSON.parse(text) as Log).runs.flatMap(({ results = [] }) => results.map((one) => one.message));
    for (const { text: message = '' } of messages)
      expect(message.replaceAll(/\\[[\]\\]/g, '')).not.toMatch(/\]\((?!\d+\))|(?<!\[[^\]]*)\]\(\d/);
  },
  html: (text, ours = OURS_IN_HTML) => {
    expect([...elements(text)].filter((element) => !ours.has(element))).toEqual([]);
    for (const [, address = ''] of text.matchAll(/(?:href|src)="([^"]*)"/g))
      expect(address).toMatch(/^(?:#|https:\/\/)/);
  },
  markdown: (text) => expect(markdownDefects(text)).toEqual([]),
  github: (text) => expect(commands('github', text)).toEqual([]),
  asff: (text) => {
    expect(text).not.toMatch(/<|\u2028/);
    expect(JSON.parse(text)).toBeInstanceOf(Array);
  },
  ocsf: (text) => {
    expect(text).not.toMatch(/<|\u2028/);
    expect(JSON.parse(text)).toBeInstanceOf(Array);
  },
  junit: (text) => {
    expect(text).not.toMatch(/<!\[CDATA|<!--|<!DOCTYPE/);
    const tags = new Set([...text.matchAll(/<\/?([a-zA-Z]+)/g)].map(([, tag = '']) => tag));
    expect([...tags].filter((tag) => !IN_JUNIT.has(tag))).toEqual([]);
  },
};

const IN_JUNIT = new Set([
  'testsuites',
  'testsuite',
  'properties',
  'property',
  'testcase',
  'failure',
  'error',
  'skipped',
]);
