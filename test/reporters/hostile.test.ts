import { describe, expect, it } from 'vitest';
import { FORMAT_NAMES, type FormatName } from '../../src/cli/options/index.ts';
import { reportOf } from '../build/report.ts';
import { BEGINNINGS, pastOf, planted } from './hostile.ts';
import { CONTROL, commands, DECEPTIVE, INERT, textOf, VERBOSE } from './inert.ts';

async function written(name: FormatName, change?: (text: string) => string): Promise<string> {
  const report = planted(change);
  return await textOf(name, report, { ...VERBOSE, history: pastOf(report) });
}

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
    const colored = await textOf('terminal', planted(), { ...VERBOSE, color: true });
    expect(colored.replaceAll(/\u001b\[\d+(;\d+)*m/g, '')).not.toMatch(CONTROL);
  });

  it('has as many annotations as findings and one of the sums', async () => {
    expect((await written('github')).split('\n').filter((line) => line.startsWith('::'))).toHaveLength(
      reportOf().results.filter(({ status }) => status === 'fail').length + 1,
    );
  });
});
