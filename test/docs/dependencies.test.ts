import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }; // npm's
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }; // ours
const NAMES = Object.keys(dependencies);
const page = readFileSync('docs/dependencies.md', 'utf8');
const rows = [...page.matchAll(/^\| (\S+) \|.*\| (\S+) \| (\d+) \| [\d.]+ [KM]B \|$/gm)];

/** Where Node finds a package, of a place in the lock file: the nearest node_modules upwards. */
function find(from: string, name: string): string | undefined {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    const path = `${base === '' ? '' : `${base}/`}node_modules/${name}`;
    if (path in packages) return path;
    if (base === '') return undefined;
  }
}

/** All that these packages need, themselves included. */
function closure(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const queue = names.flatMap((name) => find('', name) ?? []);
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const at = path;
    const needs = { ...packages[at]?.dependencies, ...packages[at]?.optionalDependencies };
    queue.push(...Object.keys(needs).flatMap((name) => find(at, name) ?? []));
  }
  return seen;
}

/** It and what nothing else here needs. */
function brings(name: string): number {
  const others = closure(NAMES.filter((one) => one !== name));
  return [...closure([name])].filter((path) => !others.has(path)).length;
}

describe('docs/dependencies.md', () => {
  it('justifies each dependency of package.json once, and no other package', () => {
    expect(rows.map(([, name = '']) => name).toSorted()).toEqual(NAMES.toSorted());
  });

  it.each(rows.map(([, name = '', licence = '', count = '']) => [name, licence, Number(count)] as const))(
    'says the licence of %s and what it brings',
    (name, licence, count) => {
      expect([packages[`node_modules/${name}`]?.license, brings(name)]).toEqual([licence, count]);
    },
  );

  it('says how many packages an installation would take beside the bundle', () => {
    expect(page).toContain(`| with the packages below installed beside the bundle | ${closure(NAMES).size + 1} |`);
  });
});
