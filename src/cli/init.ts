import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { UserError } from '../model/index.ts';
import { writeAtomically } from './atomic-file.ts';
import { mentionsIn } from './audit/mentions.ts';
import type { Host } from './host.ts';
import { say } from './say.ts';

const FILE = 'djaudit.yml';
const NEEDS = [
  'repository.project',
  'repository.elasticBeanstalk',
  'repository.workflows',
  'repository.terraform',
  'repository.ecsTaskDefinitions',
  'repository.kubernetes',
] as const;

/** What the repository says of an environment. */
interface Environment {
  readonly name: string;
  readonly settings?: string;
  /** Where the module is named: `Dockerfile:4`. */
  readonly from?: string;
}

interface Found {
  readonly environments: readonly Environment[];
  readonly regions: readonly string[];
}

/** `djaudit init [path]`: a commented configuration that names what the repository holds. */
export async function init({ path = '.' }: { readonly path?: string }, host: Host): Promise<number> {
  const root = resolve(host.cwd(), path);
  const file = join(root, FILE);
  if (existsSync(file)) throw new UserError(`${FILE} is there already`, 'Edit it, or delete it first');
  const { readRepository } = await import('../repo/index.ts');
  const { records } = await readRepository(root, NEEDS, {});
  const project = records.find(({ name }) => name === 'repository.project')?.fact;
  const found: Found = {
    environments: environmentsOf(project?.status === 'collected' ? (project.value as Modules) : {}), // its own name
    regions: mentionsIn(records).regions,
  };
  await writeAtomically(file, configuration(found));
  say(host, `${FILE} written; every line of it is explained, and nothing in it changes a scan until you edit it`);
  return 0;
}

interface Modules {
  readonly settingsModules?: readonly { readonly module: string; readonly evidence: { readonly location: Place } }[];
}
interface Place {
  readonly path: string;
  readonly line: number;
}

/** Production takes the module that comes first, which is the chosen one; staging the one that is called so. */
function environmentsOf({ settingsModules = [] }: Modules): readonly Environment[] {
  const dotted = settingsModules.filter(({ module }) => /^[\w.]+$/.test(module));
  const isStaging = (module: string) => /stag/i.test(module);
  const production = dotted.find(({ module }) => !isStaging(module));
  const staging = dotted.find(({ module }) => isStaging(module));
  const named = (name: string, mention: (typeof dotted)[number] | undefined): Environment => {
    if (mention === undefined) return { name };
    const { path, line } = mention.evidence.location;
    return { name, settings: mention.module, from: `${path}:${line}` };
  };
  return [named('production', production), ...(staging === undefined ? [] : [named('staging', staging)])];
}

function configuration({ environments, regions }: Found): string {
  return `${[
    '# yaml-language-server: $schema=https://unpkg.com/djaudit/schema/config-1.json',
    '',
    '# Exit 1 for findings this severe or worse: critical, high, medium, low, info.',
    'failOn: high',
    '',
    '# Exit 3 when something could not be seen (a denied call, a value that was not computed).',
    '# failOnIncomplete: true',
    '',
    '# What --environment NAME means. A profile of ~/.aws/config or a role says which account.',
    'environments:',
    ...environments.flatMap((one) => environmentLines(one, regions)),
    '',
    '# Severity of a rule, off, or its options. `djaudit rules` lists them, `djaudit explain ID` tells what they do.',
    '# rules:',
    '#   rds-single-az: low',
    '#   rds-backup-retention-short:',
    '#     options: { minimumDays: 14 }',
    '',
    '# Findings that you accept. Rules of severity high and critical need an end. In a file:',
    '#   # djaudit: ignore[rule-id] until=2027-03-31 -- reason',
    '# exceptions:',
    '#   - rule: rds-single-az',
    '#     subject: reports',
    '#     reason: may be down for an hour',
    '#     until: 2027-03-31',
    '#     owner: data team',
    '',
    '# What neither the repository nor the account can show: uptime, error-tracking, load-test. Each ends.',
    '# attestations:',
    '#   - name: uptime',
    '#     attests: UptimeRobot asks https://www.example.com/health-check/ every 5 minutes and calls the pager',
    '#     owner: web team',
    '#     until: 2027-03-31',
    '',
    '# Who is asked about what; the first that matches wins.',
    '# owners:',
    "#   - match: 'databases*'",
    '#     owner: data team',
    '',
    '# Rules of your own: ES modules, run with --allow-plugins only.',
    '# plugins: [./audit/rules.mjs]',
  ].join('\n')}\n`;
}

function environmentLines({ name, settings, from }: Environment, regions: readonly string[]): readonly string[] {
  const [only] = regions;
  return [
    `  ${name}:`,
    `    # profile: ${name}`,
    '    # roleArn: arn:aws:iam::111122223333:role/djaudit',
    ...(only === undefined
      ? ['    # region: eu-central-1']
      : [
          `    region: ${regions.length === 1 ? only : flow(regions)} # the repository names ${regions.length === 1 ? 'it' : 'them'}`,
        ]),
    ...(settings === undefined ? [] : [`    settings: ${settings} # ${comment(from ?? '')}`]),
  ];
}

function flow(items: readonly string[]): string {
  return stringify(items, { collectionStyle: 'flow' }).trim();
}

/** A path may hold anything; a comment ends with its line. */
function comment(text: string): string {
  return text.replaceAll(/[^\x20-\x7E]/g, '?');
}
