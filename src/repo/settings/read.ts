import type { Project, SettingsModuleMention } from '../../model/repository/index.ts';
import { UserError } from '../../model/user-error.ts';
import type { EvaluatedSettings } from '../../model/value.ts';
import { TEMPLATE } from '../data/documents.ts';
import { isJinja, maskJinja } from '../data/jinja.ts';
import { findModule } from '../django/modules.ts';
import { NotAvailable } from '../not-available.ts';
import { folderOf, nameOf } from '../paths.ts';
import { isUsable } from '../project/read.ts';
import { newestSeries } from '../python/libraries/django-facts.ts';
import { loadPython } from '../python/parse.ts';
import type { ProjectFiles } from '../python/project-files.ts';
import { evaluateSettings } from '../python/settings.ts';
import { projectFiles } from '../python/work-tree-files.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { configurationOf } from './configuration.ts';
import { productionVariables } from './presumptions.ts';
import { relocated } from './relocate.ts';

/** The settings of the module that production uses: under the variables of `--env-file`, else open. */
export async function readSettings(repository: Repository): Promise<EvaluatedSettings> {
  return await evaluate(repository, repository.options.environment);
}

/** What Django would compute under these variables. Without a module: the one that they or the repository's files name. */
export async function evaluate(
  repository: Repository,
  environment: Readonly<Record<string, string | null>> | undefined,
  module?: string,
): Promise<EvaluatedSettings> {
  const project = await repository.fact('repository.project');
  const chosen =
    module === undefined
      ? choose(repository, project, environment)
      : { module, because: 'the service names it', file: undefined };
  const file = chosen.file ?? fileOf(repository, project, chosen.module);
  const configuration = configurationOf(repository, file);
  await loadPython();
  const root = project.root === '' ? repository.root : `${repository.root}/${project.root}`;
  const evaluated = evaluateSettings({
    files: filled(repository, projectFiles(repository)),
    root,
    module: chosen.module,
    chosenBy: configuration === undefined ? chosen.because : `${chosen.because}; ${configuration.because}`,
    ...(configuration === undefined ? {} : { configuration: configuration.name }),
    environment,
    importRoots: project.importRoots.map((folder) =>
      folder === '' ? repository.root : `${repository.root}/${folder}`,
    ),
    ...(environment === undefined ? { presumptions: await productionVariables(repository, project) } : {}),
    ...(await django(repository)),
  });
  if (chosen.because === NAMED && file === undefined && !isRead(evaluated)) throw missing(chosen.module);
  if (evaluated.files.length === 0)
    throw new NotAvailable(`the settings module ${chosen.module} is not in the repository`);
  if (!hasTraces(evaluated))
    throw new NotAvailable(`no assignment of ${chosen.module} could be followed: its settings are made in code`);
  const result = relocated(
    withOldMiddleware(evaluated, await djangoVersion(repository)),
    repository.root,
    project.root,
  );
  for (const { path, message } of result.notes) repository.notes.add(path, message);
  return result;
}

/** Settings of a project template (cookiecutter) are read with its tags taken out, and a note says so. */
function filled(repository: Repository, files: ProjectFiles): ProjectFiles {
  return {
    ...files,
    readText: (path) => {
      const text = files.readText(path);
      if (text === undefined || !path.endsWith('.py') || !isJinja(text)) return text;
      repository.notes.add(path.slice(repository.root.length + 1), TEMPLATE);
      return maskJinja(text);
    },
  };
}

interface Chosen {
  readonly module: string;
  readonly because: string;
  readonly file: string | undefined;
}

/** People name it by the option, or by `settings` in djaudit.yml. */
const NAMED = '--settings';

function missing(module: string): UserError {
  return new UserError(
    `there is no settings module ${module} in the repository`,
    'Name it as DJANGO_SETTINGS_MODULE does, with --settings or `settings` in djaudit.yml',
  );
}

/** Whether the module itself was read, not the packages around it alone. */
function isRead({ module, files }: EvaluatedSettings): boolean {
  const path = module.replaceAll('.', '/');
  return files.some((one) => one.endsWith(`${path}.py`) || one.endsWith(`${path}/__init__.py`));
}

function hasTraces({ settings }: EvaluatedSettings): boolean {
  return !settings.every(({ trace, value }) => trace.length === 0 && value.status === 'known');
}

function choose(
  repository: Repository,
  project: Project,
  environment: Readonly<Record<string, string | null>> | undefined,
): Chosen {
  const { settings } = repository.options;
  if (settings !== undefined) return { module: settings, because: NAMED, file: undefined };
  const given = environment?.['DJANGO_SETTINGS_MODULE'] ?? undefined;
  if (given !== undefined)
    return { module: given, because: 'DJANGO_SETTINGS_MODULE of the environment', file: undefined };
  const mention = project.settingsModules.find(isUsable);
  if (mention === undefined) throw new NotAvailable('no file names a settings module that is in the repository');
  const place = `${mention.path}:${mention.location.line}`;
  if (mention.file !== undefined && roleOf(mention.file) !== 'production') return beside(repository, mention, place);
  const doubt = project.ambiguity === undefined ? '' : `; ${project.ambiguity}`;
  return { module: mention.module, because: `DJANGO_SETTINGS_MODULE in ${place}${doubt}`, file: mention.file };
}

/**
 * Only a module for development is named anywhere: production's own stands beside it under a name that says so, or nobody
 * but its owner can tell.
 */
function beside(repository: Repository, { module, file = '' }: SettingsModuleMention, place: string): Chosen {
  const folder = folderOf(file);
  const found = PRODUCTION.map((name) => `${folder}/${name}.py`).filter((path) => repository.file(path) !== undefined);
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new NotAvailable(
      `${place} names ${module}, which is for development, and no file says what production uses: name it with --settings`,
    );
  const dotted = `${module.slice(0, module.lastIndexOf('.'))}.${nameOf(only).replace(/\.py$/, '')}`;
  return { module: dotted, because: `${only} stands beside ${module}, the only one that ${place} names`, file: only };
}

const PRODUCTION = ['production', 'prod', 'live', 'deploy', 'deployed'];

function fileOf(repository: Repository, project: Project, module: string): string | undefined {
  return findModule(repository, project, module)?.path;
}

/** Before Django 2.0 MIDDLEWARE_CLASSES serves where MIDDLEWARE is not assigned. */
function withOldMiddleware(evaluated: EvaluatedSettings, version: string | undefined): EvaluatedSettings {
  const old = evaluated.settings.find(({ name }) => name === 'MIDDLEWARE_CLASSES');
  if (old === undefined || version === undefined || !version.startsWith('1.')) return evaluated;
  const settings = evaluated.settings.map((one) =>
    one.name === 'MIDDLEWARE' && one.trace.length === 0 ? { ...one, value: old.value, trace: old.trace } : one,
  );
  return { ...evaluated, settings };
}

async function djangoVersion(repository: Repository): Promise<string | undefined> {
  try {
    return (await repository.fact('repository.dependencies')).resolved['django']?.version;
  } catch {
    return undefined; // without readable dependencies the newest defaults serve
  }
}

/** The series that the repository installs, for Django's own defaults. */
async function django(repository: Repository): Promise<{ readonly django?: string }> {
  try {
    const { resolved } = await repository.fact('repository.dependencies');
    const { version, specifier } = resolved['django'] ?? { specifier: '' };
    const series = version === undefined ? newestSeries(specifier) : /^\d+\.\d+/.exec(version)?.[0];
    return series === undefined ? {} : { django: series };
  } catch {
    return {}; // without readable dependencies the newest defaults serve
  }
}
