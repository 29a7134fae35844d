import type { CommandLine, InstallCommand, Role, SimpleCommand } from '../../model/repository/index.ts';
import { item } from '../item.ts';
import { unwrap } from '../processes/wrappers.ts';
import { parseRequirement } from './pep508.ts';

type Found = Omit<InstallCommand, keyof ReturnType<typeof item> | 'artefact' | 'text'>;

/** Commands of a line that install packages. `artefact` says of what kind of file; paths are as they are written. */
export function installsOf(
  line: CommandLine,
  artefact: string,
  role: Role,
): readonly { readonly command: InstallCommand; readonly when?: string }[] {
  return line.commands.flatMap((command) => {
    const found = installOf(command);
    if (found === undefined) return [];
    const { location, when } = command;
    const install = {
      ...item(location, `${found.tool} ${location.line}`, role),
      ...found,
      artefact,
      text: command.words.join(' ').slice(0, 300),
    };
    return [{ command: install, ...(when === undefined ? {} : { when }) }];
  });
}

function installOf({ words: raw }: SimpleCommand): Found | undefined {
  const { words } = unwrap(raw);
  const [first = '', second, third] = words;
  const name = first.slice(first.lastIndexOf('/') + 1);
  if (/^python[\d.]*$/.test(name) && second === '-m' && third === 'pip') return pip(words.slice(3));
  if (/^pip[\d.]*$/.test(name)) return pip(words.slice(1));
  if (name === 'uv' && second === 'pip') return pip(words.slice(2), 'uv');
  if (name === 'uv' && (second === 'sync' || second === 'run'))
    return second === 'sync'
      ? project(
          'uv',
          words,
          words.some((word) => ['--frozen', '--locked'].includes(word)),
        )
      : undefined;
  if (name === 'poetry' && (second === 'install' || second === 'sync')) return project('poetry', words, true);
  if (name === 'pipenv' && (second === 'install' || second === 'sync'))
    return project(
      'pipenv',
      words,
      second === 'sync' || words.includes('--deploy') || words.includes('--ignore-pipfile'),
    );
  if (name === 'pdm' && (second === 'install' || second === 'sync'))
    return project('pdm', words, second === 'sync' || words.includes('--frozen-lockfile') || words.includes('--check'));
  if (name === 'npm' && (second === 'ci' || second === 'install' || second === 'i'))
    return { ...EMPTY, tool: 'npm', frozen: second === 'ci' };
  if (name === 'yarn' && (second === undefined || second === 'install' || second.startsWith('-')))
    return { ...EMPTY, tool: 'yarn', frozen: words.includes('--frozen-lockfile') || words.includes('--immutable') };
  if (name === 'pnpm' && (second === 'install' || second === 'i'))
    return { ...EMPTY, tool: 'pnpm', frozen: words.includes('--frozen-lockfile') };
  if (name === 'conda' && (second === 'install' || second === 'env')) return { ...EMPTY, tool: 'conda', frozen: false };
  return undefined;
}

const EMPTY = { files: [], packages: [], groups: [] } as const;
/** Options of pip with a value that is no package. */
const VALUED = new Set([
  '-i',
  '--index-url',
  '--extra-index-url',
  '-f',
  '--find-links',
  '--trusted-host',
  '-t',
  '--target',
  '--prefix',
  '--root',
  '--cache-dir',
  '--python',
  '--proxy',
  '--timeout',
  '--retries',
  '--platform',
  '--python-version',
  '--only-binary',
  '--no-binary',
  '--upgrade-strategy',
  '-d',
  '--dest',
  '--src',
  '--progress-bar',
  '--config-settings',
  '--global-option',
  '--index-strategy',
  '--extra',
  '--group',
]);

function pip(args: readonly string[], tool: 'pip' | 'uv' = 'pip'): Found | undefined {
  const at = args.findIndex((arg) => !arg.startsWith('-'));
  if (!['install', 'sync', 'wheel'].includes(args[at] ?? '')) return undefined;
  const files: string[] = args[at] === 'sync' ? args.slice(at + 1).filter((arg) => !arg.startsWith('-')) : [];
  const packages: Found['packages'][number][] = [];
  const rest = args.slice(at + 1);
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? '';
    const joined = /^(?:--requirement=|--constraint=|-r(?=\S)|-c(?=\S))(.+)$/.exec(word)?.[1];
    if (joined !== undefined) files.push(joined);
    else if (['-r', '--requirement', '-c', '--constraint', '-e', '--editable'].includes(word)) {
      files.push(rest[index + 1] ?? '');
      index += 1;
    } else if (VALUED.has(word)) index += 1;
    else if (!word.startsWith('-') && args[at] !== 'sync') addTarget(word, files, packages);
  }
  const frozen = rest.includes('--require-hashes') || args[at] === 'sync';
  return { tool, files: files.filter((file) => file !== ''), packages, frozen, groups: [] };
}

function addTarget(word: string, files: string[], packages: Found['packages'][number][]): void {
  if (/^(\.|\/)/.test(word) || word.endsWith('.whl')) files.push(word.replace(/\[.*\]$/, ''));
  else {
    const parsed = parseRequirement(word);
    if (
      parsed !== undefined &&
      !['pip', 'setuptools', 'wheel', 'pip-tools', 'poetry', 'uv', 'pipenv', 'virtualenv'].includes(parsed.name)
    )
      packages.push({ name: parsed.name, specifier: parsed.specifier });
  }
}

function project(tool: 'uv' | 'poetry' | 'pipenv' | 'pdm', words: readonly string[], frozen: boolean): Found {
  const groups = words.flatMap((word, at) =>
    ['--group', '--extra', '--with', '--only', '-G', '-E', '--extras'].includes(words[at - 1] ?? '')
      ? word.split(/[ ,]/)
      : (/^--(?:group|extra|with|only|extras)=(.+)$/.exec(word)?.[1]?.split(',') ?? []),
  );
  const development =
    words.includes('--dev') ||
    words.includes('-d') ||
    !words.some((word) => /^--(no-dev|no-default-groups|only|without|prod|production|deploy|system)\b/.test(word))
      ? ['(default groups)']
      : [];
  return { tool, files: [], packages: [], frozen, groups: [...groups, ...development] };
}
