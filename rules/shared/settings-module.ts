import type { DeployedService, Evidence, ServiceVariable } from '../../src/model/index.ts';
import type { Dockerfile, FileIndex, Project, SettingsModuleMention } from '../../src/model/repository/index.ts';
import { isWorker } from './celery.ts';
import { productionDockerfiles } from './dockerfiles.ts';
import { seen } from './evidence.ts';
import { beanstalkOf } from './live.ts';
import { found } from './places.ts';
import { nameOf, variablesCall } from './service.ts';

export const SETTINGS_MODULE = 'DJANGO_SETTINGS_MODULE';

/** What of the repository says which settings are loaded. */
export interface Code {
  readonly project: Project;
  readonly files: FileIndex;
  readonly dockerfiles: readonly Dockerfile[];
}

/** Which settings a service loads, and what says so. */
export interface Chosen {
  readonly module: string;
  readonly evidence: Evidence;
  /** Nothing live names it: the code falls back to it. */
  readonly fallback: boolean;
}

/** The live variable, else the image's, else what the code falls back to; an assignment in the code goes before all. */
export function chosenBy(
  service: DeployedService,
  variables: readonly ServiceVariable[],
  repository: Code,
): Chosen | { readonly missing: string } {
  const entry = entryOf(service, repository.project.settingsModules);
  if (entry?.how === 'assignment') return fromFile(entry, false);
  const live = variables.find(({ name }) => name === SETTINGS_MODULE);
  if (live?.value !== undefined)
    return { module: live.value, evidence: seen(SETTINGS_MODULE, live.value, variablesCall(service)), fallback: false };
  if (live !== undefined)
    return { missing: `${SETTINGS_MODULE} of ${nameOf(service)} is delivered as a secret: its value would decide it` };
  return (
    fromImage(service, repository) ??
    (entry === undefined
      ? { missing: `nothing says which settings ${nameOf(service)} loads: ${SETTINGS_MODULE} is not set` }
      : fromFile(entry, true))
  );
}

function fromFile(mention: SettingsModuleMention, fallback: boolean): Chosen {
  return {
    module: mention.module,
    evidence: found(SETTINGS_MODULE, mention.module, mention.evidence.location),
    fallback,
  };
}

function fromImage(service: DeployedService, repository: Code): Chosen | undefined {
  const beanstalk = beanstalkOf(service);
  if (beanstalk !== undefined && !/docker/i.test(beanstalk.SolutionStackName ?? '')) return undefined;
  const entries = productionDockerfiles(repository.dockerfiles).flatMap(({ final }) =>
    final.env.filter(({ name }) => name === SETTINGS_MODULE),
  );
  const [first, ...others] = entries;
  if (first?.value.status !== 'known' || others.length > 0) return undefined;
  return {
    module: first.value.text,
    evidence: found(`ENV ${SETTINGS_MODULE}`, first.value.text, first.location),
    fallback: false,
  };
}

/** The module through which the process enters: Celery's app for a worker, else the one of wsgi or asgi. */
function entryOf(
  service: DeployedService,
  mentions: readonly SettingsModuleMention[],
): SettingsModuleMention | undefined {
  const sources = isWorker(service) ? ['celery'] : ['wsgi', 'asgi'];
  const entries = mentions.filter(({ source, role }) => sources.includes(source) && role === 'production');
  const modules = new Set(entries.map(({ module }) => module));
  return modules.size === 1 ? entries[0] : undefined;
}

/** Whether the repository has a module; `unknown` where a package may bring it. */
export function isThere(module: string, repository: Code): 'yes' | 'no' | 'unknown' {
  const paths = new Set(repository.files.files.map(({ path }) => path));
  const under = (root: string, name: string) => `${root === '' ? '' : `${root}/`}${name.replaceAll('.', '/')}`;
  const roots = repository.project.importRoots;
  const has = (name: string) =>
    roots.some((root) => paths.has(`${under(root, name)}.py`) || paths.has(`${under(root, name)}/__init__.py`));
  if (has(module)) return 'yes';
  const [first = ''] = module.split('.');
  return has(first) || roots.some((root) => [...paths].some((path) => path.startsWith(`${under(root, first)}/`)))
    ? 'no'
    : 'unknown';
}
