import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRequirements } from '../../../src/repo/dependencies/requirements.ts';

/** What pip and packaging found: scripts/requirements.py asks them. A requirement that is not PEP 508 has its `text` only. */
interface Case {
  readonly text: string;
  readonly refused?: string;
  readonly requirements?: readonly Found[];
  readonly options?: readonly (readonly [kind: string, value: string, line: number])[];
}

interface Found {
  readonly line: number;
  readonly editable: boolean;
  readonly hashes: number;
  readonly text?: string;
  readonly name?: string;
  readonly extras?: readonly string[];
  readonly specifier?: readonly string[];
  readonly marker?: boolean;
  readonly url?: string | null;
}

const CASES = JSON.parse(readFileSync(new URL('requirements.json', import.meta.url), 'utf8')) as readonly Case[];

/** The line of an editor for one of Python's, which ends lines at more characters. */
function lineIn(text: string, line: number): number {
  const before = text
    .split(/(?<=\r\n|[\n\f\u2028]|\r(?!\n))/)
    .slice(0, line - 1)
    .join('');
  return before.split('\n').length;
}

describe('a requirements file', () => {
  it.each(CASES.filter(({ refused }) => refused === undefined).map((given) => [JSON.stringify(given.text), given]))(
    '%s is read as pip reads it',
    (_, { text, requirements: found = [], options = [] }) => {
      const requirements = found.map((one) => ({ ...one, line: lineIn(text, one.line) }));
      const read = readRequirements('requirements.txt', text.replace(/^\ufeff/, ''));
      const plain = requirements.filter(({ name }) => name !== undefined);
      const ours = read.requirements.filter(({ location }) => plain.some(({ line }) => line === location.line));

      expect(
        ours.map((one) => ({
          line: one.location.line,
          editable: one.editable,
          hashes: one.hashes,
          name: one.name,
          extras: [...one.extras].sort(),
          specifier: one.specifier === '' ? [] : one.specifier.split(',').sort(),
          marker: one.marker !== undefined,
          isUrl: one.source !== undefined,
        })),
      ).toEqual(plain.map(({ url, ...one }) => ({ ...one, isUrl: url !== null })));
      for (const other of read.requirements.filter((one) => !ours.includes(one)))
        expect(other.source, `${other.name} is no PEP 508 requirement`).toBeDefined();
      expect([
        ...read.includes.map(({ path, constraint, location }) => [
          constraint ? 'constraint' : 'requirement',
          path,
          location.line,
        ]),
        ...read.indexes.map(({ kind, location }) => [kind, location.line]),
      ]).toEqual(
        options.map(([kind, value, line]) =>
          kind === 'requirement' || kind === 'constraint' ? [kind, value, line] : [kind, line],
        ),
      );
    },
  );

  it('masks the password of an index', () => {
    const { indexes } = readRequirements('requirements.txt', '--extra-index-url https://u:hunter2@example.com/x\n');
    expect(JSON.stringify(indexes)).not.toContain('hunter2');
  });
});
