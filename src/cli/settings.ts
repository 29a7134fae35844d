import { readFileSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { themeOf } from '../../reporters/terminal/theme.ts';
import type { Project } from '../model/repository/index.ts';
import { UserError } from '../model/user-error.ts';
import type { EvaluatedSettings } from '../model/value.ts';
import { readRepository } from '../repo/index.ts';
import { parseDotenv } from '../repo/python/dotenv-text.ts';
import { loadPython } from '../repo/python/parse.ts';
import { evaluateSettings } from '../repo/python/settings.ts';
import { settingsJson } from '../repo/python/settings-json.ts';
import { settingsText } from '../repo/python/settings-text.ts';
import { workTreeFiles } from '../repo/python/work-tree-files.ts';
import { wantsColor } from './color.ts';
import type { ArgumentsOf } from './command.ts';
import type { SETTINGS_OPTIONS } from './commands.ts';
import type { Host } from './host.ts';
import { write } from './streams.ts';

export interface SettingsArguments {
  readonly path: string;
  readonly settings?: string;
  readonly envFile?: string;
  readonly format: 'json' | 'terminal';
  readonly showSecrets: boolean;
}

/** `djaudit settings [path]`: what Django would compute, with the trace of each value. */
export async function runSettings(args: SettingsArguments, host: Host): Promise<number> {
  if (args.showSecrets) refuseLeak(host);
  const root = folder(resolve(host.cwd(), args.path));
  const environment = args.envFile === undefined ? undefined : readEnvironment(resolve(host.cwd(), args.envFile));
  const module = args.settings ?? environment?.['DJANGO_SETTINGS_MODULE'];
  const evaluated =
    module === undefined
      ? await ofProduction(root, environment, args)
      : await ofModule(root, module, environment, args);
  const text =
    args.format === 'json'
      ? `${JSON.stringify(settingsJson(evaluated), null, 2)}\n`
      : painted(settingsText(evaluated), host);
  await write(host.stdout, text);
  return 0;
}

/** Names stand out, traces step back, what is not told is marked. The words stay the same. */
function painted(text: string, { stdout, env }: Host): string {
  const theme = themeOf({ color: wantsColor('auto', stdout, env) });
  return text
    .replaceAll(/^\w+(?= (?:=|is one of))/gm, (name) => theme.strong(name))
    .replaceAll(/^ {4}at .*$/gm, (trace) => theme.faint(trace))
    .replaceAll(/<(?:secret|unknown|random): [^>\n]*>/g, (mark) => theme.status.unknown(mark));
}

type Environment = Readonly<Record<string, string>> | undefined;

/** The module that the repository's files say production uses, under the project's own folder. */
async function ofProduction(
  root: string,
  environment: Environment,
  args: SettingsArguments,
): Promise<EvaluatedSettings> {
  const options = environment === undefined ? {} : { environment };
  const { records } = await readRepository(root, ['repository.settings', 'repository.project'], options);
  const [settings, project] = records.map(({ fact }) => fact);
  if (settings?.status !== 'collected' || project?.status !== 'collected') {
    const reason = settings?.status === 'unavailable' ? settings.reason : 'nothing was read';
    throw new UserError(
      `no settings module is named, and the repository tells none: ${reason}`,
      'Give one with --settings MODULE',
    );
  }
  const { module, chosenBy, configuration, django } = settings.value as EvaluatedSettings; // its own name
  const how = { django, ...(configuration === undefined ? {} : { configuration }) };
  const folderOfProject = resolve(root, (project.value as Project).root);
  return { ...(await ofModule(folderOfProject, module, environment, args, how)), chosenBy };
}

async function ofModule(
  root: string,
  module: string,
  environment: Environment,
  args: SettingsArguments,
  how: { readonly configuration?: string; readonly django?: string } = {},
): Promise<EvaluatedSettings> {
  await loadPython();
  const evaluated = evaluateSettings({
    ...how,
    files: workTreeFiles(root),
    root,
    module,
    environment,
    showSecrets: args.showSecrets,
  });
  if (evaluated.files.length === 0) {
    throw new UserError(
      `there is no settings module ${module} under ${args.path}`,
      'Name it with --settings, relative to the path',
    );
  }
  return evaluated;
}

function folder(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UserError(`${path} is no folder`, 'Name the folder of the Django project');
  }
  return realpathSync(path);
}

/** Secrets go to a terminal, or to a file that only its owner can read. */
function refuseLeak({ stdout }: Host): void {
  if (stdout.isTTY) return;
  const descriptor = 'fd' in stdout && typeof stdout.fd === 'number' ? stdout.fd : undefined;
  const stat = descriptor === undefined ? undefined : statOf(descriptor);
  if (stat?.isFile() === true && (Number(stat.mode) & 0o777) === 0o600) return;
  throw new UserError(
    '--show-secrets prints secrets, and the output is neither a terminal nor a file with mode 0600',
    'Leave it out, or write to such a file',
  );
}

function statOf(descriptor: number): ReturnType<typeof statSync> {
  return statSync(`/dev/fd/${descriptor}`, { throwIfNoEntry: false });
}

export function readEnvironment(path: string): Readonly<Record<string, string>> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UserError(
      `the environment file ${path} cannot be read`,
      'Give a dotenv file, or a JSON object in a .json file',
    );
  }
  return path.endsWith('.json') ? parseJson(path, text) : parseDotenv(text);
}

function parseJson(path: string, text: string): Readonly<Record<string, string>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new UserError(`${path} is no JSON`, 'Give an object of names and texts');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new UserError(`${path} is no JSON object`, 'Give an object of names and texts');
  }
  return Object.fromEntries(
    Object.entries(parsed).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

/** The command as the parser gives it. */
export async function settingsCommand(args: ArgumentsOf<typeof SETTINGS_OPTIONS, 'path'>, host: Host): Promise<number> {
  const { settings, 'env-file': envFile, format, 'show-secrets': showSecrets } = args;
  return await runSettings(
    {
      path: args.path ?? '.',
      format: format === 'json' ? 'json' : 'terminal',
      showSecrets,
      ...(settings === undefined ? {} : { settings }),
      ...(envFile === undefined ? {} : { envFile }),
    },
    host,
  );
}
