import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.ts';
import { type AccountOptions, type FakeAccount, startAccount } from '../account/index.ts';
import { crowd } from '../aws/crowd.ts';
import { djaudit, inShell, type Outcome, start } from '../built.ts';
import { folderWith, PROJECT } from '../repo/folder.ts';

let account: FakeAccount | undefined;
let folder: string;
beforeEach(() => {
  folder = folderWith(PROJECT);
});
afterEach(async () => {
  await account?.close();
  account = undefined;
});

/** Lines of ours, and no stack: whoever ran it did nothing that is a defect. */
function plainLines({ stderr }: Pick<Outcome, 'stderr'>): readonly string[] {
  const lines = stderr.trimEnd().split('\n');
  expect(lines.filter((line) => !line.startsWith('djaudit: '))).toEqual([]);
  expect(stderr).not.toContain('defect');
  return lines;
}

describe('an interrupt', () => {
  const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const ONLY = ['--region', 'eu-west-1', '--only', 'rds-public', '--only', 's3-block-public-access'];

  async function until(operation: string, options: Partial<AccountOptions>, args: readonly string[]) {
    const fake = await startAccount({ answers: crowd(1), ...options });
    account = fake;
    const running = start(args, fake.env(), { cwd: folder });
    while (!fake.requests.some((one) => one.operation === operation)) await new Promise((go) => setTimeout(go, 20));
    await new Promise((go) => setTimeout(go, 500)); // so that the others are answered
    return running;
  }
  const hanging = (service: 'rds' | 'sts') => ({ faults: [{ service, trouble: 'hang' as const }] });

  it.each(SIGNALS)('%s ends a scan with what was collected', async (signal) => {
    const args = ['scan', ...ONLY, '--scope', 'account', '--format', 'json', '--fail-on-incomplete'];
    const running = await until('DescribeDBInstances', hanging('rds'), args);
    running.signal(signal);
    const outcome = await running.outcome;
    const { coverage, results } = JSON.parse(outcome.stdout) as Report;
    expect(coverage).toMatchObject({ interrupted: true, complete: false });
    expect(results.filter(({ rule, status }) => rule === 'rds-public' && status !== 'unknown')).toEqual([]);
    const lines = plainLines(outcome);
    expect(lines).toContain('djaudit: interrupted: reporting what was collected; once more ends it at once');
    expect(lines.at(-1)).toContain('exit 3: ');
    expect(outcome.code).toBe(3);
  });

  it.each(SIGNALS)('%s ends collect with a snapshot that says so', async (signal) => {
    const running = await until('DescribeDBInstances', hanging('rds'), ['collect', ...ONLY, '--output', 'a.json']);
    running.signal(signal);
    const outcome = await running.outcome;
    expect(outcome.code).toBe(0);
    expect(plainLines(outcome).at(-1)).toContain('incomplete: it was interrupted');
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toContain('"interrupted": true');
  });

  it.each(SIGNALS)('%s for the second time ends the process, and leaves no half of a file', async (signal) => {
    const args = ['scan', ...ONLY, '--format', 'json=r.json'];
    const running = await until('GetCallerIdentity', hanging('sts'), args);
    running.signal(signal);
    running.signal(signal);
    const { code, stdout } = await running.outcome;
    expect([null, 2]).toContain(code); // the first was not heard when both came at once
    expect(stdout).toBe('');
    expect(readdirSync(folder)).toEqual(readdirSync(folderWith(PROJECT)));
  });

  it('before AWS has said who is asking leaves nothing to report', async () => {
    const running = await until('GetCallerIdentity', hanging('sts'), ['scan', ...ONLY]);
    running.signal('SIGTERM');
    const outcome = await running.outcome;
    expect([outcome.code, outcome.stdout]).toEqual([2, '']);
    expect(plainLines(outcome).at(-1)).toContain('interrupted before AWS said whose credentials these are');
  });
});

const SCAN = '"$DJAUDIT" scan --offline --only debug-true --only secret-key-hardcoded --exit-zero';

describe('a stream', () => {
  it.each([
    ['that is closed from the start', `${SCAN} >&-`, 0],
    ['whose reader has seen enough', `${SCAN} --format json | head -1 >/dev/null; exit "\${PIPESTATUS[0]}"`, 0],
    ['of errors that is closed', `${SCAN} 2>&- | grep -q djaudit; exit "\${PIPESTATUS[0]}"`, 0],
    ['of errors whose reader is gone', `set -o pipefail; { ${SCAN} --format json=r.json; } 2> >(exec true)`, 0],
    ['of errors on a full disk', `${SCAN} --format json=r.json 2>/dev/full`, 0],
    ['of errors on a full disk, with a mistake', '"$DJAUDIT" scan --no-such-option 2>/dev/full', 2],
  ])('%s changes no exit code', async (_, script, expected) => {
    const outcome = await inShell(script, {}, { cwd: folder });
    expect(outcome.code).toBe(expected);
    if (outcome.stderr !== '') plainLines(outcome);
    if (script.includes('r.json')) JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8'));
  });

  it.each([SCAN, '"$DJAUDIT" --help', '"$DJAUDIT" settings', '"$DJAUDIT" explain rds-public', '"$DJAUDIT" rules'])(
    'on a full disk is told in one line: %s',
    async (command) => {
      const outcome = await inShell(`${command} >/dev/full`, {}, { cwd: folder });
      expect(outcome.code).toBe(2);
      expect(plainLines(outcome)).toContain(
        'djaudit: the output could not be written: the disk is full. Write it to another place',
      );
    },
  );
});

