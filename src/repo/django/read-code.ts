import type { Location } from '../../model/location.ts';
import type { Code, CodeUse, FileFieldUse } from '../../model/repository/index.ts';
import { isJinja } from '../data/jinja.ts';
import { normalise } from '../dependencies/names.ts';
import { item, UniqueNames } from '../item.ts';
import type { Call, ClassDef, Module } from '../python/ast.ts';
import { parsePython } from '../python/parse.ts';
import type { Repository } from '../repository.ts';
import { callsIn } from './expressions.ts';
import { withClassesOf } from './part.ts';
import { dottedName, filesWith, importsOf, moduleOf, pythonFiles, stringOf } from './python-files.ts';

/** What rules ask about of the project's code, apart from its settings. */
export async function readCode(repository: Repository): Promise<Code> {
  const names = new UniqueNames();
  const fields = (await filesWith(repository, 'FileField(', 'ImageField(')).flatMap((path) =>
    fieldsIn(repository, path, names),
  );
  return { fileFields: fields, uses: await usesOf(repository), imports: importsOfAll(repository) };
}

function fieldsIn(repository: Repository, path: string, names: UniqueNames): readonly FileFieldUse[] {
  const module = partOf(repository, path);
  const imports = module === undefined ? undefined : importsOf(module.body, '');
  const classes = (module?.body ?? []).filter((one): one is ClassDef => one.type === 'ClassDef');
  return classes.flatMap((definition) =>
    definition.body.flatMap((statement): readonly FileFieldUse[] => {
      if (statement.type !== 'Assign' || statement.value.type !== 'Call') return [];
      const written = dottedName(statement.value.func) ?? '';
      const fieldType = written.split('.').at(-1) ?? '';
      if (!/^(File|Image)Field$/.test(fieldType) || !isModelField(written, imports)) return [];
      const field = dottedName(statement.targets[0] ?? statement.value) ?? '';
      const storage = keyword(statement.value, 'storage');
      const location = { path, line: statement.span.line, column: statement.span.column };
      const made = item(location, undefined);
      const id = names.take(`${path}#${definition.name}.${field}`);
      return [
        {
          ...made,
          ref: { ...made.ref, id, name: `${definition.name}.${field}` },
          model: definition.name,
          field,
          fieldType,
          uploadTo: uploadTo(statement.value),
          ...(storage === undefined
            ? {}
            : { storage: dottedName(storage.type === 'Call' ? storage.func : storage) ?? 'given' }),
        },
      ];
    }),
  );
}

/** The module without the classes that have no such field: a file of models is long, and parsing is what takes the time. */
function partOf(repository: Repository, path: string): Module | undefined {
  const text = repository.text(path);
  const part = text === undefined || isJinja(text) ? undefined : withClassesOf(text, /\b(?:File|Image)Field\(/);
  return part === undefined ? moduleOf(repository, path) : parsePython(part);
}

/** `models.FileField`, or one that is imported from there; forms and serializers have fields of the same names. */
function isModelField(written: string, imports: ReadonlyMap<string, string> | undefined): boolean {
  const [first = '', ...rest] = written.split('.');
  const dotted = [imports?.get(first) ?? first, ...rest].join('.');
  return /(^|\.)models\.(fields\.files\.|fields\.)?(File|Image)Field$/.test(dotted);
}

function uploadTo(call: Call): FileFieldUse['uploadTo'] {
  const value = keyword(call, 'upload_to') ?? call.args[2];
  if (value === undefined) return 'none';
  const text = stringOf(value);
  if (text === undefined) return value.type === 'JoinedStr' ? 'fixed' : 'callable';
  return /%[YymdHMSjf]/.test(text) ? 'dated' : text === '' ? 'none' : 'fixed';
}

function keyword(call: Call, name: string): Call['keywords'][number]['value'] | undefined {
  return call.keywords.find(({ arg }) => arg === name)?.value;
}

/** Names that rules ask about, each with the text that a file must hold to be parsed for it. */
const USES: readonly (readonly [name: string, text: string])[] = [
  ['django.core.files.storage.default_storage', 'default_storage'],
  ['django.core.cache.cache.lock', 'cache.lock'],
  ['django.core.cache.cache.add', 'cache.add'],
  ['django.core.cache.cache.incr', 'cache.incr'],
  ['django.core.cache.cache.get', 'cache.get'],
  ['django.core.cache.cache.set', 'cache.set'],
  ['django.core.cache.cache.get_or_set', 'cache.get_or_set'],
  ['django.views.decorators.cache.cache_page', 'cache_page'],
  ['django_ratelimit.decorators.ratelimit', 'ratelimit'],
  ['ratelimit.decorators.ratelimit', 'ratelimit'],
];

async function usesOf(repository: Repository): Promise<readonly CodeUse[]> {
  const found = new Map<string, { count: number; location: Location }>();
  for (const path of await filesWith(repository, ...USES.map(([, text]) => text))) {
    const module = moduleOf(repository, path);
    if (module === undefined) continue;
    const imports = importsOf(module.body, '');
    for (const call of callsIn(module.body)) {
      const [first = '', ...rest] = (dottedName(call.func) ?? '').split('.');
      const dotted = [imports.get(first) ?? first, ...rest].join('.');
      const name = USES.find(([one]) => dotted === one || dotted.startsWith(`${one}.`))?.[0];
      if (name === undefined) continue;
      const known = found.get(name);
      found.set(name, {
        count: (known?.count ?? 0) + 1,
        location: known?.location ?? { path, line: call.span.line, column: call.span.column },
      });
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { count, location }]) => ({ ...item(location, name), name, count }));
}

/** Top-level packages by a look at the lines: parsing every module would cost more than all other readers together. */
function importsOfAll(repository: Repository): Readonly<Record<string, Location>> {
  const found = new Map<string, Location>();
  for (const { path, bytes } of pythonFiles(repository)) {
    const text = bytes.toString('latin1');
    for (const match of text.matchAll(/^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w*)/gm)) {
      const name = normalise(match[1] ?? '');
      if (!found.has(name)) found.set(name, placeOf(path, text, match.index + match[0].search(/\S/)));
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function placeOf(path: string, text: string, offset: number): Location {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { path, line, column: offset - start + 1 };
}
