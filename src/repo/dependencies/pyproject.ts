import type { DependencyFile, Requirement } from '../../model/repository/index.ts';
import type { Json } from '../../model/value.ts';
import { item, startOf, UniqueNames } from '../item.ts';
import { placeOfFile } from '../place.ts';
import { parseRequirement } from './requirement.ts';

type Table = { readonly [key: string]: Json };

/** PEP 621, dependency groups, and poetry's own tables. `values` is the file's content. */
export function readPyproject(path: string, text: string, values: Table): DependencyFile | undefined {
  const names = new UniqueNames();
  const place = placeOfFile(path, text);
  const at = (needle: string) => place(Math.max(0, text.indexOf(needle)));
  const listed = (value: Json | undefined, group: string): readonly Requirement[] =>
    (Array.isArray(value) ? (value as readonly Json[]) : []).flatMap((one) =>
      typeof one === 'string' ? (parseRequirement(one, at(one), names, { group }) ?? []) : [],
    );
  const tabled = (value: Json | undefined, group: string): readonly Requirement[] =>
    Object.entries(table(value)).flatMap(([name, wanted]) =>
      name === 'python'
        ? []
        : (parseRequirement(`${name}${poetrySpecifier(wanted)}`, at(name), names, { group }) ?? []),
    );
  const project = table(values['project']);
  const poetry = table(table(values['tool'])['poetry']);
  const groups = Object.entries(table(poetry['group']));
  const requirements = [
    ...listed(project['dependencies'], 'main'),
    ...Object.entries(table(values['dependency-groups'])).flatMap(([group, list]) => listed(list, group)),
    ...tabled(poetry['dependencies'], 'main'),
    ...groups.flatMap(([group, content]) => tabled(table(content)['dependencies'], group)),
    ...tabled(poetry['dev-dependencies'], 'dev'),
  ];
  if (requirements.length === 0) return undefined;
  const python = project['requires-python'] ?? table(poetry['dependencies'])['python'];
  return {
    ...item(startOf(path)),
    format: 'pyproject',
    kind: 'declaration',
    production: false,
    requirements,
    includes: [],
    indexes: [],
    ...(typeof python === 'string' ? { python: { specifier: python, location: at('python') } } : {}),
  };
}

/** Poetry's caret and tilde stay as they are: they are ranges in any case. */
function poetrySpecifier(wanted: Json): string {
  const version = typeof wanted === 'string' ? wanted : table(wanted)['version'];
  if (typeof version !== 'string' || version === '*') return '';
  return /^\d/.test(version) ? `==${version}` : version;
}

function table(value: Json | undefined): Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {};
}
