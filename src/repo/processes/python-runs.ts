import type { ManagementRun } from '../../model/repository/index.ts';
import { callsIn } from '../django/expressions.ts';
import { dottedName, filesWith, moduleOf, stringOf } from '../django/python-files.ts';
import { item, type UniqueNames } from '../item.ts';
import { LineIndex } from '../line-index.ts';
import { nameOf } from '../paths.ts';
import { placeIn } from '../place.ts';
import type { Call } from '../python/ast.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { managementRun } from './classify.ts';

type Run = Pick<ManagementRun, 'command' | 'options'>;

/** Management commands of the project that call others: by name, what they run. */
export async function customCommands(repository: Repository): Promise<ReadonlyMap<string, readonly Run[]>> {
  const commands = new Map<string, readonly Run[]>();
  for (const path of await filesWith(repository, 'call_command')) {
    const name = /\/management\/commands\/(\w+)\.py$/.exec(path)?.[1];
    const body = name === undefined ? undefined : moduleOf(repository, path)?.body;
    if (name === undefined || body === undefined) continue;
    const runs = [...callsIn(body)].flatMap((call) => runOf(call) ?? []);
    if (runs.length > 0) commands.set(name, runs);
  }
  return commands;
}

const AT_IMPORT = /(^|\/)(wsgi|asgi|apps|celery|gunicorn[\w.-]*|__init__|urls|settings\w*)\.py$/;

/** Migrations that application code starts by itself, and those that Python scripts of a deployment start. */
export async function runsInCode(repository: Repository, names: UniqueNames): Promise<readonly ManagementRun[]> {
  const files = await filesWith(repository, 'call_command', 'MigrationExecutor', 'execute_from_command_line');
  const imported = files
    .filter((path) => AT_IMPORT.test(path))
    .flatMap((path) => {
      const body = moduleOf(repository, path)?.body ?? [];
      return [...callsIn(body)].flatMap((call) => {
        const run = runOf(call);
        return run === undefined ? [] : [runAt(path, call.span, run, 'import', names)];
      });
    });
  return [...imported, ...deployScripts(repository, names)];
}

/** `call_command("migrate", …)`, `MigrationExecutor(…)`, `execute_from_command_line(["manage.py", "migrate"])`. */
function runOf(call: Call): Run | undefined {
  const callee = dottedName(call.func)?.split('.').at(-1);
  if (callee === 'MigrationExecutor') return { command: 'migrate', options: [] };
  const [first] = call.args;
  if (callee === 'call_command') {
    const words = [stringOf(first) ?? '', ...call.args.slice(1).map((arg) => stringOf(arg) ?? '')];
    return managementRun({
      name: 'manage.py',
      args: words.flatMap((word) => word.split(' ')).filter((word) => word !== ''),
    });
  }
  if (callee !== 'execute_from_command_line' || first?.type !== 'List') return undefined;
  return managementRun({ name: 'manage.py', args: first.elts.slice(1).map((one) => stringOf(one) ?? '') });
}

function runAt(
  path: string,
  span: { readonly line: number; readonly column: number },
  run: Run,
  phase: ManagementRun['phase'],
  names: UniqueNames,
): ManagementRun {
  const location = { path, line: span.line, column: span.column };
  const id = names.take(`${path}#${run.command}`);
  const deploy = phase === 'deploy';
  return {
    ...item(location, undefined, roleOf(path)),
    ref: { kind: 'file', id, name: id, location },
    ...run,
    artefact: 'python',
    production: roleOf(path) === 'production',
    text: `${nameOf(path)} runs ${run.command}`,
    via: [location],
    phase,
    once: deploy,
    ...(deploy ? { onceBecause: 'the script is started once for a deployment' } : {}),
    ignoresFailure: false,
  };
}

const DEPLOY_SCRIPT = /(^|\/)(deploy\w*|\w*_deploy|fabfile|release\w*|ecs_\w+|run_migrat\w*)\.py$/;
const IN_TEXT =
  /["']?manage\.py["']?(?:,\s*["']|\s+)(migrate_or_rollback|migrate|collectstatic|makemigrations)\b([^\n]{0,80})/g;

/** Texts and lists of words in scripts that deploy: `["python", "manage.py", "migrate"]` for `run_task`. */
function deployScripts(repository: Repository, names: UniqueNames): readonly ManagementRun[] {
  return repository.files
    .filter(({ path, size }) => DEPLOY_SCRIPT.test(path) && size < 200_000 && roleOf(path) === 'production')
    .flatMap(({ path }) => {
      const text = repository.text(path) ?? '';
      const place = placeIn(path, new LineIndex(text));
      return [...text.matchAll(IN_TEXT)]
        .filter((match) => !isComment(text, match.index))
        .map((match) => {
          const location = place(match.index);
          const options = [...(match[2] ?? '').matchAll(/--[a-z][\w-]*/g)].map(([option]) => option);
          return runAt(
            path,
            { line: location.line, column: location.column ?? 1 },
            { command: match[1] as ManagementRun['command'], options },
            'deploy',
            names,
          ); // one of the alternatives
        });
    });
}

function isComment(text: string, at: number): boolean {
  return text.slice(text.lastIndexOf('\n', at) + 1, at).includes('#');
}
