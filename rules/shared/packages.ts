import { satisfies } from '@renovatebot/pep440';
import type { Subject } from '../../src/model/index.ts';
import type { Dependencies, ResolvedPackage } from '../../src/model/repository/index.ts';
import { LIFECYCLES, type Product, type Release, release } from './lifecycle.ts';
import { seriesOf } from './versions.ts';

/** A package that production installs, as a subject: the file that names it, with its name. */
export interface Installed extends Subject {
  readonly package: ResolvedPackage;
}

export function installed({ resolved }: Dependencies, ...names: readonly string[]): readonly Installed[] {
  return names.flatMap((name) => {
    const found = resolved[name];
    if (found === undefined || found.role !== 'production') return [];
    const id = `${found.location.path}#${name}`;
    return [{ ref: { kind: 'file' as const, id, name: id, location: found.location }, package: found }];
  });
}

/** The release that a package is: of its version, or the newest one that its range admits, which is what pip installs. */
export function releaseOf(product: Product, { version, specifier }: ResolvedPackage): Release | undefined {
  if (version !== undefined) {
    const series = seriesOf(version, 2);
    return series === undefined ? undefined : release(product, series);
  }
  if (specifier === '') return undefined;
  return LIFECYCLES[product].releases.find(({ cycle, latest }) => admits(specifier, latest ?? `${cycle}.0`));
}

export function admits(specifier: string, version: string): boolean {
  try {
    return satisfies(version, specifier);
  } catch {
    return false;
  }
}

/** `Django 5.2.19`, or `Django >=4.2,<5`. */
export function described(name: string, { version, specifier }: ResolvedPackage): string {
  return `${name} ${version ?? (specifier === '' ? '(any version)' : specifier)}`;
}
