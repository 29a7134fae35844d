import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export interface Packed {
  /** The tarball, absolute. */
  readonly tarball: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** The folder that was packed, a copy of this one. */
  readonly from: string;
}

/** `npm pack` of the sources, with its scripts, as it is published. It happens in a copy: the scripts change package.json. */
export function pack(): Packed {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const paths = execFileSync('git', list, { encoding: 'utf8' }).split('\0');
  return packIn(copyOf(paths.filter((path) => path !== '' && existsSync(path))));
}

/** The same of what was built before, without types: for tests of the command that the package brings. */
export function packBuilt(): Packed {
  const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: string[] }; // ours
  const from = copyOf(['package.json', 'scripts', ...files.filter((name) => name !== 'types')]);
  execFileSync(process.execPath, ['scripts/packed-manifest.mjs'], { cwd: from });
  return packIn(from, '--ignore-scripts');
}

function copyOf(paths: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'djaudit-pack-'));
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(path, join(folder, path), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return folder;
}

function packIn(from: string, ...more: readonly string[]): Packed {
  const text = execFileSync('npm', ['pack', '--json', '--loglevel=error', ...more], {
    cwd: from,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // The scripts speak first; the JSON is the last.
  const [entry] = JSON.parse(text.slice(text.lastIndexOf('\n[\n') + 1)) as (Packed & { filename: string })[]; // npm's
  if (entry === undefined) throw new Error('npm packed nothing');
  return { ...entry, tarball: join(from, entry.filename), from };
}
