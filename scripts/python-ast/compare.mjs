/**
 * Compares our parser with CPython's `ast`, file by file.
 *
 * usage: PYTHON=python3.13 node scripts/python-ast/compare.mjs FOLDER...
 */
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

async function ours() {
  const outfile = here('../../node_modules/.cache/python-ast.mjs');
  await build({
    stdin: {
      contents: `export { loadPython, parsePython } from './src/repo/python/parse.ts';
                 export { canonical } from './test/repo/python/canonical.ts';`,
      resolveDir: here('../..'),
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  return import(outfile);
}

function firstDifference(a, b, path = '') {
  if (isDeepStrictEqual(a, b) || a?.kind === 'undecoded') return null;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return [path, a, b];
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = firstDifference(a[key], b[key], `${path}/${key}`);
    if (found) return found;
  }
  return [path, a, b];
}

const { loadPython, parsePython, canonical } = await ours();
await loadPython();
const files = [];
for (const folder of process.argv.slice(2)) {
  if (folder.endsWith('.py')) files.push(folder);
  else
    files.push(
      ...(await readdir(folder, { recursive: true }))
        .filter((path) => path.endsWith('.py'))
        .map((path) => `${folder}/${path}`),
    );
}
const python = spawn(process.env.PYTHON ?? 'python3', [here('dump.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
python.stdin.end(files.join('\n'));
const total = { files: 0, different: 0, broken: 0, rejected: 0, accepted: 0, bytes: 0 };
let time = 0;
const show = Number(process.env.SHOW ?? 20);
for await (const line of createInterface({ input: python.stdout })) {
  const { path, module, error } = JSON.parse(line);
  const text = await readFile(path, 'utf8');
  const began = performance.now();
  const parsed = parsePython(text);
  time += performance.now() - began;
  total.files += 1;
  total.bytes += text.length;
  if (error) {
    total.rejected += 1;
    if (parsed.errors.length === 0) total.accepted += 1;
    continue;
  }
  if (parsed.errors.length > 0) total.broken += 1;
  const difference = firstDifference(canonical(parsed), module);
  if (!difference && parsed.errors.length === 0) continue;
  total.different += 1;
  if (total.different <= show)
    console.log(path, JSON.stringify(difference)?.slice(0, 300), JSON.stringify(parsed.errors.slice(0, 2)));
}
console.log(total, `${(total.bytes / 1e3 / time).toFixed(2)} MB/s`);
