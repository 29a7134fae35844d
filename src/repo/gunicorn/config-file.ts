import type { Location } from '../../model/location.ts';
import type { Effective } from '../../model/repository/index.ts';
import type { Json, Value } from '../../model/value.ts';
import { loadPython } from '../python/parse.ts';
import type { ProjectFiles } from '../python/project-files.ts';
import { evaluateSettings } from '../python/settings.ts';
import { projectFiles } from '../python/work-tree-files.ts';
import type { Repository } from '../repository.ts';
import { OPTION_NAMES, type OptionName } from './options.ts';

const PREFIX = 'DJAUDIT_GUNICORN_';
const MODULE = 'djaudit_gunicorn_configuration';

/** What a gunicorn.conf.py says, by option; computed under the variables that the artefact gives. */
export type ConfigValues = ReadonlyMap<OptionName, Effective<Json>>;

/** Each set of variables is an evaluation of its own: a repository with more than these is no deployment. */
const MAX_EVALUATIONS = 300;

/** The same for the same file under the same variables, computed once. */
export async function readConfigFile(
  repository: Repository,
  path: string,
  environment: ReadonlyMap<string, string>,
): Promise<ConfigValues> {
  await loadPython();
  const key = JSON.stringify([...environment].sort(([a], [b]) => (a < b ? -1 : 1)));
  const known = repository.once('gunicorn configurations', () => new Map<string, ConfigValues>());
  const found = known.get(`${path} ${key}`);
  if (found !== undefined) return found;
  if (known.size >= MAX_EVALUATIONS) {
    repository.notes.add(path, `is a gunicorn configuration under more than ${MAX_EVALUATIONS} sets of variables`);
    return unknownValues('was not computed: there are too many commands');
  }
  const values = evaluated(repository, path, environment);
  known.set(`${path} ${key}`, values);
  return values;
}

function unknownValues(reason: string): ConfigValues {
  return new Map(OPTION_NAMES.map((name) => [name, { status: 'unknown', reason, source: 'config' }]));
}

/**
 * Evaluates a configuration file with the settings interpreter: settings are upper-case names, so the file is read with an
 * assignment for each option behind its own text, where line numbers stay what they are.
 */
function evaluated(repository: Repository, path: string, environment: ReadonlyMap<string, string>): ConfigValues {
  const text = repository.text(path);
  if (text === undefined) return new Map();
  const virtual = `${repository.root}/${MODULE}.py`;
  const questions = OPTION_NAMES.map(
    (name) => `try:\n    ${PREFIX}${name.toUpperCase()} = ${name}\nexcept NameError:\n    pass\n`,
  );
  const files = withFile(projectFiles(repository), virtual, `${text}\n${questions.join('')}`);
  const { settings } = evaluateSettings({
    files,
    root: repository.root,
    module: MODULE,
    environment: Object.fromEntries(environment),
  });
  const values = new Map<OptionName, Effective<Json>>();
  for (const name of OPTION_NAMES) {
    const setting = settings.find((one) => one.name === PREFIX + name.toUpperCase());
    if (setting !== undefined) values.set(name, effective(setting.value, placeOf(text, path, name)));
  }
  return values;
}

/** The last line that assigns the option. */
function placeOf(text: string, path: string, name: string): Location {
  const lines = text.split('\n');
  const at = lines.findLastIndex((line) => line.trimStart().startsWith(name) && /^\s*\w+\s*(:\s*\w+\s*)?=/.test(line));
  return { path, line: at === -1 ? 1 : at + 1 };
}

function effective(value: Value, location: Location): Effective<Json> {
  if (value.status === 'known') return { status: 'known', value: value.value, source: 'config', location };
  const reason = value.status === 'unknown' ? value.reason : `it is ${value.status}`;
  return { status: 'unknown', reason, source: 'config', location };
}

function withFile(files: ProjectFiles, virtual: string, text: string): ProjectFiles {
  return {
    ...files,
    readText: (path) => (path === virtual ? text : files.readText(path)),
    isFile: (path) => path === virtual || files.isFile(path),
  };
}
