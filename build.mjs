/** Bundles the command into dist/: one file per entry, what they share split into chunks that load when they are needed. */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { notices } from './scripts/notices.mjs';

const require = createRequire(import.meta.url);
const OUT = 'dist';
const standaloneCode = standalone.default;

/** The grammars are data: web-tree-sitter loads them from dist/grammars at run time. */
const GRAMMARS = {
  'web-tree-sitter.wasm': 'web-tree-sitter/web-tree-sitter.wasm',
  'python.wasm': 'tree-sitter-python/tree-sitter-python.wasm',
  'bash.wasm': 'tree-sitter-bash/tree-sitter-bash.wasm',
  'terraform.wasm': '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
};

await rm(OUT, { recursive: true, force: true });
await mkdir(`${OUT}/grammars`, { recursive: true });

/** Modules that compile a JSON schema (`*.validator.ts`) become the compiled code: ajv itself is not loaded at run time. */
const compiledSchemas = {
  name: 'compiled-schemas',
  setup({ onLoad, esbuild }) {
    onLoad({ filter: /\.validator\.ts$/ }, async ({ path }) => {
      const module = join(OUT, `${basename(path, '.ts')}.mjs`);
      await esbuild.build({ entryPoints: [path], outfile: module, bundle: true, platform: 'node', format: 'esm', external: ['ajv'] });
      const { ajv, validate } = await import(pathToFileURL(module).href);
      await rm(module);
      return { contents: standaloneCode(ajv, validate), loader: 'js', resolveDir: dirname(path) };
    });
  },
};

/**
 * The SDK's schemas name their members by constants, `{ [_eQN]: _AT }`. A computed name can run code as far as esbuild knows,
 * so that it keeps the schema of every operation there is; with the names written out it keeps those that are used.
 */
const literalSchemaNames = {
  name: 'literal-schema-names',
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[\\/].*[\\/]dist-es[\\/].*schemas_\d+\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const names = new Map([...text.matchAll(/^const (_\w+) = ("[^"\n]*");$/gm)].map(([, name, value]) => [name, value]));
      const contents = text.replaceAll(/\[(_\w+)\]: /g, (whole, name) => (names.has(name) ? `${names.get(name)}: ` : whole));
      return { contents, loader: 'js' };
    });
  },
};

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const { metafile } = await build({
  entryPoints: { cli: 'src/cli/main.ts', rules: 'src/api/rules.ts', testing: 'src/api/testing.ts' },
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
  legalComments: 'none', // THIRD-PARTY.txt has the licences whole
  metafile: true,
  define: { DJAUDIT_VERSION: JSON.stringify(version) },
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
  },
  // The rule tester runs in the vitest of whoever tests.
  external: ['vitest'],
  alias: { 'string-width': 'fast-string-width' },
  plugins: [compiledSchemas, literalSchemaNames],
  logLevel: 'warning',
});
const grammars = Object.entries(GRAMMARS).map(([name, from]) => [name, require.resolve(from)]);
await Promise.all(grammars.map(([name, from]) => copyFile(from, `${OUT}/grammars/${name}`)));
await writeFile(`${OUT}/THIRD-PARTY.txt`, notices(metafile, grammars.map(([, from]) => from)));
