import type { Location } from '../../src/model/index.ts';
import type {
  CommandLine,
  ContainerCommand,
  Dependencies,
  DependencyFile,
  DockerFinal,
  Dockerfile,
  DockerStage,
  ElasticBeanstalk,
  EnvironmentEntry,
  FileIndex,
  ImageReference,
  Item,
  ManagementRun,
  PlatformHook,
  RepositoryFile,
  Requirement,
  ResolvedPackage,
  SimpleCommand,
  Text,
} from '../../src/model/repository/index.ts';

export function at(path: string, line = 1): Location {
  return { path, line, column: 1 };
}

/** What every fact of a file has. */
export function item(path: string, line = 1, part?: string): Item {
  const id = part === undefined ? path : `${path}#${part}`;
  return { path, ref: { kind: 'file', id, name: id }, location: at(path, line), role: 'production' };
}

export function text(known: string): Text {
  return { status: 'known', text: known };
}

/** A secret that stands in the file, as the reader masks it. */
export function secret(more: { readonly placeholder?: boolean; readonly length?: number } = {}): Text {
  const traits = { length: more.length ?? 40, uniqueCharacters: 20, insecurePrefix: false };
  return { status: 'secret', text: '<secret>', traits, placeholder: more.placeholder ?? false };
}

export function variable(name: string, value: Text, location: Location = at('Dockerfile', 3)): EnvironmentEntry {
  return { name, value, location };
}

/** A command as a reader gives it: words cut at spaces, commands at `&&` and `;`. */
export function command(given: string, more: Partial<CommandLine> = {}): CommandLine {
  const location = more.location ?? at('Dockerfile', 20);
  const commands = given
    .split(/\s*(?:&&|;)\s*/)
    .filter((part) => part !== '')
    .map((part) => simple(part, location));
  return { form: 'shell', text: given, words: commands.at(-1)?.words ?? [], commands, location, ...more };
}

export function simple(given: string, location: Location = at('Dockerfile', 20)): SimpleCommand {
  const ignoresFailure = given.includes('|| true');
  const words = given.replace('|| true', '').trim().split(/\s+/);
  const exec = words[0] === 'exec';
  return { words: exec ? words.slice(1) : words, location, exec, ignoresFailure, background: false };
}

/** An image as a reader takes it apart: a first part with a dot or a port is the registry. */
export function image(given: string, location: Location = at('Dockerfile', 1)): ImageReference {
  const [name = '', digest] = given.split('@');
  const [, registry, rest = name] = /^([^/]*[.:][^/]*)\/(.+)$/.exec(name) ?? [];
  const [repository = rest, tag] = rest.split(':');
  return {
    text: given,
    repository,
    ...(registry === undefined ? {} : { registry }),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
    unresolved: [],
    location,
  };
}

export function stage(from: string, more: Partial<DockerStage> = {}): DockerStage {
  return {
    index: 0,
    base: { kind: 'image', image: image(from) },
    location: at('Dockerfile', 1),
    env: [],
    args: [],
    exposed: [],
    copies: [],
    runs: [],
    volumes: [],
    ...more,
  };
}

/** A good production Dockerfile; a case names what differs. */
export function dockerfile(
  more: Omit<Partial<Dockerfile>, 'final'> & { readonly final?: Partial<DockerFinal> } = {},
): Dockerfile {
  const path = more.path ?? 'Dockerfile';
  const { final, ...rest } = more;
  return {
    ...item(path),
    production: true,
    because: 'the only Dockerfile',
    stages: [stage('python:3.13-slim-trixie')],
    globalArgs: [],
    context: '',
    ...rest,
    final: {
      stage: 0,
      image: image('python:3.13-slim-trixie', at(path, 1)),
      env: [],
      user: { text: 'django', location: at(path, 30) },
      cmd: command('gunicorn config.wsgi:application', {
        form: 'exec',
        words: ['gunicorn', 'config.wsgi:application'],
        location: at(path, 40),
      }),
      exposed: [],
      stages: [0],
      ...final,
    },
  };
}

