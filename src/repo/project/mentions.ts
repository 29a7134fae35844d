import type { SettingsModuleMention, SettingsModuleSource } from '../../model/repository/index.ts';
import { item, UniqueNames } from '../item.ts';
import { placeOfFile } from '../place.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { isOwnOutput } from './own-output.ts';

/** Which kind of file it is, by its name; the order is that of how much it says about production. */
const SOURCES: readonly (readonly [SettingsModuleSource, RegExp])[] = [
  ['dockerfile', /(^|\/)([\w.-]+\.)?(Dockerfile|Containerfile)(\.[\w.-]+)?$/i],
  ['elastic-beanstalk', /(^|\/)\.(ebextensions|platform)\//],
  ['procfile', /(^|\/)Procfile$/],
  ['compose', /(^|\/)(docker-)?compose[\w.-]*\.ya?ml$/],
  ['terraform', /\.(tf|tfvars)$/],
  ['workflow', /^\.github\/workflows\/|(^|\/)(\.gitlab-ci|buildspec|appspec)[\w.-]*\.ya?ml$/],
  ['service', /\.(service|conf|ini)$/],
  ['wsgi', /(^|\/)wsgi\.py$/],
  ['asgi', /(^|\/)asgi\.py$/],
  ['celery', /(^|\/)celery(_app)?\.py$/],
  ['manage.py', /(^|\/)manage\.py$/],
  ['pytest', /(^|\/)(pytest\.ini|tox\.ini|setup\.cfg|pyproject\.toml|conftest\.py)$/],
  ['env-file', /(^|\/)\.env[\w.-]*$|(^|\/)[\w-]+\.env(\.[\w-]+)?$/],
  ['script', /\.(sh|bash)$|(^|\/)(entrypoint|start|run|docker-entrypoint)[\w.-]*$/],
  ['ecs', /(task|ecs|container)[\w.-]*\.json(\.\w+)?$/i],
  ['kubernetes', /\.(ya?ml|json)$/],
];

/** A workflow that reaches what runs; the settings of one that only checks are for the checks. */
const DEPLOYS =
  /\beb deploy|ecs (?:update-service|run-task)|ecs-deploy|beanstalk|kubectl (?:apply|set|rollout)|helm upgrade|terraform apply|cdk deploy|create-deployment|heroku|flyctl deploy|ssh-action/;
const NAMES = /DJANGO_SETTINGS_MODULE/;
/** `X=module`, `X: "module"`, `("X", "module")`, and the pairs of name and value of task definitions and manifests. */
const VALUE =
  /DJANGO_SETTINGS_MODULE["']?\]?\s{0,80}(?:[=:,]|"?,?\s{0,80}-?\s{0,80}"?value"?\s{0,80}[:=]|\s)\s{0,80}(?:os\.environ\.get\([^,\n]{1,100},\s{0,80})?["']?([A-Za-z_][\w.]*)/g;
const ARGUMENT = /--settings[= ]["']?([A-Za-z_][\w.]*)/g;

/** Every place that names a settings module, in the order of what it says about production. */
export function settingsModuleMentions(
  repository: Repository,
  fileOf: (module: string) => string | undefined,
): readonly SettingsModuleMention[] {
  const names = new UniqueNames();
  const found = repository.files.flatMap(({ path, size }) => {
    const source = SOURCES.find(([, pattern]) => pattern.test(path))?.[0];
    if (source === undefined || size > 512 * 1024) return [];
    const text = repository.text(path);
    return text === undefined || !(NAMES.test(text) || text.includes('--settings')) || isOwnOutput(path, text)
      ? []
      : mentionsIn(text, path, source, fileOf, names);
  });
  const deploys = (path: string): boolean => DEPLOYS.test(repository.text(path) ?? '');
  return found.toSorted(
    (a, b) => rank(a, deploys) - rank(b, deploys) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0),
  );
}

function mentionsIn(
  text: string,
  path: string,
  source: SettingsModuleSource,
  fileOf: (module: string) => string | undefined,
  names: UniqueNames,
): readonly SettingsModuleMention[] {
  const place = placeOfFile(path, text);
  const mention = (match: RegExpMatchArray, how: SettingsModuleMention['how']): readonly SettingsModuleMention[] => {
    const [whole, module = ''] = match;
    const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
    if (/^\s*(#|\/\/)/.test(line) || /\$\{?$/.test(line) || module === 'os') return [];
    if (source === 'dockerfile' && instructionAt(text, match.index ?? 0) === 'RUN') return [];
    const file = fileOf(module);
    const location = place(match.index ?? 0);
    const evidence = { text: whole.split('\n')[0] ?? whole, location };
    return [
      {
        ...item(location, names.take(`${path} ${module}`)),
        module,
        source,
        how,
        evidence,
        ...(file === undefined ? {} : { file }),
      },
    ];
  };
  const how = path.endsWith('.py') ? (/setdefault/.test(text) ? 'setdefault' : 'assignment') : 'environment';
  return [
    ...[...text.matchAll(VALUE)].flatMap((match) => mention(match, how)),
    ...[...text.matchAll(ARGUMENT)].flatMap((match) => mention(match, 'argument')),
  ];
}

/** The keyword of the instruction that a place of a Dockerfile belongs to: what a RUN sets is gone when it ends. */
function instructionAt(text: string, at: number): string {
  const lines = text.slice(0, at).split('\n');
  let line = lines.length - 1;
  while (line > 0 && /\\\s*$/.test(lines[line - 1] ?? '')) line -= 1;
  return (/^\s*([A-Za-z]+)/.exec(`${lines[line] ?? ''} ${text.slice(at, at + 20)}`)?.[1] ?? '').toUpperCase();
}

/** What production uses first: a module that is there, named by a file for production, of production's role itself. */
function rank(mention: SettingsModuleMention, deploys: (path: string) => boolean): number {
  const order = SOURCES.findIndex(([source]) => source === mention.source);
  const usable = mention.file === undefined ? 400 : 0;
  const aside = mention.role === 'production' ? 0 : 200;
  const module = mention.file !== undefined && roleOf(mention.file) !== 'production' ? 100 : 0;
  const test = mention.source === 'pytest' ? 300 : 0;
  const checks = mention.source === 'workflow' && !deploys(mention.path) ? 150 : 0;
  return usable + aside + module + test + checks + order;
}
