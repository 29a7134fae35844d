import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '../model/index.ts';
import { writeAtomically } from './atomic-file.ts';
import type { Host } from './host.ts';
import { say } from './streams.ts';

const FILE = 'djaudit.yml';

/** `djaudit init [path]`: a commented configuration that names what the repository holds. */
export async function init({ path = '.' }: { readonly path?: string }, host: Host): Promise<number> {
  const root = resolve(host.cwd(), path);
  const file = join(root, FILE);
  if (existsSync(file)) throw new UserError(`${FILE} is there already`, 'Edit it, or delete it first');
  const { readRepository } = await import('../repo/index.ts');
  const { records } = await readRepository(root, ['repository.project'], {});
  const project = records.find(({ name }) => name === 'repository.project')?.fact;
  const modules = project?.status === 'collected' ? settingsModules(project.value) : [];
  await writeAtomically(file, configuration(modules));
  say(host, `${FILE} written; every line of it is explained, and nothing in it changes a scan until you edit it`);
  return 0;
}

/** The modules that files of the repository name, the chosen one first. */
function settingsModules(project: unknown): readonly string[] {
  const { settingsModules: mentions = [] } = project as { settingsModules?: readonly { module: string }[] }; // the fact's own type
  return [...new Set(mentions.map(({ module }) => module))];
}

function configuration(modules: readonly string[]): string {
  const staging = modules.find((module) => /stag/i.test(module));
  const environment = (name: string, module: string | undefined) => [
    `#   ${name}:`,
    `#     profile: ${name}`,
    '#     region: eu-central-1',
    ...(module === undefined ? [] : [`#     settings: ${module}`]),
  ];
  return `${[
    '# yaml-language-server: $schema=https://unpkg.com/djaudit/schema/config-1.json',
    '',
    '# Exit 1 for findings this severe or worse: critical, high, medium, low, info.',
    'failOn: high',
    '',
    '# Exit 3 when something could not be seen (a denied call, a value that was not computed).',
    '# failOnIncomplete: true',
    '',
    '# What --environment NAME means.',
    '# environments:',
    ...environment('production', modules[0]),
    ...(staging === undefined ? [] : environment('staging', staging)),
    '',
    '# Severity of a rule, or off. `djaudit rules` lists them, `djaudit explain ID` tells what they do.',
    '# rules:',
    '#   rds-single-az: low',
    '',
    '# Findings that you accept. Rules of severity high and critical need an end.',
    '# exceptions:',
    '#   - rule: rds-single-az',
    '#     subject: reports',
    '#     reason: may be down for an hour',
    '#     until: 2027-03-31',
    '#     owner: data team',
    '',
    '# Who is asked about what; the first that matches wins.',
    '# owners:',
    "#   - match: 'databases*'",
    '#     owner: data team',
  ].join('\n')}\n`;
}
