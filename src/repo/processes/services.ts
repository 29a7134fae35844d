import type { Artefact } from '../../model/repository/index.ts';
import { shellLine } from '../command-line.ts';
import { textOf } from '../mask.ts';
import { folderOf, nameOf } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { loadShell, type Shell } from '../shell/shell.ts';
import { type IniOption, parseIni } from './ini.ts';
import type { Start } from './start.ts';

/** Programs of supervisord and units of systemd. */
export async function serviceStarts(repository: Repository): Promise<readonly Start[]> {
  const shell = await loadShell();
  return repository.files.flatMap(({ path, size }) => {
    if (size > 100_000) return [];
    if (/\.service(\.\w+)?$/.test(path)) return starts(repository, shell, path, 'systemd');
    return /supervisor[\w.-]*(\/.*)?\.(conf|ini|cfg)(\.\w+)?$|^.*supervisord?\.conf[\w.]*$/.test(path)
      ? starts(repository, shell, path, 'supervisord')
      : [];
  });
}

function starts(repository: Repository, shell: Shell, path: string, artefact: Artefact): readonly Start[] {
  const text = repository.text(path);
  const options = text === undefined ? [] : parseIni(text);
  const wanted = artefact === 'systemd' ? /^ExecStart$/ : /^command$/;
  return options
    .filter(({ name, value }) => wanted.test(name) && value !== '')
    .map((option) => start(shell, path, artefact, option, options));
}

function start(
  shell: Shell,
  path: string,
  artefact: Artefact,
  { section, value, line }: IniOption,
  all: readonly IniOption[],
): Start {
  const location = { path, line };
  const text = value.replace(/^[@:+!-]+(?=\/)/, '').replaceAll('%%', '%');
  const siblings = all.filter((one) => one.section === section);
  const processes = Number(siblings.find(({ name }) => name === 'numprocs')?.value ?? Number.NaN);
  const role = roleOf(path);
  return {
    artefact,
    location,
    name: artefact === 'systemd' ? nameOf(path).replace(/\.service.*$/, '') : section.replace(/^program:/, ''),
    production: role === 'production',
    role,
    phase: 'start',
    ignoresFailure: false,
    command: shellLine(shell, text, () => location, location),
    environment: siblings
      .filter(({ name }) => /^environment$/i.test(name))
      .flatMap((option) => variablesOf(option, path)),
    ...(Number.isInteger(processes) && processes > 0 ? { replicas: processes } : {}),
    inherited: false,
    container: false,
    folder: folderOf(path),
  };
}

/** `A="1",B=2` of supervisord, `"A=1" B=2` of systemd. */
function variablesOf({ value, line }: IniOption, path: string): Start['environment'] {
  return [...value.matchAll(/"?([A-Za-z_]\w{0,100})=("[^"]{0,1000}"|'[^']{0,1000}'|[^\s,"]{0,1000})/g)].map(
    ([, name = '', text = '']) => ({
      name,
      value: textOf(name, text.replace(/^["']|["']$/g, '')),
      location: { path, line },
    }),
  );
}
