import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import type { Outcome } from '../built.ts';
import { djaudit, judged } from '../built.ts';
import { complaints } from '../reporters/multitool.ts';
import { EXCLUDED, FAILS, PASSES } from './expected.ts';
import { inFrontOfMoto } from './instead.ts';
import type { Moto } from './moto.ts';
import { ACCOUNT, startMoto } from './moto.ts';
import { pem } from './pem.ts';
import type { Asked, Proxy } from './proxy.ts';
import { startProxy } from './proxy.ts';
import { seedBad } from './seed/bad.ts';
import { seedGood } from './seed/good.ts';
import { session } from './seed/session.ts';

interface Scan {
  readonly outcome: Outcome;
  readonly report: Report;
  readonly sarif: string;
  readonly asked: readonly Asked[];
}

const SEEDS = {
  good: (moto: Moto) => seedGood(session(moto.url), pem('good.example.com', 300)),
  bad: (moto: Moto) => seedBad(session(moto.url), pem('bad.example.com', 5)),
};
type State = keyof typeof SEEDS;

let moto: Moto;

beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());

const scans = new Map<State, Promise<Scan>>();

/** Once for each environment: moto holds one at a time. */
function scanOf(state: State): Promise<Scan> {
  const known = scans.get(state) ?? scan(state);
  scans.set(state, known);
  return known;
}

async function scan(state: State): Promise<Scan> {
  await moto.reset();
  await SEEDS[state](moto);
  const proxy = await startProxy(moto.url, ACCOUNT, inFrontOfMoto(state));
  const folder = await mkdtemp(join(tmpdir(), 'djaudit-lab-'));
  try {
    const file = join(folder, 'report.sarif');
    const formats = ['--format', 'json', '--format', `sarif=${file}`];
    const outcome = await djaudit(['scan', '--region', 'eu-west-1', ...formats], variables(proxy));
    if (outcome.stdout === '') throw new Error(`no report, exit ${outcome.code}: ${outcome.stderr}`);
    const report = JSON.parse(outcome.stdout) as Report; // what the command writes
    return { outcome, report, sarif: await readFile(file, 'utf8'), asked: proxy.asked };
  } finally {
    proxy.stop();
    await rm(folder, { recursive: true });
  }
}

function variables({ url }: Pick<Proxy, 'url'>): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIALABLABLABLABLAB1',
    AWS_SECRET_ACCESS_KEY: 'lab',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** The actions of `djaudit iam-policy`, which says what the rules may ask. */
async function allowed(): Promise<ReadonlySet<string>> {
  const { stdout } = await djaudit(['iam-policy'], {});
  const policy = JSON.parse(stdout) as { Statement: readonly { Action: string | readonly string[] }[] }; // the document of section 3
  return new Set(policy.Statement.flatMap(({ Action }) => Action));
}

describe.each(['good', 'bad'] as const)('the %s environment of moto', (state) => {
  let found: Scan;
  beforeAll(async () => {
    found = await scanOf(state);
  });

  it('is scanned, and the exit code says what there is', () => {
    expect(found.outcome.code).toBe(state === 'good' ? 0 : 1);
    expect(found.report.target.account?.id).toBe(ACCOUNT);
    expect(found.report.results.length).toBeGreaterThan(20);
  });

  it('is asked nothing that the policy does not allow, and nothing that changes it', async () => {
    const actions = await allowed();
    const outside = found.asked.filter(({ action }) => action !== 'sts:GetCallerIdentity' && !actions.has(action));
    expect(outside).toEqual([]);
    expect(
      found.asked.map(({ operation }) => operation).filter((operation) => !/:(Describe|Get|List)[A-Z]/.test(operation)),
    ).toEqual([]);
  });

  it('gives SARIF in which the validator with GitHub’s rules finds nothing', async () => {
    expect(found.sarif).toContain('djaudit-cloud');
    expect(await complaints({ [state]: found.sarif })).toEqual({ [state]: [] });
  });

  it('lets none of the planted secrets out', () => {
    expect(found.outcome.stdout + found.outcome.stderr + found.sarif).not.toContain('canary-');
  });
});

describe('what moto tells the truth about', () => {
  it('fails in the bad environment', async () => {
    const { report } = await scanOf('bad');
    const missed = Object.entries(FAILS).filter(
      ([rule, name]) => isJudged(report, rule) && !judged(report, rule, 'fail').includes(name),
    );
    expect(missed.map(([rule, name]) => `${rule} on ${name}`)).toEqual([]);
    expect(Object.keys(FAILS).filter((rule) => isJudged(report, rule)).length).toBeGreaterThan(15);
  });

  it('passes in the good environment, and nothing fails', async () => {
    const { report } = await scanOf('good');
    expect(PASSES.filter((rule) => isJudged(report, rule) && judged(report, rule, 'pass').length === 0)).toEqual([]);
    const failing = report.results.filter(
      ({ status, rule, severity }) => status === 'fail' && severity !== 'info' && EXCLUDED[rule] === undefined,
    );
    expect(failing.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });
});

function isJudged(report: Report, rule: string): boolean {
  return report.rules.some(({ id }) => id === rule);
}
