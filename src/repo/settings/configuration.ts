import { folderOf } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';

/** A class of django-configurations, and how it was chosen. */
export interface Configuration {
  readonly name: string;
  readonly because: string;
}

const CANDIDATE =
  /(^|\/)([\w.-]*Dockerfile[\w.-]*|Procfile|manage\.py|wsgi\.py|asgi\.py|celery\w*\.py)$|\.(sh|ya?ml|json|tf|tfvars|service|config|conf|j2)$/;
const NAMED = /DJANGO_CONFIGURATION["']?\]?(?:\s{0,80}[=:,]|\s{0,80}\n\s{0,80}value:)\s{0,80}["']?([A-Z]\w{1,60})\b/g;
const ASIDE = /^(dev|development|local|test|tests|testing|build|ci|e2e|debug|demo|base|common)/i;
const PRODUCTION = ['Production', 'Prod', 'Live', 'Deployed'];

/** The module, or another of its folder whose classes it extends, imports django-configurations. */
function isClassBased(repository: Repository, module: string, text: string): boolean {
  if (/\bconfigurations\b/.test(text)) return true;
  if (!/^class\s+\w+\s*\(/m.test(text)) return false;
  const folder = folderOf(module);
  return repository.files.some(
    ({ path }) =>
      folderOf(path) === folder &&
      path.endsWith('.py') &&
      /^\s*from configurations\b|^\s*import configurations\b/m.test(repository.text(path) ?? ''),
  );
}

/**
 * The class that production uses: one that a deploy file names, else the module's own class for production where all that is
 * named is for people at work on it. Undefined when the module has no such classes.
 */
export function configurationOf(repository: Repository, module: string | undefined): Configuration | undefined {
  const text = module === undefined ? undefined : repository.text(module);
  if (module === undefined || text === undefined || !isClassBased(repository, module, text)) return undefined;
  const named = repository.files.flatMap(({ path, role, size }) => {
    if (role !== 'production' || size > 300_000 || !CANDIDATE.test(path)) return [];
    if (repository.bytes(path)?.includes('DJANGO_CONFIGURATION') !== true) return [];
    const content = repository.text(path) ?? '';
    return [...content.matchAll(NAMED)].flatMap(({ 1: name = '', index }) =>
      ASIDE.test(name)
        ? []
        : [{ name, because: `DJANGO_CONFIGURATION in ${path}:${content.slice(0, index).split('\n').length}` }],
    );
  });
  const classes = new Set([...text.matchAll(/^class\s+(\w+)\s*\(/gm)].map((match) => match[1] ?? ''));
  const [first] = named.filter(({ name }) => PRODUCTION.includes(name)).concat(named);
  if (first !== undefined) return first;
  const own =
    PRODUCTION.find((name) => classes.has(name)) ??
    [...classes].find((name) => !ASIDE.test(name) && roleOf(name) === 'production');
  return own === undefined ? undefined : { name: own, because: `class ${own}: no file of a deployment names another` };
}