describe('a file', () => {
  const write = async (file: string): Promise<Outcome> =>
    await djaudit(
      ['scan', '--offline', '--only', 'debug-true', '--exit-zero', '--format', `json=${file}`],
      {},
      { cwd: folder },
    );

  it.each([
    ['a folder', 'config', 'it is a folder'],
    ['below a file', 'manage.py/r.json', 'a part of its path is a file'],
    ['a full disk', '/dev/full', 'the disk is full'],
    ['a circle of links', 'circle', 'its links lead in a circle'],
    ['a name that is too long', `${'x'.repeat(300)}.json`, 'its name is too long'],
  ])('that is %s is named with the reason', async (_, file, why) => {
    symlinkSync('circle', join(folder, 'circle'));
    const before = readdirSync(folder);
    const outcome = await write(file);
    expect(outcome.code).toBe(2);
    expect(plainLines(outcome).join('\n')).toContain(`could not be written: ${why}. Name a file`);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('that does not fit leaves the old one whole, and nothing beside it', async () => {
    writeFileSync(join(folder, 'r.json'), 'the old one');
    const before = readdirSync(folder);
    const outcome = await inShell(`trap '' XFSZ; ulimit -f 1; ${SCAN} --format json=r.json`, {}, { cwd: folder });
    expect(outcome.code).toBe(2);
    expect(plainLines(outcome).join('\n')).toContain('r.json could not be written: files may not be that large here');
    expect(readFileSync(join(folder, 'r.json'), 'utf8')).toBe('the old one');
    expect(readdirSync(folder)).toEqual(before);
  });

  it('that is a link stays one, and keeps its mode', async () => {
    mkdirSync(join(folder, 'reports'));
    writeFileSync(join(folder, 'reports/1.json'), 'the old one');
    chmodSync(join(folder, 'reports/1.json'), 0o600);
    symlinkSync('reports/1.json', join(folder, 'latest.json'));
    const { code } = await write('latest.json');
    expect(code).toBe(0);
    expect(lstatSync(join(folder, 'latest.json')).isSymbolicLink()).toBe(true);
    expect(statSync(join(folder, 'reports/1.json')).mode & 0o777).toBe(0o600);
    JSON.parse(readFileSync(join(folder, 'reports/1.json'), 'utf8'));
  });

  it('that is /dev/stdout, or a pipe, is written where it leads', async () => {
    const script = `${SCAN} --format json=/dev/stdout >r.json && mkfifo pipe && { ${SCAN} --format json=pipe & cat pipe >p.json; wait; }`;
    const { code } = await inShell(script, {}, { cwd: folder });
    expect(code).toBe(0);
    for (const name of ['r.json', 'p.json']) JSON.parse(readFileSync(join(folder, name), 'utf8'));
    expect(lstatSync('/dev/stdout').isSymbolicLink()).toBe(true);
  });

  it('that cannot be written takes no other format with it', async () => {
    const args = ['--format', 'json=config', '--format', 'sarif=s.sarif', '--format', 'markdown'];
    const outcome = await djaudit(['scan', '--offline', '--only', 'debug-true', ...args], {}, { cwd: folder });
    expect(outcome.code).toBe(2);
    expect(outcome.stdout).toContain('djaudit');
    JSON.parse(readFileSync(join(folder, 's.sarif'), 'utf8'));
    expect(plainLines(outcome)).toContain(
      `djaudit: ${join(folder, 'config')} could not be written: it is a folder. Name a file in a folder that you may write to`,
    );
  });
});

describe('surroundings', () => {
  it.each([
    ['no home', `env -u HOME ${SCAN}`, 0],
    ['a home that is not there', `HOME=/nonexistent ${SCAN}`, 0],
    ['no folder for temporary files', `TMPDIR=/nonexistent ${SCAN}`, 0],
    ['an environment without anything', `env -i "$NODE" "$COMMAND" scan --offline --only debug-true --exit-zero`, 0],
  ])('%s', async (_, script, expected) => {
    const outcome = await inShell(script, {}, { cwd: folder });
    expect(outcome.code).toBe(expected);
    plainLines(outcome);
  });

  it('a working directory that is gone is one line', async () => {
    const outcome = await inShell(`mkdir gone && cd gone && rmdir ../gone && "$DJAUDIT" scan ..`, {}, { cwd: folder });
    expect([outcome.code, outcome.stdout]).toEqual([2, '']);
    expect(plainLines(outcome)).toEqual([
      'djaudit: the working directory is not there any more. Change to one that is',
    ]);
  });

  it.each([
    ['scan', '--snapshot', 'config'],
    ['scan', '--baseline', 'config'],
    ['scan', '--config', 'config'],
    ['report', 'config'],
    ['report', '--history', 'manage.py'],
    ['report', '--history', 'absent'],
    ['diff', 'config', 'manage.py'],
    ['scan', 'manage.py'],
    ['scan', 'absent'],
  ])('what cannot be read is one line: %s %s %s', async (...args) => {
    const outcome = await djaudit(args, {}, { cwd: folder });
    expect([outcome.code, outcome.stdout]).toEqual([2, '']);
    plainLines(outcome);
  });
});
