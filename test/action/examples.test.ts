import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Report } from '../../src/model/index.ts';
import { goodAccount } from '../account/accounts/good.ts';
import { startAccount } from '../account/index.ts';
import { djaudit } from '../built.ts';
import { folderWith, PROJECT } from '../repo/folder.ts';

/** The scripts of the examples, run as they stand. */
const temp = mkdtempSync(join(tmpdir(), 'djaudit-examples-'));
const bin = join(temp, 'bin');
let project = '';

beforeAll(() => {
  project = folderWith(PROJECT);
  mkdirSync(bin);
  program('djaudit', `exec node '${resolve('bin/djaudit.js')}' "$@"`);
});
afterAll(() => {
  for (const folder of [temp, project]) rmSync(folder, { recursive: true });
});

function program(name: string, script: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

async function shell(
  script: string,
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; text: string }> {
  const own = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: temp };
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', script], { cwd: project, env: { ...own, ...env } });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, text: Buffer.concat(chunks).toString('utf8') };
}

interface Pipeline {
  readonly [job: string]: { readonly script: readonly string[]; readonly variables?: Readonly<Record<string, string>> };
}

describe('examples/gitlab', () => {
  const pipeline = parse(readFileSync('examples/gitlab/.gitlab-ci.yml', 'utf8')) as Pipeline; // GitLab's form is a schema of theirs

  it('audits the repository and leaves its reports', async () => {
    const { code, text } = await shell(pipeline['djaudit repository']?.script.join('\n') ?? '', {});
    expect([0, 1], text).toContain(code);
    for (const file of ['djaudit-report.xml', 'djaudit-report.html', 'djaudit-report.json'])
      expect(existsSync(join(project, file)), file).toBe(true);
  });

  it('audits the account with a role that its token gives, and keeps the token from others', async () => {
    const role = 'arn:aws:iam::123456789012:role/djaudit-gitlab';
    const account = await startAccount({ ...goodAccount(), id: '123456789012', roles: { [role]: {} } });
    const { AWS_ACCESS_KEY_ID: _id, AWS_SECRET_ACCESS_KEY: _key, ...env } = account.env();
    const job = pipeline['djaudit account'];
    const token = join(temp, 'token');
    const given: Readonly<Record<string, string>> = { DJAUDIT_ROLE_ARN: role, CI_PIPELINE_ID: '7' };
    const variables = Object.entries(job?.variables ?? {}).map(([name, value]) => [
      name,
      value.replaceAll(/\$(\w+)/g, (_, other: string) => given[other] ?? ''),
    ]);
    const own = { DJAUDIT_TOKEN: 'token-of-the-job', AWS_WEB_IDENTITY_TOKEN_FILE: token, AWS_REGION: account.region };
    try {
      const { text } = await shell(job?.script.join('\n') ?? '', { ...env, ...Object.fromEntries(variables), ...own });
      const report = JSON.parse(readFileSync(join(project, 'djaudit-report.json'), 'utf8')) as Report; // its schema is tested elsewhere
      expect(report.target.account?.role, text).toContain(':assumed-role/djaudit-gitlab/djaudit-7');
      expect(readFileSync(token, 'utf8')).toBe('token-of-the-job');
      expect(statSync(token).mode & 0o777).toBe(0o600);
      expect(text).not.toContain('token-of-the-job');
    } finally {
      await account.close();
    }
  });
});

describe('examples/github/compliance-report.yml', () => {
  interface Workflow {
    readonly jobs: { readonly report: { readonly steps: readonly { readonly run?: string }[] } };
  }
  const { jobs } = parse(readFileSync('examples/github/compliance-report.yml', 'utf8')) as Workflow; // GitHub's parser judges it
  const script = jobs.report.steps.find(({ run }) => run !== undefined)?.run ?? '';

  it('keeps the report with the earlier ones and renders all of them', async () => {
    const [bucket, reports] = [join(temp, 'bucket'), join(temp, 'reports')];
    for (const folder of [join(bucket, 'djaudit'), reports]) mkdirSync(folder, { recursive: true });
    program(
      'aws',
      `[ "$1 $2" = 's3 sync' ] || exit 9; from=\${3#s3://}; to=\${4#s3://}; mkdir -p "$to"; cp -r "$from/." "$to"`,
    );
    await djaudit(
      ['scan', '--offline', '--exit-zero', '--format', `json=${join(reports, 'report.json')}`],
      {},
      { cwd: project },
    );
    const today = (await shell('date -u +%F', {})).text.trim();
    const earlier = readFileSync(join(reports, 'report.json'), 'utf8').replace(
      /"startedAt": "[^"]*"/,
      '"startedAt": "2026-01-01T05:17:00.000Z"',
    );
    writeFileSync(join(bucket, 'djaudit', '2026-01-01.json'), earlier);
    const env = { BUCKET: bucket, DJAUDIT: resolve('bin/djaudit.js'), REPORTS: reports };
    const { code, text } = await shell(script, env);
    expect(code, text).toBe(0);
    expect(readdirSync(join(bucket, 'djaudit')).toSorted()).toEqual(['2026-01-01.json', `${today}.json`]);
    expect(readFileSync(join(project, 'compliance.html'), 'utf8')).toMatch(/^<!doctype html>/i);
  });
});
