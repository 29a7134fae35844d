import type { Project } from '../../model/repository/index.ts';
import type { EvaluatedSettings } from '../../model/value.ts';
import { NotAvailable } from '../not-available.ts';
import { loadPython } from '../python/parse.ts';
import { evaluateSettings } from '../python/settings.ts';
import { workTreeFiles } from '../python/work-tree-files.ts';
import type { Repository } from '../repository.ts';
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
    module === undefined ? choose(repository, project, environment) : { module, because: 'the service names it' };
  await loadPython();
  const root = project.root === '' ? repository.root : `${repository.root}/${project.root}`;
  const evaluated = evaluateSettings({
    files: workTreeFiles(repository.root),
    root,
    module: chosen.module,
    chosenBy: chosen.because,
    environment,
    importRoots: project.importRoots.map((folder) =>
      folder === '' ? repository.root : `${repository.root}/${folder}`,
    ),
    ...(await django(repository)),
  });
  if (evaluated.files.length === 0)
    throw new NotAvailable(`the settings module ${chosen.module} is not in the repository`);
  for (const { path, message } of evaluated.notes) repository.notes.add(path, message);
  return relocated(evaluated, repository.root, project.root);
}

function choose(
  { options }: Repository,
  { settingsModules, ambiguity }: Project,
  environment: Readonly<Record<string, string | null>> | undefined,
): { readonly module: string; readonly because: string } {
  if (options.settings !== undefined) return { module: options.settings, because: '--settings' };
  const given = environment?.['DJANGO_SETTINGS_MODULE'] ?? undefined;
  if (given !== undefined) return { module: given, because: 'DJANGO_SETTINGS_MODULE of the environment' };
  const mention = settingsModules.find(({ file }) => file !== undefined);
  if (mention === undefined) throw new NotAvailable('no file names a settings module that is in the repository');
  const doubt = ambiguity === undefined ? '' : `; ${ambiguity}`;
  return {
    module: mention.module,
    because: `DJANGO_SETTINGS_MODULE in ${mention.path}:${mention.location.line}${doubt}`,
  };
}

/** The series that the repository installs, for Django's own defaults. */
async function django(repository: Repository): Promise<{ readonly django?: string }> {
  try {
    const { resolved } = await repository.fact('repository.dependencies');
    const series = /^\d+\.\d+/.exec(resolved['django']?.version ?? '')?.[0];
    return series === undefined ? {} : { django: series };
  } catch {
    return {}; // without readable dependencies the newest defaults serve
  }
}
