import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Language, Parser } from 'web-tree-sitter';
import { ERROR, type SyntaxNode } from './syntax-node.ts';
import { type CopyOptions, copyTree } from './syntax-tree.ts';

export type GrammarName = 'python' | 'terraform' | 'bash';

/** A parser that is ready. Trees are copied out of it, so nothing has to be freed. */
export interface Grammar {
  parse(text: string, options?: Partial<CopyOptions>): SyntaxNode;
}

const PACKAGED = {
  'web-tree-sitter.wasm': 'web-tree-sitter/web-tree-sitter.wasm',
  'python.wasm': 'tree-sitter-python/tree-sitter-python.wasm',
  'terraform.wasm': '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
  'bash.wasm': 'tree-sitter-bash/tree-sitter-bash.wasm',
} as const;

const NOTHING: ReadonlySet<string> = new Set();

let runtime: Promise<void> | undefined;
const grammars = new Map<GrammarName, Promise<Grammar>>();

/** Loads a grammar once; later calls give the same one. */
export function loadGrammar(name: GrammarName): Promise<Grammar> {
  const loaded = grammars.get(name) ?? load(name);
  grammars.set(name, loaded);
  return loaded;
}

async function load(name: GrammarName): Promise<Grammar> {
  runtime ??= startRuntime();
  await runtime;
  const language = await Language.load(await readFile(whereIs(`${name}.wasm`)));
  const parser = new Parser();
  parser.setLanguage(language);
  return {
    parse: (text, { skip = NOTHING, opaque = NOTHING } = {}) => parse(parser, text, { skip, opaque }),
  };
}

/** Optimising compilation of the wasm costs more than it saves in a process that lives for a fraction of a second. */
async function startRuntime(): Promise<void> {
  setFlagsFromString('--liftoff-only');
  await Parser.init({ locateFile: () => whereIs('web-tree-sitter.wasm') });
}

/** Beside the bundle, whether this code ended up in its entry or in a chunk; in node_modules when run from source. */
function whereIs(file: keyof typeof PACKAGED): string {
  const bundled = ['./grammars/', '../grammars/'].map((folder) =>
    fileURLToPath(new URL(folder + file, import.meta.url)),
  );
  return bundled.find((path) => existsSync(path)) ?? createRequire(import.meta.url).resolve(PACKAGED[file]);
}

function parse(parser: Parser, text: string, options: CopyOptions): SyntaxNode {
  const tree = parser.parse(text, null, { progressCallback: stopAfter(effort(text)) });
  if (tree === null) {
    parser.reset();
    return { type: ERROR, named: true, field: null, start: 0, end: text.length, missing: false, children: [] };
  }
  try {
    return copyTree(tree, options);
  } finally {
    tree.delete();
  }
}

/** In calls of the progress callback, one per hundred steps of the parser; ordinary text takes under two steps a character. */
const effort = (text: string): number => 20_000 + text.length;

/** Recovery from errors can take quadratic time on hostile text. Counting steps, not time, keeps the answer the same everywhere. */
function stopAfter(calls: number): () => boolean {
  let left = calls;
  return () => {
    left -= 1;
    return left < 0;
  };
}
