import { isReference } from '../../model/mask-text.ts';
import type { EnvFile, EnvName } from '../../model/repository/index.ts';
import { isHarmless, isSecretName, looksSecret } from '../../model/secret.ts';
import { item, startOf } from '../item.ts';
import { isPlaceholder } from '../mask.ts';
import { folderOf, nameOf } from '../paths.ts';
import type { Repository } from '../repository.ts';

const NAME =
  /^\.env(\.[\w.-]+)?$|^[\w-]+\.env(\.[\w-]+)?$|^env\.(example|sample|template|dist)$|^\.?env[-_](prod|production|staging|local|dev|example|sample)$|^\.envrc$/;

/** Dotenv files, committed or not. Names only: no value of theirs leaves this function. */
export function readEnvFiles(repository: Repository): readonly EnvFile[] {
  return repository.index.files.flatMap((file) => {
    const { path, tracked, ignored, mode } = file;
    const inFolder = /(^|\/)\.envs?\//.test(path) && /^\.?[\w-]+$/.test(nameOf(path));
    if (!(NAME.test(nameOf(path)) || inFolder) || mode === '160000' || /\.(py|js|ts|sh|md|vue|json)$/.test(path))
      return [];
    const text = repository.text(path);
    if (text === undefined) return [];
    const names = text.split('\n').flatMap((line, index) => nameOfLine(line, path, index + 1));
    const role = folderOf(path).endsWith('.production') ? ('production' as const) : file.role;
    return names.length === 0 && text.trim() !== ''
      ? []
      : [{ ...item(startOf(path), undefined, role), tracked, ignored, names }];
  });
}

function nameOfLine(line: string, path: string, number: number): readonly EnvName[] {
  const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*=\s*(.*?)\s*$/.exec(line.slice(0, 4_000));
  const [, name, raw] = match ?? [];
  if (name === undefined || raw === undefined) return [];
  const value = valueOf(raw);
  const column = line.indexOf(name) + 1;
  return [
    {
      name,
      location: { path, line: number, column, endLine: number, endColumn: column + name.length },
      empty: value === '',
      placeholder: value !== '' && (isPlaceholder(value) || isReference(value)),
      secret: (isSecretName(name) && !isHarmless(value)) || looksSecret(value),
    },
  ];
}

/** Quotes taken off; a comment behind a bare value too. */
function valueOf(raw: string): string {
  const quoted = /^(["'])(.*)\1/.exec(raw);
  return quoted === null ? raw.replace(/\s+#.*$/, '') : (quoted[2] ?? '');
}
