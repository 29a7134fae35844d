import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CORPUS } from './corpus.ts';
import { FACTS, readEverything } from './every-fact.ts';
import { folderWith } from './folder.ts';

/** What parsers stumble over. */
const TOKENS = [
  '',
  '\0',
  '\r\n',
  '\n',
  '\n\n',
  '\t',
  ' ',
  '\ufeff',
  '\u2028',
  '\ud800',
  '\u202e',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '"',
  "'",
  '`',
  '\\',
  '\\\n',
  '${',
  '$(',
  '{{',
  '}}',
  '{%',
  '%}',
  '<<',
  '<<EOF\n',
  '<<: *x',
  '&x ',
  '*x',
  '!Ref ',
  '!!binary ',
  '---\n',
  '...\n',
  '|\n',
  '>-\n',
  '#',
  ';',
  '=',
  ':',
  ': ',
  '- ',
  ',',
  '@',
  '%',
  '::',
  '=>',
  '1e999',
  '0x',
  '-0',
  'NaN',
  'null',
  '~',
  'true',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  '\u{1f4a3}',
  'é',
  '*'.repeat(50),
  '['.repeat(300),
  '"'.repeat(99),
  ' '.repeat(500),
  'a'.repeat(3_000),
  'FROM ',
  'ENV ',
  'RUN ',
  'COPY --from=',
  'def ',
  'class ',
  'lambda: ',
  'for x in y:\n',
  'import ',
  'from . import *\n',
  'resource "a" "b" {',
];

/** One change of a text: at a place, so many characters go, and something comes instead. */
interface Mutation {
  readonly at: number;
  readonly remove: number;
  readonly put:
    | { readonly kind: 'token'; readonly token: string }
    | { readonly kind: 'own'; readonly from: number; readonly length: number };
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.nat(4) },
    { weight: 1, arbitrary: fc.nat(80) },
  ),
  put: fc.oneof(
    fc.constantFrom(...TOKENS).map((token) => ({ kind: 'token' as const, token })),
    fc.record({
      kind: fc.constant('own' as const),
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(120),
    }),
  ),
});

function mutated(text: string, mutations: readonly Mutation[]): string {
  return mutations.reduce((current, { at, remove, put }) => {
    const start = Math.floor(at * current.length);
    const from = put.kind === 'own' ? Math.floor(put.from * current.length) : 0;
    const inserted = put.kind === 'own' ? current.slice(from, from + put.length) : put.token;
    return current.slice(0, start) + inserted + current.slice(start + remove);
  }, text);
}

const PATHS = Object.keys(CORPUS);
const mutations = fc.array(fc.array(mutation, { maxLength: 3 }), { minLength: PATHS.length, maxLength: PATHS.length });

/** Lines as an editor counts them; Python also ends one at a carriage return. */
function linesOf(path: string, text: string): readonly string[] {
  const written = Buffer.from(text)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  return written.split(path.endsWith('.py') ? /\r\n|\r|\n/ : '\n');
}

/** Places of facts that are not in the text that they name. */
function misplaced(value: unknown, lines: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found: string[] = [];
  const visit = (one: unknown): void => {
    if (one === null || typeof one !== 'object') return;
    const { path, line, column } = one as { path?: unknown; line?: unknown; column?: unknown };
    if (typeof path === 'string' && typeof line === 'number') {
      const text = lines.get(path)?.[line - 1];
      const inText = text !== undefined && (typeof column !== 'number' || (column >= 1 && column <= text.length + 1));
      if (!inText && lines.has(path)) found.push(`${path}:${line}:${String(column)}`);
    }
    for (const inner of Object.values(one)) visit(inner);
  };
  visit(value);
  return found;
}

it('readers answer whatever is done to the files, and their places are in the text', async () => {
  await fc.assert(
    fc.asyncProperty(mutations, async (changes) => {
      const files = Object.fromEntries(PATHS.map((path, at) => [path, mutated(CORPUS[path] ?? '', changes[at] ?? [])]));
      const root = folderWith(files);
      try {
        const { failed, records } = await readEverything(root);
        const lines = new Map(Object.entries(files).map(([path, text]) => [path, linesOf(path, text)]));
        expect(failed).toEqual([]);
        expect(misplaced(records, lines)).toEqual([]);
        expect(JSON.stringify(records)).not.toContain(join(root, 'config'));
      } finally {
        rmSync(root, { recursive: true });
      }
    }),
    { seed: 20_261_125, numRuns: 40 },
  );
}, 300_000);

it('the files as they are give every fact, with places in their text', async () => {
  const { failed, records, notes } = await readEverything(folderWith(CORPUS));
  const lines = new Map(Object.entries(CORPUS).map(([path, text]) => [path, text.split('\n')]));

  expect(failed).toEqual([]);
  expect(notes.filter(({ path }) => path !== '')).toEqual([]);
  expect(records.filter(({ fact }) => fact.status !== 'collected').map(({ name }) => name)).toEqual([
    'repository.history',
  ]);
  expect(misplaced(records, lines)).toEqual([]);
});

it('no reader is left out: each finds something in the files', async () => {
  const { records } = await readEverything(folderWith(CORPUS));
  const nothing = records.filter(({ fact }) => fact.status === 'collected' && isEmpty(fact.value));
  expect(records.map(({ name }) => name)).toEqual(FACTS);
  expect(nothing.map(({ name }) => name)).toEqual([]);
});

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
