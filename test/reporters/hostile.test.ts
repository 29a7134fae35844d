import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { FORMAT_NAMES, type FormatName } from '../../src/cli/options/index.ts';
import { render } from '../../src/cli/output/render.ts';
import { reportOf } from '../build/report.ts';
import { BEGINNINGS, planted } from './hostile.ts';
import { markdownDefects } from './rendered.ts';

const VERBOSE = { color: false, width: 100, verbose: true, quiet: false };

async function text(...args: Parameters<typeof render>): Promise<string> {
  return [...(await render(...args))].join('');
}

async function written(name: FormatName, change?: (text: string) => string): Promise<string> {
  return await text(name, planted(change), VERBOSE);
}

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
const DECEPTIVE = /[\u200b\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]/u;

/** Lines that a runner takes for commands and that are none of ours. */
function commands(name: FormatName, text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => /^\s*::/.test(line) || line.includes('##['));
  return name === 'github' ? lines.filter((line) => !OURS.test(line)) : lines;
}

const OURS = /^::(?:error|warning|notice) (?:(?:file|line|endLine|col|endColumn|title)=[^:,]*,?)+::(?!.*##\[)[^\r\n]*$/;

/** Elements with the names of their attributes: `a href`. */
function elements(page: string): ReadonlySet<string> {
  const tags = [...page.matchAll(/<([a-zA-Z!][^\s/>]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>|<[^/]/g)];
  return new Set(
    tags.map(([tag, name = tag, attributes = '']) =>
      [name, ...[...attributes.matchAll(/([^\s=]+)(?:="[^"]*")?/g)].map(([, attribute]) => attribute)].join(' '),
    ),
  );
}

/** The elements of a report whose texts are harmless. */
const OURS_IN_HTML = elements(await text('html', reportOf(), VERBOSE));

/**
 * What each format must be besides: no markup of another in what a browser, a parser or a viewer reads. Every format has a
 * line here; a spreadsheet opens none of them: there is no CSV.
 */
const INERT: Readonly<Record<FormatName, (text: string) => void>> = {
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
  html: (text) => {
    expect([...elements(text)].filter((element) => !OURS_IN_HTML.has(element))).toEqual([]);
    for (const [, address = ''] of text.matchAll(/(?:href|src)="([^"]*)"/g))
      expect(address).toMatch(/^(?:#|https:\/\/)/);
  },
  markdown: (text) => expect(markdownDefects(text)).toEqual([]),
  github: (text) => expect(commands('github', text)).toEqual([]),
  asff: (text) => {
    expect(text).not.toMatch(/<|\u2028/);
    expect(JSON.parse(text)).toHaveLength(reportOf().results.length);
  },
  junit: (text) => {
    expect(text).not.toMatch(/<!\[CDATA|<!--|<!DOCTYPE/);
    expect(new Set([...text.matchAll(/<\/?([a-zA-Z]+)/g)].map(([, tag]) => tag))).toEqual(
      new Set(['testsuites', 'testsuite', 'properties', 'property', 'testcase', 'failure', 'error', 'skipped']),
    );
  },
};

describe.each(FORMAT_NAMES)('hostile text in %s', (name) => {
  it('is in it', async () => {
    expect(await written(name)).toContain('lone');
  });

  it('moves no cursor and sets no title', async () => {
    const text = await written(name);
    expect(CONTROL.exec(text)).toBeNull();
    expect(DECEPTIVE.exec(text)).toBeNull();
    expect(text).not.toMatch(/\p{Surrogate}/u);
  });

  it('is no command to a runner', async () => {
    expect(commands(name, await written(name))).toEqual([]);
  });

  it('is inert in what reads it', async () => {
    INERT[name](await written(name));
  });

  it('is as harmless at the beginning of a text', async () => {
    for (const beginning of BEGINNINGS) {
      const text = await written(name, (own) => beginning + own);
      expect(CONTROL.exec(text), beginning).toBeNull();
      expect(commands(name, text), beginning).toEqual([]);
      INERT[name](text);
    }
  });

  it('is cut where it has no end', async () => {
    const text = await written(name, (own) => own + 'x'.repeat(2 ** 20));
    if (name === 'json') expect(text).toContain('x'.repeat(2 ** 20));
    else expect(text.length).toBeLessThan(2 ** 20);
  });
});

describe('hostile text', () => {
  it('is the same data in JSON', async () => {
    expect(JSON.parse(await written('json'))).toEqual(JSON.parse(JSON.stringify(planted())));
  });

  it('keeps the colours that are ours', async () => {
    const colored = await text('terminal', planted(), { ...VERBOSE, color: true });
    expect(colored.replaceAll(/\u001b\[\d+(;\d+)*m/g, '')).not.toMatch(CONTROL);
  });

  it('has as many annotations as findings and one of the sums', async () => {
    expect((await written('github')).split('\n').filter((line) => line.startsWith('::'))).toHaveLength(
      reportOf().results.filter(({ status }) => status === 'fail').length + 1,
    );
  });
});
