import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Module } from '../../../src/repo/python/ast.ts';
import { loadPython, parsePython } from '../../../src/repo/python/parse.ts';
import { canonical } from './canonical.ts';

beforeAll(loadPython);

const SYNTAX = new URL('syntax/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, SYNTAX), 'utf8');
const errorLines = ({ errors }: Module): readonly number[] => errors.map(({ line }) => line);
const types = (text: string): readonly string[] => parsePython(text).body.map(({ type }) => type);

/** What CPython's `ast` gave for each file is beside it: scripts/python-ast/dump.py writes it. */
describe('the tree is that of CPython', () => {
  it.each(readdirSync(SYNTAX).filter((name) => name.endsWith('.py')))('%s', (name) => {
    const parsed = parsePython(read(name));
    expect(parsed.errors).toEqual([]);
    expect(canonical(parsed)).toEqual(JSON.parse(read(`${name}.json`)));
  });
});

describe('what CPython refuses or our CPython is too old for', () => {
  it('reads the except of Python 3.14', () => {
    const [statement] = parsePython('try:\n  pass\nexcept A, B:\n  pass\n').body;
    expect(statement).toMatchObject({ type: 'Try', handlers: [{ exception: { type: 'Tuple' }, name: null }] });
  });

  it('takes an assignment without a value for an error, not for a part of the next one', () => {
    const parsed = parsePython('X =\nY = [1]\n');
    expect(parsed.body).toMatchObject([{ type: 'Error' }, { type: 'Assign', targets: [{ id: 'Y' }] }]);
    expect(errorLines(parsed)).toEqual([1]);
  });

  it.each(['print x', 'exec "x"', 'x = 0777', 'x = 10L', 'x = a <> b', 'x = `a`', "x = b'a' 'b'", 'if x:\ny = 1'])(
    'has an error for %j',
    (text) => {
      expect(parsePython(`${text}\n`).errors).not.toEqual([]);
    },
  );

  it('does not decode a character by its name', () => {
    const [statement] = parsePython(String.raw`x = "\N{DASH}"`).body;
    expect(statement).toMatchObject({ value: { value: { kind: 'undecoded' } } });
  });

  it('does not convert numbers that CPython does not convert', () => {
    const [statement] = parsePython(`x = ${'9'.repeat(5000)}`).body;
    expect(statement).toMatchObject({ value: { value: { kind: 'undecoded' } } });
  });

  it('ends lines at a carriage return alone', () => {
    expect(types('a = 1\rb = 2\r')).toEqual(['Assign', 'Assign']);
  });
});

describe('text that is no Python', () => {
  it('keeps the statements around it', () => {
    const parsed = parsePython('A = 1\n<<<<<<< HEAD\nB = 2\n=======\nC = [\n  1,\n]\n');
    const names = parsed.body.flatMap((statement) =>
      statement.type === 'Assign' && statement.value.type !== 'Error' ? statement.targets : [],
    );
    expect(names).toMatchObject([{ id: 'A' }, { id: 'B' }, { id: 'C' }]);
    expect(errorLines(parsed)).toContain(2);
  });

  it('does not give a value to what it could not read whole', () => {
    const parsed = parsePython('A = ["x", {% y %}, "z"]\nB = 1\n');
    expect(parsed.body.at(-1)).toMatchObject({ type: 'Assign', targets: [{ id: 'B' }] });
    expect(parsed.body[0]).toMatchObject({
      value: { elts: [{ type: 'Constant' }, { type: 'Error' }, { type: 'Constant' }] },
    });
  });

  it.each([
    ['brackets', `x = ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`],
    ['open brackets', `x = ${'('.repeat(20_000)}\n`],
    ['a long sum', `x = ${'1 + '.repeat(20_000)}1\n`],
    ['nots', `x = ${'not '.repeat(20_000)}1\n`],
    ['calls', `x = f${'()'.repeat(20_000)}\n`],
    ['nested f-strings', `x = ${'f"{'.repeat(300)}1${'}"'.repeat(300)}\n`],
    ['blocks', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}if x:\n`).join('')],
  ])('cuts off %s', (_, text) => {
    expect(parsePython(`${text}\nAFTER = 1\n`).errors.length).toBeGreaterThan(0);
  });

  it('takes long lists and long chains of elif', () => {
    const list = parsePython(`x = [${'"item",\n'.repeat(20_000)}]\n`);
    const chain = parsePython(`if a:\n  pass\n${'elif b:\n  pass\n'.repeat(300)}`);
    expect([list.errors, chain.errors]).toEqual([[], []]);
  });

  it('never throws, and places everything inside the text', () => {
    const token = fc.constantFrom(
      'if ',
      'x',
      '=',
      '[',
      ')',
      '"',
      "f'",
      '{',
      '}',
      '\n',
      '  ',
      ':',
      'def ',
      '*',
      '#',
      '\\',
      '0',
      ',',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => {
        const text = tokens.join('');
        for (const { start, end } of parsePython(text).errors) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
