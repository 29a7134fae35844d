/** What the bundle holds of other people's code, with their licences: these ask that the notice goes where the code goes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {{ outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> }} metafile esbuild's, of the bundle
 * @param {readonly string[]} copied files of packages that stand beside it
 * @returns {string} each package with its version and licence, then each licence's text once
 * @throws {Error} for a package whose licence's text is nowhere
 */
export function notices({ outputs }, copied) {
  const bundled = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0));
  const folders = new Set([...bundled, ...copied].flatMap((path) => folderOf(path) ?? []));
  const found = new Map([...folders].map(packageAt).map((one) => [one.title, one])); // nested copies once
  const packages = [...found.values()].toSorted((a, b) => (a.title < b.title ? -1 : 1));
  const holders = new Map();
  for (const one of packages) holders.set(textOf(one, packages), [...(holders.get(textOf(one, packages)) ?? []), one.title]);
  return [
    'djaudit holds code of these packages. Each stands under its own licence; the texts follow the list.',
    packages.map(({ title, licence }) => `${title} (${licence})`).join('\n'),
    ...[...holders].map(([text, titles]) => `${'-'.repeat(80)}\n${titles.join(', ')}\n\n${text}`),
  ].join('\n\n');
}

/** The package's folder, of a path that esbuild names (`file:`, `dataurl:` before it are no part of it). */
function folderOf(path) {
  return /^(?:[\w-]+:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

function packageAt(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e(?:[.-]|$)/i.test(one));
  return { title: `${name} ${version}`, licence: license, text: file && `${readFileSync(join(folder, file), 'utf8').trim()}\n` };
}

/** Apache's licence names no holder: where a package of its authors left the file out, it is the same as its neighbours'. */
function textOf({ title, licence, text }, packages) {
  const found = text ?? (licence === 'Apache-2.0' ? packages.find((one) => one.licence === licence && one.text)?.text : undefined);
  if (found === undefined) throw new Error(`${title} has no licence file`);
  return found;
}
