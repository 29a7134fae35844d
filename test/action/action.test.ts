import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NoOperationTraceWriter } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import type { Log } from 'sarif';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodAccount } from '../account/accounts/good.ts';
import { startAccount } from '../account/index.ts';
import { folderWith, PROJECT } from '../repo/folder.ts';
import { ACTION, type Job, type JobOptions, runAction } from './runner.ts';

const BUILT = { install: { command: resolve('bin/djaudit.js') } };
const DEBUG = { 'config/settings/production.py': `${PROJECT['config/settings/production.py'] ?? ''}DEBUG = True\n` };
const FORK = pullRequest('stranger/web');
const OWN = pullRequest('shop/web');

function pullRequest(from: string): object {
  const base = { repo: { full_name: 'shop/web' } };
  return { pull_request: { number: 7, head: { repo: { full_name: from } }, base } };
}

let workspace = '';
beforeAll(() => {
  workspace = folderWith({ ...PROJECT, ...DEBUG });
});
afterAll(() => rmSync(workspace, { recursive: true }));

/** One rule on a project that breaks it: the job, not the rules, is tested here. */
const OFFLINE = { offline: 'true', args: '--only=debug-true' };
const scan = (inputs: Readonly<Record<string, string>>, more: Partial<JobOptions> = {}) =>
  runAction({ ...OFFLINE, ...inputs }, { workspace, done: BUILT, ...more });
const names = ({ steps }: Job) => steps.map(({ name, code }) => `${name}: ${code}`);

describe('action.yml', () => {
  const text = readFileSync('action.yml', 'utf8');

  it('is what GitHub takes', () => {
    const { context } = parseAction({ name: 'action.yml', content: text }, new NoOperationTraceWriter());
    expect(context.errors.getErrors()).toEqual([]);
  });

  it('gives inputs to scripts as variables only', () => {
    for (const { run = '' } of ACTION.runs.steps) expect(run).not.toContain('${{');
  });

  it('gives the token to the step that comments, and to no other of ours', () => {
    const holders = ACTION.runs.steps.filter(({ env = {} }) =>
      Object.values(env).some((value) => /token/i.test(value)),
    );
    expect(holders.map(({ name }) => name)).toEqual(['Comment on the pull request']);
  });
});

describe('the exit code', () => {
  it('of findings is 1, after the upload and the summary', async () => {
    const job = await scan({});
    expect(names(job)).toEqual(['Scan: 0', 'Upload to code scanning: 0', 'Exit code of djaudit: 1']);
    expect(job.outputs).toMatchObject({ 'exit-code': '1', findings: '1', critical: '1', high: '0', unknown: '0' });
    expect(job.summary).toContain('## djaudit: 1 finding');
    const log = JSON.parse(readFileSync(job.steps[1]?.with?.['sarif_file'] ?? '', 'utf8')) as Log; // its schema is tested elsewhere
    expect(log.runs.map(({ results }) => results?.length)).toEqual([1]);
    expect(readdirSync(job.outputs['reports'] ?? '').toSorted()).toEqual([
      'annotations.txt',
      'code-scanning.sarif',
      'report.html',
      'report.json',
      'report.md',
      'report.sarif',
    ]);
  });

  it('without findings is 0, and an empty run closes the alerts', async () => {
    const job = await scan({
      path: '.',
      'fail-on': 'critical',
      args: '--only=rds-public\n--only=debug-true\n--settings=config.settings.base',
    });
    expect(job.outputs).toMatchObject({ 'exit-code': '0', findings: '0' });
    expect(names(job)).toEqual(['Scan: 0', 'Upload to code scanning: 0']);
  });

  it('of a mistake is 2, without reports', async () => {
    const job = await scan({ 'fail-on': 'hgih' });
    expect(names(job)).toEqual(['Scan: 0', 'Exit code of djaudit: 2']);
    expect(job.log).toContain('did you mean high?');
    expect(job.summary).toContain('djaudit could not scan');
  });

  it('of incomplete evidence is 3, where it is asked for', async () => {
    const inputs = { args: '--only=debug-true\n--settings=config.settings.unseen' };
    writeFileSync(
      join(workspace, 'config/settings/unseen.py'),
      'import socket\nfrom .base import *\nDEBUG = socket.gethostname() == "laptop"\n',
    );
    expect((await scan(inputs)).outputs).toMatchObject({ 'exit-code': '0', complete: 'false', unknown: '1' });
    const job = await scan({ ...inputs, 'fail-on-incomplete': 'true' });
    expect(names(job)).toEqual(['Scan: 0', 'Upload to code scanning: 0', 'Exit code of djaudit: 3']);
  });

  it('of a step that never came to scan is a failure', async () => {
    const job = await scan({ offline: 'yes' });
    expect(job.log).toContain('::error title=djaudit::the input offline must be true or false');
    expect(names(job)).toEqual(['Scan: 2']);
  });
});

