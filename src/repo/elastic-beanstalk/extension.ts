import type { Location } from '../../model/location.ts';
import type { ContainerCommand, CronJob, EbExtension, EbFile, OptionSetting } from '../../model/repository/index.ts';
import { shellLine } from '../command-line.ts';
import { commandOf } from '../data/command.ts';
import { documentOf } from '../data/documents.ts';
import { environmentOf, valueOf } from '../data/environment.ts';
import { at, booleanOf, type DataNode, entriesOf, entryAt, itemsOf, textAt, textOf } from '../data/node.ts';
import { item, startOf } from '../item.ts';
import { placeAt } from '../place.ts';
import type { Repository } from '../repository.ts';
import type { Shell } from '../shell/shell.ts';

export interface ReadExtension {
  readonly extension: EbExtension;
  readonly options: readonly OptionSetting[];
  readonly containerCommands: readonly ContainerCommand[];
  readonly cron: readonly CronJob[];
}

const ENVIRONMENT = 'aws:elasticbeanstalk:application:environment';

/** One `.ebextensions/*.config`. */
export function readExtension(repository: Repository, shell: Shell, path: string): ReadExtension {
  const document = documentOf(repository, path);
  const files = entriesOf(at(document, 'files'));
  const resources = entriesOf(at(document, 'Resources')).map(({ key, keyLocation, value }) => ({
    id: key,
    type: textAt(value, 'Type') ?? '',
    location: keyLocation,
  }));
  const packages = entriesOf(at(document, 'packages')).map(
    ({ key, value }) => [key, entriesOf(value).map((entry) => entry.key)] as const,
  );
  return {
    extension: {
      ...item(startOf(path), undefined, 'production'),
      commands: commandsOf(shell, path, document, 'commands'),
      files: files.map(({ key, keyLocation, value }) => fileOf(shell, key, { ...keyLocation, path }, value)),
      resources,
      packages: Object.fromEntries(packages),
    },
    options: optionsOf(path, at(document, 'option_settings')),
    containerCommands: commandsOf(shell, path, document, 'container_commands'),
    cron: files.flatMap(({ key, value }) => cronOf(path, key, value)),
  };
}

/** `namespace: {option: value}` or a list of `{namespace, option_name, value}`; a list's default namespace is the environment. */
function optionsOf(path: string, node: DataNode | undefined): readonly OptionSetting[] {
  const make = (namespace: string, option: string, value: DataNode | undefined, place: Location): OptionSetting => ({
    ...item({ ...place, path }, `${namespace}:${option}`, 'production'),
    namespace,
    option,
    value: valueOf(option, value),
  });
  if (node?.kind === 'map')
    return node.entries.flatMap(({ key, value }) =>
      entriesOf(value).map((entry) => make(key, entry.key, entry.value, entry.keyLocation)),
    );
  return itemsOf(node).flatMap((one) => {
    const option = entryAt(one, 'option_name') ?? entryAt(one, 'OptionName');
    const name = textOf(option?.value);
    if (option === undefined || name === undefined) return [];
    return [
      make(
        textAt(one, 'namespace') ?? textAt(one, 'Namespace') ?? ENVIRONMENT,
        name,
        at(one, 'value') ?? at(one, 'Value'),
        option.keyLocation,
      ),
    ];
  });
}

function commandsOf(
  shell: Shell,
  path: string,
  document: DataNode | undefined,
  kind: ContainerCommand['kind'],
): readonly ContainerCommand[] {
  return entriesOf(at(document, kind))
    .flatMap(({ key, keyLocation, value }) => {
      const command = commandOf(shell, at(value, 'command') ?? (value.kind === 'scalar' ? value : undefined));
      if (command === undefined) return [];
      const test = textAt(value, 'test');
      const cwd = textAt(value, 'cwd');
      return [
        {
          ...item({ ...keyLocation, path }, `${kind}.${key}`, 'production'),
          name: key,
          kind,
          command,
          leaderOnly: booleanOf(at(value, 'leader_only')) === true,
          ignoreErrors: booleanOf(at(value, 'ignoreErrors')) === true,
          ...(test === undefined ? {} : { test }),
          ...(cwd === undefined ? {} : { cwd }),
          env: environmentOf(at(value, 'env')),
        },
      ];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function fileOf(shell: Shell, target: string, location: Location, node: DataNode): EbFile {
  const mode = textAt(node, 'mode');
  const content = at(node, 'content');
  const text = textOf(content);
  const script =
    content !== undefined &&
    text !== undefined &&
    /^\s*#!.*sh\b|\.sh$/.test(text.slice(0, 60).split('\n')[0] + (target.endsWith('.sh') ? '.sh' : ''));
  const block = content?.kind === 'scalar' && content.block;
  const commands =
    script && content !== undefined && text !== undefined
      ? [shellLine(shell, text, placeAt(content.location, text, block), content.location)]
      : [];
  return { target, ...(mode === undefined ? {} : { mode }), location, commands };
}

/** A crontab that is written to /etc/cron.d. */
function cronOf(path: string, target: string, node: DataNode): readonly CronJob[] {
  if (!/\/etc\/cron\.|crontab/.test(target)) return [];
  const content = at(node, 'content');
  const line = (content?.location.line ?? 1) + (content?.kind === 'scalar' && content.block ? 1 : 0);
  return (textOf(content) ?? '').split('\n').flatMap((text, index) => {
    const match = /^\s*((?:[\d*/,-]+\s+){5}|@\w+\s+)(\S.*)$/.exec(text);
    if (match === null) return [];
    const location = { path, line: line + index };
    return [
      {
        ...item(location, `${target} ${index + 1}`, 'production'),
        name: target,
        schedule: (match[1] ?? '').trim(),
        target: match[2] ?? '',
        source: 'crontab' as const,
      },
    ];
  });
}
