import type { AppMigrations, ManagementRun, ResolvedPackage, SimpleCommand } from '../../src/model/repository/index.ts';

const MIGRATES = new Set(['migrate', 'migrate_or_rollback']);
const LOCKS = [
  'django-migrate-with-lock',
  'django-pg-migration-lock',
  'django-migration-lock',
  'django-pglocks',
  'django-concurrent-migrations',
];

export function isMigrate({ command, options }: ManagementRun): boolean {
  return MIGRATES.has(command) && !options.includes('--check') && !options.includes('--plan');
}

/** A simple command that migrates: `python manage.py migrate`, `django-admin migrate`. */
export function migrates({ words }: SimpleCommand): boolean {
  const at = words.findIndex((word) => MIGRATES.has(word));
  const runsDjango = words.slice(0, at).some((word) => /(^|\/)(manage\.py|django-admin(\.py)?|django)$/.test(word));
  return at > 0 && runsDjango && !words.includes('--check') && !words.includes('--plan');
}

/** Runs that belong to a deployment of production. */
export function inProduction({ production, phase }: ManagementRun): boolean {
  return production && phase !== 'ci' && phase !== 'manual';
}

/** A package whose `migrate` takes a lock in the database first. */
export function lockPackage(resolved: Readonly<Record<string, ResolvedPackage>>): string | undefined {
  return LOCKS.find((name) => name in resolved);
}

export function hasMigrations(apps: readonly AppMigrations[]): boolean {
  return apps.some(({ migrations }) => migrations.length > 0);
}
