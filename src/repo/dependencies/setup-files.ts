import type { Requirement } from '../../model/repository/index.ts';
import { callsIn } from '../django/expressions.ts';
import { stringOf } from '../django/python-files.ts';
import { item } from '../item.ts';
import { parseIni } from '../processes/ini.ts';
import { parsePython } from '../python/parse.ts';
import { parseRequirement } from './pep508.ts';
import type { ReadFile } from './requirements.ts';

/** `install_requires` and `extras_require` of setup.cfg. */
export function readSetupCfg(path: string, text: string): ReadFile | undefined {
  const lines = text.split('\n');
  const requirements = parseIni(text).flatMap(({ section, name, line }): readonly Requirement[] => {
    const isMain = section === 'options' && name === 'install_requires';
    if (!isMain && section !== 'options.extras_require') return [];
    const found: Requirement[] = [];
    const first = (lines[line - 1] ?? '').replace(/^[^=]*=/, '');
    if (first.trim() !== '') found.push(...requirementOf(first, path, line, isMain ? 'main' : name));
    for (let at = line; at < lines.length && /^\s+\S|^\s*$/.test(lines[at] ?? ''); at += 1)
      found.push(...requirementOf(lines[at] ?? '', path, at + 1, isMain ? 'main' : name));
    return found;
  });
  return file(path, 'setup.cfg', requirements);
}

/** `setup(install_requires=[…])` with a literal list. `loadPython()` must have been awaited. */
export function readSetupPy(path: string, text: string): ReadFile | undefined {
  const requirements = [...callsIn(parsePython(text).body)].flatMap((call) =>
    call.keywords
      .filter(({ arg }) => arg === 'install_requires')
      .flatMap(({ value }) =>
        value.type === 'List' || value.type === 'Tuple'
          ? value.elts.flatMap((one) => requirementOf(stringOf(one) ?? '', path, one.span.line, 'main'))
          : [],
      ),
  );
  return file(path, 'setup.py', requirements);
}

function requirementOf(text: string, path: string, line: number, group: string): readonly Requirement[] {
  const parsed = text.trim() === '' || text.trim().startsWith('#') ? undefined : parseRequirement(text);
  const part = parsed === undefined || group === 'main' ? parsed?.name : `${group}.${parsed.name}`;
  return parsed === undefined ? [] : [{ ...item({ path, line }, part), ...parsed, hashes: 0, editable: false, group }];
}

function file(
  path: string,
  format: 'setup.cfg' | 'setup.py',
  requirements: readonly Requirement[],
): ReadFile | undefined {
  return requirements.length === 0
    ? undefined
    : { path, format, kind: 'declaration', requirements, includes: [], indexes: [] };
}
