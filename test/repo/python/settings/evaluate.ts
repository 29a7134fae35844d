import type { EvaluatedSettings, Value } from '../../../../src/model/value.ts';
import { loadPython } from '../../../../src/repo/python/parse.ts';
import type { ProjectFiles } from '../../../../src/repo/python/project-files.ts';
import { evaluateSettings } from '../../../../src/repo/python/settings.ts';

/** A project that is nowhere but here: paths below /app, texts. */
export function projectFiles(texts: Readonly<Record<string, string>>): ProjectFiles {
  const files = new Map(Object.entries(texts).map(([path, text]) => [`/app/${path}`, text]));
  const names = [...files.keys()];
  const under = (folder: string) => names.filter((path) => path.startsWith(`${folder}/`));
  return {
    covers: (path) => path === '/app' || path.startsWith('/app/'),
    readText: (path) => files.get(path),
    isFile: (path) => files.has(path),
    isDir: (path) => path === '/app' || under(path).length > 0,
    listdir: (folder) =>
      [...new Set(under(folder).map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))].toSorted(),
  };
}

export interface Given {
  /** `s.py` when it is one text. */
  readonly files: string | Readonly<Record<string, string>>;
  readonly module?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export async function evaluate({ files, module = 's', environment }: Given): Promise<EvaluatedSettings> {
  await loadPython();
  return evaluateSettings({
    files: projectFiles(typeof files === 'string' ? { 's.py': files } : files),
    root: '/app',
    module,
    environment,
  });
}

/** The values of what the project assigns, by name. */
export function valuesOf({ settings }: EvaluatedSettings): Record<string, Value> {
  return Object.fromEntries(settings.filter(({ trace }) => trace.length > 0).map(({ name, value }) => [name, value]));
}

/** The value under exactly these variables, or under none that are known. */
export async function valueOf(
  files: Given['files'],
  name: string,
  environment?: Given['environment'],
): Promise<Value | undefined> {
  const given = environment === undefined ? { files } : { files, environment };
  return valuesOf(await evaluate(given))[name];
}