export function requirement(name: string, specifier: string, more: Partial<Requirement> = {}): Requirement {
  const path = more.path ?? 'requirements.txt';
  const pinned = /^===?\s*([^*]+)$/.exec(specifier)?.[1];
  return {
    ...item(path, 1, name.toLowerCase()),
    name: name.toLowerCase(),
    rawName: name,
    extras: [],
    specifier,
    hashes: 0,
    editable: false,
    group: 'main',
    ...(pinned === undefined ? {} : { pinned }),
    ...more,
  };
}

export function dependencyFile(path: string, more: Partial<DependencyFile> = {}): DependencyFile {
  return {
    ...item(path),
    format: 'requirements',
    kind: 'declaration',
    production: true,
    installedBy: 'Dockerfile:8 pip install -r requirements.txt',
    requirements: [],
    includes: [],
    indexes: [],
    ...more,
  };
}

export function resolved(
  name: string,
  version: string | undefined,
  more: Partial<ResolvedPackage> = {},
): ResolvedPackage {
  return {
    name,
    ...(version === undefined ? {} : { version }),
    specifier: version === undefined ? '' : `==${version}`,
    extras: [],
    hashes: 0,
    from: 'pin',
    location: at('requirements.txt', 3),
    role: 'production',
    ...more,
  };
}

export function dependencies(
  packages: readonly ResolvedPackage[] = [],
  more: Partial<Omit<Dependencies, 'resolved'>> = {},
): Dependencies {
  return {
    files: [],
    installs: [],
    resolved: Object.fromEntries(packages.map((one) => [one.name, one])),
    ...more,
  };
}

export function file(path: string, more: Partial<RepositoryFile> = {}): RepositoryFile {
  return {
    path,
    ref: { kind: 'file', id: path, name: path },
    role: 'production',
    tracked: true,
    ignored: false,
    mode: '100644',
    size: 100,
    ...more,
  };
}

export function files(list: readonly RepositoryFile[] = [], more: Partial<FileIndex> = {}): FileIndex {
  return {
    files: list,
    git: { commit: '0'.repeat(40), branch: 'main', committedAt: '2026-11-20T00:00:00Z' },
    ignoresDotEnv: true,
    submodules: [],
    ...more,
  };
}

export function elasticBeanstalk(more: Partial<ElasticBeanstalk> = {}): ElasticBeanstalk {
  return {
    present: true,
    extensions: [],
    optionSettings: [],
    environment: [],
    environmentSecrets: [],
    containerCommands: [],
    hooks: [],
    proxyFiles: [],
    cron: [],
    ...more,
  };
}

export function containerCommand(name: string, run: string, more: Partial<ContainerCommand> = {}): ContainerCommand {
  const path = '.ebextensions/django.config';
  return {
    ...item(path, 5, name),
    name,
    kind: 'container_commands',
    command: command(run, { location: at(path, 6) }),
    leaderOnly: false,
    ignoreErrors: false,
    env: [],
    ...more,
  };
}

export function hook(path: string, script: string, more: Partial<PlatformHook> = {}): PlatformHook {
  const [, , when = 'hooks', stage = 'predeploy'] = /^(\.platform)\/(\w+)\/(\w+)/.exec(path) ?? [];
  return {
    ...item(path),
    when: when === 'confighooks' ? 'confighooks' : 'hooks',
    stage: stage === 'prebuild' || stage === 'postdeploy' ? stage : 'predeploy',
    executable: true,
    shebang: '#!/bin/bash',
    stopsOnError: true,
    script: command(script, { location: at(path, 3) }),
    ...more,
  };
}

export function managementRun(more: Partial<ManagementRun> = {}): ManagementRun {
  const path = more.path ?? '.github/workflows/deploy.yml';
  return {
    ...item(path, 12, 'migrate'),
    command: 'migrate',
    options: ['--noinput'],
    artefact: 'workflow',
    production: true,
    text: 'python manage.py migrate --noinput',
    via: [at(path, 12)],
    phase: 'deploy',
    once: true,
    ignoresFailure: false,
    ...more,
  };
}