describe('hostile inputs', () => {
  const SHELL = `'"; touch pwned; $(touch pwned) \`touch pwned\` #`;
  const LINES = 'x\n::set-output name=exit-code::0\nexit-code=0\nreports<<E\n/\nE';
  const before = () => readFileSync(join(workspace, 'config/settings/production.py'), 'utf8');

  it.each(Object.keys(ACTION.inputs).filter((name) => name !== 'version'))(
    'in %s run nothing and say nothing',
    async (name) => {
      const text = before();
      for (const trap of [SHELL, LINES, '--fix-unsafe']) {
        if (name === 'args' && trap === '--fix-unsafe') continue; // that is what args are for
        const job = await scan({ [name]: trap });
        expect(job.log, trap).not.toMatch(/^::set-output/m);
        expect(job.outputs['exit-code'] === '0' && name !== 'settings', trap).toBe(false); // a module that is not there is unknown
        expect(Object.values(job.outputs).filter((value) => value === '/')).toEqual([]);
      }
      expect(existsSync(join(workspace, 'pwned'))).toBe(false);
      expect(before()).toBe(text);
    },
  );

  it('cannot name another package', async () => {
    for (const version of [
      'evil@1.0.0',
      'npm:evil@1.0.0',
      'file:../evil',
      'git+https://example.com/evil.git',
      '../evil',
      '--registry=http://example.com',
    ]) {
      const job = await runAction({ version }, { workspace });
      expect(job.log).toContain('version must be a version of djaudit');
      expect(names(job)).toEqual(['Install djaudit: 2']);
    }
  });
});

describe("a fork's pull request", () => {
  it('uploads and comments nothing, and has annotations instead', async () => {
    const job = await scan({ comment: 'true' }, { event: FORK });
    expect(names(job)).toEqual(['Scan: 0', 'Exit code of djaudit: 1']);
    expect(job.log).toContain('::error file=config/settings/production.py,');
    expect(job.log).toContain('nothing is uploaded to code scanning, the findings are annotations');
    expect(job.summary).toContain('## djaudit: 1 finding');
  });

  it("is as Dependabot's", async () => {
    const job = await scan({ comment: 'true' }, { event: OWN, env: { GITHUB_ACTOR: 'dependabot[bot]' } });
    expect(names(job)).toEqual(['Scan: 0', 'Exit code of djaudit: 1']);
  });
});

describe('the scan of both sides', () => {
  it('has the run of the repository that the scan of the repository has: they share a category', async () => {
    const shop = { workspace: resolve('fixtures/demo/shop') };
    const runs = async (inputs: Readonly<Record<string, string>>) => {
      const job = await scan({ args: '', ...inputs }, shop);
      return (JSON.parse(readFileSync(join(job.outputs['reports'] ?? '', 'report.sarif'), 'utf8')) as Log).runs; // as above
    };
    const [alone] = await runs({});
    const both = await runs({ offline: 'false', args: `--snapshot=${resolve('fixtures/demo/account.json')}` });
    const results = (run: Log['runs'][number] | undefined) =>
      run?.results?.map(({ ruleId, locations }) => ({ ruleId, locations }));
    expect(both.length).toBeGreaterThan(1);
    expect(results(both.find(({ automationDetails }) => automationDetails?.id === 'djaudit/repo/'))).toEqual(
      results(alone),
    );
  });
});

describe('an account that was not seen whole', () => {
  it('is not uploaded, the repository is', async () => {
    const account = await startAccount({
      ...goodAccount(),
      faults: [{ service: 'rds', operation: 'DescribeDBInstances', trouble: 'access-denied' }],
    });
    try {
      const job = await scan(
        { offline: 'false', region: account.region, args: '--only=debug-true\n--only=rds-public\n--scope=account' },
        { env: account.env() },
      );
      expect(job.log).toContain(`djaudit/aws/${account.id}/${account.region}/ was not seen whole and is not uploaded`);
      const file = job.steps.find(({ name }) => name.startsWith('Upload'))?.with?.['sarif_file'] ?? '';
      const log = JSON.parse(readFileSync(file, 'utf8')) as Log; // its schema is tested elsewhere
      expect(log.runs.map(({ automationDetails }) => automationDetails?.id)).toContain('djaudit/repo/');
      expect(log.runs.map(({ automationDetails }) => automationDetails?.id)).not.toContain(
        `djaudit/aws/${account.id}/${account.region}/`,
      );
    } finally {
      await account.close();
    }
  });
});
