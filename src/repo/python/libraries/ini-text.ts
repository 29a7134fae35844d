import type { Runtime } from '../native.ts';

/** The options of each section, names in lower case; those of DEFAULT are every section's. */
export interface IniFile {
  readonly defaults: ReadonlyMap<string, string>;
  readonly sections: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** INI as Python's `configparser` reads it: `=` or `:`, full-line comments, continuation by indentation. */
export function parseIni(text: string, keepCase = false): IniFile {
  const defaults = new Map<string, string>();
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let option: string | undefined;
  let indent = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const trimmed = line.trim();
    const depth = line.length - line.trimStart().length;
    if (trimmed.startsWith('#') || trimmed.startsWith(';')) continue;
    if (trimmed === '') {
      if (section !== undefined && option !== undefined) section.set(option, `${section.get(option) ?? ''}\n`);
      continue;
    }
    if (section !== undefined && option !== undefined && depth > indent) {
      section.set(option, `${section.get(option) ?? ''}\n${trimmed}`);
      continue;
    }
    indent = depth;
    const header = /^\[(.+)\]/.exec(trimmed);
    if (header?.[1] !== undefined) {
      section = header[1] === 'DEFAULT' ? defaults : (sections.get(header[1]) ?? new Map<string, string>());
      if (header[1] !== 'DEFAULT') sections.set(header[1], section);
      option = undefined;
      continue;
    }
    const [, name = '', value = ''] = /^(.*?)\s*(?:[=:]\s*(.*))?$/.exec(trimmed) ?? [];
    option = keepCase ? name : name.toLowerCase();
    section?.set(option, value);
  }
  const clean = (values: Map<string, string>): Map<string, string> =>
    new Map([...values].map(([name, value]) => [name, value.trimEnd()]));
  return {
    defaults: clean(defaults),
    sections: new Map([...sections].map(([name, values]) => [name, clean(values)])),
  };
}

/** An option with `%(name)s` filled in; undefined when there is none. */
export function iniValue(
  it: Runtime,
  file: IniFile,
  section: string,
  option: string,
  fills = true,
): string | undefined {
  const values = file.sections.get(section);
  if (values === undefined) return undefined;
  const raw = (name: string): string | undefined =>
    values.get(name.toLowerCase()) ?? file.defaults.get(name.toLowerCase());
  const fill = (text: string, depth: number): string =>
    text.replace(/%(?:%|\(([^)]*)\)s|)/g, (whole: string, name: string | undefined) => {
      if (whole === '%%') return '%';
      const found = name === undefined ? undefined : raw(name);
      if (found === undefined || depth > 10) return it.raise('ValueError', `a bad interpolation in ${option}`);
      return fill(found, depth + 1);
    });
  const found = raw(option);
  return found === undefined || !fills ? found : fill(found, 0);
}
