import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { demoAccount } from './accounts/demo.ts';
import { goodAccount } from './accounts/good.ts';
import { type FakeAccount, startAccount } from './index.ts';

/** Every machine has the repository in the same folder, and the bucket in another. */
const folder = mkdtempSync(join(tmpdir(), 'djaudit-scale-'));
const [repository, tools, bucket] = ['repository', 'tools', 'bucket'].map((name) => join(folder, name));
let account: FakeAccount;

const SHIMS = {
  djaudit: `exec "${process.execPath}" "${resolve('bin/djaudit.js')}" "$@"`,
  npx: '[ "$1" = --yes ] && shift 2 && exec djaudit "$@"',
  aws: `[ "$1 $2" = "s3 cp" ] && shift 2
recursive=; [ "$1" = --recursive ] && recursive=-r && shift
from=$(printf %s "$1" | sed 's,^s3://,${bucket}/,'); to=$(printf %s "$2" | sed 's,^s3://,${bucket}/,')
mkdir -p "$(dirname "$to")" && cp $recursive "$from" "$to"`,
};

beforeAll(async () => {
  const roles = (parse(readFileSync('examples/organization.yml', 'utf8')) as Organization).environments.organization
    .roleArn;
  account = await startAccount({
    ...goodAccount(),
    roles: Object.fromEntries(roles.map((role) => [role, {}])),
    accounts: { '444455556666': { answers: demoAccount().answers }, '777788889999': { answers: {} } },
  });
  cpSync('fixtures/demo/shop', repository ?? '', { recursive: true });
  cpSync('examples', join(repository ?? '', 'examples'), { recursive: true });
  const text = readFileSync('examples/organization.yml', 'utf8').replace(
    'region: all',
    'region: [eu-west-1, us-west-2]',
  );
  writeFileSync(join(repository ?? '', 'organization.yml'), text);
  mkdirSync(tools ?? '');
  for (const [name, script] of Object.entries(SHIMS)) {
    writeFileSync(join(tools ?? '', name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(tools ?? '', name), 0o755);
  }
});
afterAll(async () => {
  await account.close();
  rmSync(folder, { recursive: true });
});

interface Organization {
  readonly environments: { readonly organization: { readonly roleArn: readonly string[] } };
}

/** Runs commands as a build does, and gives the exit code. */
async function build(commands: readonly string[], variables: Readonly<Record<string, string>>): Promise<number> {
  const env = { ...account.env(), ...variables, PATH: `${tools}:${process.env['PATH']}`, HOME: folder };
  const child = spawn('bash', ['-e', '-c', commands.join('\n')], {
    cwd: repository,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  const code = await new Promise<number>((done) => child.once('close', (ended) => done(ended ?? -1)));
  if (code > 1) throw new Error(said);
  return code;
}

const SUMS = /"(startedAt|durationMs|requests)": [^,]+,/g;
const timeless = (text: string): string => text.replaceAll(SUMS, '');

/** The report of one machine, and its exit code: what the parts have to give. */
let whole: { readonly text: string; readonly code: number };
const DAY = '2026-11-25';
beforeAll(async () => {
  const scan = `djaudit scan . --config organization.yml --environment organization --scope account --today ${DAY} --format json=whole.json`;
  const code = await build([scan], {});
  whole = { code, text: timeless(readFileSync(join(repository ?? '', 'whole.json'), 'utf8')) };
}, 300_000);

interface Machine {
  readonly States: { readonly Parts: MapState; readonly Report: BuildState };
}
interface MapState {
  readonly ItemSelector: Readonly<Record<string, string>>;
  readonly ItemProcessor: { readonly StartAt: 'Scan'; readonly States: { readonly Scan: BuildState } };
}
interface BuildState {
  readonly Parameters: {
    readonly BuildspecOverride: string;
    readonly EnvironmentVariablesOverride: readonly Readonly<Record<string, string>>[];
  };
}

/** The paths and intrinsic functions of the states language, as far as the example has them. */
function value(expression: string, input: object, context: object): unknown {
  const call = /^States\.(\w+)\((.*)\)$/s.exec(expression);
  if (call !== null) {
    const given = (call[2] ?? '').match(/(?:[^,(']|'[^']*'|\([^)]*\))+/g) ?? [];
    const [first, ...rest] = given.map((one) => argument(one.trim(), input, context));
    if (call[1] === 'MathAdd') return Number(first) + Number(rest[0]);
    if (call[1] === 'StringSplit') return String(first).split(String(rest[0]));
    if (call[1] === 'ArrayGetItem') return (first as readonly unknown[])[Number(rest[0])];
    if (call[1] === 'Format') return rest.reduce<string>((text, one) => text.replace('{}', String(one)), String(first));
    throw new Error(`States.${call[1]} is not in the example`);
  }
  const [from, path] = expression.startsWith('$$.') ? [context, expression.slice(3)] : [input, expression.slice(2)];
  return path.split('.').reduce<unknown>((at, name) => (at as Readonly<Record<string, unknown>>)[name], from);
}

function argument(text: string, input: object, context: object): unknown {
  if (text.startsWith("'")) return text.slice(1, -1);
  return /^\d+$/.test(text) ? Number(text) : value(text, input, context);
}

function variables({ Parameters }: BuildState, input: object, context: object): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Parameters.EnvironmentVariablesOverride.map((one) => [
      one['Name'] ?? '',
      String(value(one['Value.$'] ?? '', input, context)),
    ]),
  );
}

function commandsOf({ Parameters }: BuildState): readonly string[] {
  const { phases } = parse(readFileSync(Parameters.BuildspecOverride, 'utf8')) as {
    phases: { build: { commands: readonly string[] } };
  };
  return phases.build.commands;
}

describe('the state machine of docs/scale.md', () => {
  it('gives the report of one machine', { timeout: 600_000 }, async () => {
    const { States } = JSON.parse(readFileSync('examples/aws/organization.asl.json', 'utf8')) as Machine; // its test
    const input = { bucket: 'audits', accounts: 'accounts.json', count: 3, project: 'djaudit' };
    const execution = { Name: 'run-1', StartTime: `${DAY}T04:05:06.789Z` };
    const { Scan } = States.Parts.ItemProcessor.States;
    for (let index = 0; index < input.count; index += 1) {
      const context = { Execution: execution, Map: { Item: { Index: index } } };
      const selected = Object.entries(States.Parts.ItemSelector).map(([name, path]) => [
        name.replace(/\.\$$/, ''),
        value(path, input, context),
      ]);
      const item = Object.fromEntries(selected) as object;
      expect(await build(commandsOf(Scan), variables(Scan, item, { Execution: execution }))).toBe(0);
    }
    const code = await build(commandsOf(States.Report), variables(States.Report, input, { Execution: execution }));
    expect(timeless(readFileSync(join(bucket ?? '', 'audits/djaudit/run-1.json'), 'utf8'))).toBe(whole.text);
    expect(code).toBe(whole.code);
  });
});

interface Workflow {
  readonly jobs: Readonly<Record<'part' | 'report', Job>>;
}
interface Job {
  readonly strategy?: { readonly matrix: { readonly part: readonly number[] } };
  readonly steps: readonly { readonly run?: string }[];
}

describe('the workflow of docs/scale.md', () => {
  it('gives the report of one machine', { timeout: 600_000 }, async () => {
    const { jobs } = parse(readFileSync('examples/github/organization.yml', 'utf8')) as Workflow; // test/action reads it as GitHub does
    const runs = ({ steps }: Job) => steps.flatMap(({ run }) => run ?? []);
    const parts = jobs.part.strategy?.matrix.part ?? [];
    expect(parts).toHaveLength(8);
    rmSync(join(repository ?? '', 'parts'), { recursive: true, force: true });
    mkdirSync(join(repository ?? '', 'parts'));
    for (const part of parts) {
      expect(await build(runs(jobs.part), { PART: String(part), DAY })).toBe(0);
      renameSync(join(repository ?? '', `part-${part}.json`), join(repository ?? '', `parts/part-${part}.json`));
    }
    const code = await build(runs(jobs.report), {});
    expect(timeless(readFileSync(join(repository ?? '', 'report.json'), 'utf8'))).toBe(whole.text);
    expect(code).toBe(whole.code);
  });
});
