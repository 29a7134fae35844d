import type { DependencyFile, Requirement, ResolvedPackage, Role } from '../../model/repository/index.ts';

const STRENGTH = { lock: 0, pin: 1, source: 2, range: 3 } as const;
const ASIDE =
  /^(dev|develop|development|devel|test|tests|testing|lint|linting|docs|doc|local|typing|types|ci|debug|format|mypy|optional)$/;

/** What production installs of each package: production's files before others, the lock before the pin before the range. */
export function resolvePackages(files: readonly DependencyFile[]): Readonly<Record<string, ResolvedPackage>> {
  const found = new Map<string, ResolvedPackage>();
  for (const file of files) {
    if (file.format === 'constraints' && !file.includes.some(({ constraint }) => constraint)) continue;
    for (const requirement of file.requirements) {
      const candidate = resolved(file, requirement);
      const known = found.get(candidate.name);
      if (known === undefined || rank(candidate) < rank(known))
        found.set(candidate.name, {
          ...candidate,
          extras: candidate.extras.length > 0 ? candidate.extras : (known?.extras ?? []),
        });
      else if (known.extras.length === 0 && candidate.extras.length > 0 && candidate.role === known.role)
        found.set(candidate.name, { ...known, extras: candidate.extras });
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function rank({ role, from }: ResolvedPackage): number {
  return (role === 'production' ? 0 : role === 'development' ? 10 : 20) + STRENGTH[from];
}

function resolved(file: DependencyFile, one: Requirement): ResolvedPackage {
  return {
    name: one.name,
    ...(one.pinned === undefined ? {} : { version: one.pinned }),
    specifier: one.specifier,
    extras: one.extras,
    hashes: one.hashes,
    from:
      one.source !== undefined
        ? 'source'
        : file.kind === 'lock' && one.pinned !== undefined
          ? 'lock'
          : one.pinned === undefined
            ? 'range'
            : 'pin',
    location: one.location,
    role: roleFor(file, one),
  };
}

function roleFor(file: DependencyFile, { group }: Requirement): Role {
  if (!file.production) return file.role === 'production' ? 'development' : file.role;
  return ASIDE.test(group) ? 'development' : 'production';
}
