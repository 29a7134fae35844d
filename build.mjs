/** Bundles the command into dist/: one file per entry, what they share split into chunks that load when they are needed. */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
const OUT = 'dist';

/** The grammars are data: web-tree-sitter loads them from dist/grammars at run time. */
const GRAMMARS = {
  'web-tree-sitter.wasm': 'web-tree-sitter/web-tree-sitter.wasm',
  'python.wasm': 'tree-sitter-python/tree-sitter-python.wasm',
  'bash.wasm': 'tree-sitter-bash/tree-sitter-bash.wasm',
  'terraform.wasm': '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
};

await rm(OUT, { recursive: true, force: true });
await mkdir(`${OUT}/grammars`, { recursive: true });

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
await build({
  entryPoints: { cli: 'src/cli/main.ts' },
  outdir: OUT,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  splitting: true,
  minify: true,
  keepNames: true,
  mainFields: ['module', 'main'],
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'external',
  define: { DJAUDIT_VERSION: JSON.stringify(version) },
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
  },
  logLevel: 'warning',
});
await Promise.all(
  Object.entries(GRAMMARS).map(([name, from]) => copyFile(require.resolve(from), `${OUT}/grammars/${name}`)),
);
