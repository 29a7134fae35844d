import type { Location } from '../../model/location.ts';
import type { PackageIndex, Requirement } from '../../model/repository/index.ts';
import {
  at,
  booleanOf,
  type DataNode,
  entriesOf,
  entryAt,
  itemsOf,
  type MapEntry,
  textAt,
  textOf,
  textsOf,
} from '../data/node.ts';
import { item } from '../item.ts';
import { textOf as maskedText } from '../mask.ts';
import { fromPoetry, normalise, pinnedVersion } from './names.ts';
import { parseRequirement, sourceOf } from './pep508.ts';
import type { ReadFile } from './requirements.ts';

/** `pyproject.toml`: PEP 621, PEP 735, poetry, pdm and uv. */
export function readPyproject(path: string, document: DataNode | undefined): ReadFile | undefined {
  const project = at(document, 'project');
  const poetry = at(document, 'tool', 'poetry');
  const groups = [
    ...entriesOf(at(document, 'dependency-groups')),
    ...entriesOf(at(document, 'tool', 'pdm', 'dev-dependencies')),
  ];
  const requirements = [
    ...strings(at(project, 'dependencies'), 'main', path),
    ...entriesOf(at(project, 'optional-dependencies')).flatMap(({ key, value }) => strings(value, key, path)),
    ...groups.flatMap(({ key, value }) => strings(value, key, path)),
    ...strings(at(document, 'tool', 'uv', 'dev-dependencies'), 'dev', path),
    ...tables(at(poetry, 'dependencies'), 'main', path),
    ...tables(at(poetry, 'dev-dependencies'), 'dev', path),
    ...entriesOf(at(poetry, 'group')).flatMap(({ key, value }) => tables(at(value, 'dependencies'), key, path)),
  ];
  const python = entryAt(project, 'requires-python') ?? entryAt(poetry, 'dependencies', 'python');
  const specifier = textOf(python?.value);
  if (requirements.length === 0 && python === undefined) return undefined;
  return {
    path,
    format: 'pyproject',
    kind: 'declaration',
    requirements,
    includes: [],
    indexes: [
      ...itemsOf(at(poetry, 'source')),
      ...itemsOf(at(document, 'tool', 'uv', 'index')),
      ...itemsOf(at(document, 'tool', 'pdm', 'source')),
    ].flatMap(indexOf),
    ...(python === undefined || specifier === undefined
      ? {}
      : {
          python: {
            specifier: python.key === 'python' ? fromPoetry(specifier) : specifier,
            location: python.keyLocation,
          },
        }),
  };
}

export function readPipfile(path: string, document: DataNode | undefined): ReadFile | undefined {
  if (document === undefined) return undefined;
  const python =
    entryAt(document, 'requires', 'python_version') ?? entryAt(document, 'requires', 'python_full_version');
  const specifier = textOf(python?.value);
  return {
    path,
    format: 'pipfile',
    kind: 'declaration',
    requirements: [
      ...tables(at(document, 'packages'), 'main', path),
      ...tables(at(document, 'dev-packages'), 'dev', path),
    ],
    includes: [],
    indexes: itemsOf(at(document, 'source')).flatMap(indexOf),
    ...(python === undefined || specifier === undefined
      ? {}
      : { python: { specifier: `==${specifier}.*`, location: python.keyLocation } }),
  };
}

function indexOf(node: DataNode): readonly PackageIndex[] {
  const url = textAt(node, 'url');
  const extra =
    booleanOf(at(node, 'secondary')) === true ||
    textAt(node, 'priority') === 'supplemental' ||
    booleanOf(at(node, 'default')) !== true;
  return url === undefined
    ? []
    : [{ kind: extra ? 'extra-index' : 'index', url: maskedText(undefined, url), location: node.location }];
}

/** A list of PEP 508 texts. */
function strings(node: DataNode | undefined, group: string, path: string): readonly Requirement[] {
  return itemsOf(node).flatMap((one) => {
    const parsed = parseRequirement(textOf(one) ?? '');
    return parsed === undefined
      ? []
      : [
          {
            ...item({ ...one.location, path }, partOf(group, parsed.name)),
            ...parsed,
            hashes: 0,
            editable: false,
            group,
          },
        ];
  });
}

function partOf(group: string, name: string): string {
  return group === 'main' ? name : `${group}.${name}`;
}

/** `name = "^4.2"` or `name = { version = …, git = … }`, as poetry and pipenv have it. */
function tables(node: DataNode | undefined, group: string, path: string): readonly Requirement[] {
  return entriesOf(node)
    .filter(({ key }) => key !== 'python')
    .flatMap((entry) => tableRequirement(entry, group, path));
}

function tableRequirement({ key, keyLocation, value }: MapEntry, group: string, path: string): readonly Requirement[] {
  const table = value.kind === 'list' ? value.items.at(-1) : value;
  const constraint = textOf(table) ?? textAt(table, 'version') ?? '';
  const specifier = fromPoetry(constraint);
  const pinned = pinnedVersion(specifier);
  const location: Location = { ...keyLocation, path };
  const marker = textAt(table, 'markers');
  const git = textAt(table, 'git');
  const revision = textAt(table, 'rev') ?? textAt(table, 'ref') ?? textAt(table, 'tag') ?? textAt(table, 'branch');
  const url =
    git === undefined
      ? (textAt(table, 'url') ?? textAt(table, 'path') ?? textAt(table, 'file'))
      : `git+${git}${revision === undefined ? '' : `@${revision}`}`;
  return [
    {
      ...item(location, partOf(group, normalise(key))),
      name: normalise(key),
      rawName: key,
      extras: textsOf(at(table, 'extras')),
      specifier,
      ...(pinned === undefined ? {} : { pinned }),
      hashes: 0,
      ...(marker === undefined ? {} : { marker }),
      ...(url === undefined ? {} : { source: sourceOf(url) }),
      editable: booleanOf(at(table, 'editable')) === true || booleanOf(at(table, 'develop')) === true,
      group: booleanOf(at(table, 'optional')) === true ? 'optional' : group,
    },
  ];
}
