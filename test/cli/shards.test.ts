import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.ts';
import { djaudit, type Run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'djaudit-shards-'));
cpSync('fixtures/demo', folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

const run = async (...args: readonly string[]): Promise<Run> => await djaudit(args, { cwd: folder });
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const reportIn = (name: string): Report => JSON.parse(read(name)) as Report; // our own
const DAY = ['--today', '2026-11-25'];
const SNAPSHOT = ['--snapshot', 'organisation.json'];
const timeless = (name: string): string => read(name).replace(/"startedAt": "[^"]*",\s+"durationMs": \d+/, '');

/** The demo's account three times, the last one in two regions. */
function organisation(): string {
  const demo = JSON.parse(read('account.json')) as Record<string, unknown> & {
    records: unknown[];
    accounts: unknown[];
  };
  const moved = (value: unknown, account: string, region: string): unknown =>
    JSON.parse(JSON.stringify(value).replaceAll('111122223333', account).replaceAll('eu-west-1', region));
  const places = [
    ['111122223333', 'eu-west-1'],
    ['222233334444', 'eu-central-1'],
    ['333344445555', 'eu-west-1'],
    ['333344445555', 'ap-south-1'],
  ] as const;
  const seen = new Set<string>();
  const records = places.flatMap(([account, region]) =>
    demo.records
      .map((record) => moved(record, account, region))
      .filter((record) => {
        const { name, scope } = record as { name: string; scope: object }; // of the fixture
        const key = JSON.stringify([name, scope]);
        return seen.has(key) ? false : seen.add(key);
      }),
  );
  const accounts = [
    ['111122223333', ['eu-west-1']],
    ['222233334444', ['eu-central-1']],
    ['333344445555', ['eu-west-1', 'ap-south-1']],
  ].map(([id, regions]) => ({ id, regions }));
  return JSON.stringify({ ...demo, accounts, records, notes: ['a note', 'a note'], requests: 12 });
}

async function parts(count: number, ...more: readonly string[]): Promise<readonly string[]> {
  const files = Array.from({ length: count }, (_, at) => `part-${at + 1}-of-${count}.json`);
  for (const [at, file] of files.entries()) {
    const { code, stderr } = await run(
      'scan',
      'shop',
      ...SNAPSHOT,
      ...DAY,
      ...more,
      '--shard',
      `${at + 1}/${count}`,
      '--format',
      `json=${file}`,
    );
    if (code !== 0) throw new Error(stderr);
  }
  return files;
}

const CONFIG = `exceptions:
  - { rule: rds-single-az, subject: 'arn:aws:rds:*', reason: "a test", owner: ops, until: 2027-01-01 }
  - { rule: rds-unencrypted, subject: 'arn:aws:rds:*:000000000000:*', reason: "covers nothing", owner: ops, until: 2027-01-01 }
owners:
  - { match: 'databases/*', owner: data }
`;

beforeAll(() => {
  writeFileSync(join(folder, 'organisation.json'), organisation());
});

describe('a scan in parts', () => {
  it.each([
    ['the deployment', []],
    ['all accounts', ['--scope', 'account']],
    ['exceptions, owners and severities', ['--scope', 'account', '--config', 'strict.yml', '--min-severity', 'medium']],
    ['some rules and a baseline', ['--only', 'rds-*', '--only', 's3-*', '--baseline', 'known.json']],
  ])('is joined to the report of one machine: %s', { timeout: 300_000 }, async (_, options) => {
    writeFileSync(join(folder, 'strict.yml'), CONFIG);
    writeFileSync(join(folder, 'known.json'), JSON.stringify({ schemaVersion: 1, findings: [] }));
    const whole = await run(
      'scan',
      'shop',
      ...SNAPSHOT,
      ...DAY,
      ...options,
      '--format',
      'json=whole.json',
      '--format',
      'sarif=whole.sarif',
    );
    for (const count of [1, 2, 3, 7]) {
      const files = await parts(count, ...options);
      const joined = await run(
        'report',
        ...files.toReversed(),
        '--format',
        'json=joined.json',
        '--format',
        'sarif=joined.sarif',
      );
      expect(timeless('joined.json')).toBe(timeless('whole.json'));
      expect(joined.code).toBe(whole.code);
      expect(joined.stderr.trimEnd().split('\n').at(-1)).toBe(whole.stderr.trimEnd().split('\n').at(-1));
      expect(reportIn('joined.json').results.length).toBeGreaterThan(10);
    }
  });

  it('has parts as the schema of reports says, in which nothing is judged', async () => {
    const [file = ''] = await parts(2);
    const validate = new Ajv2020({ strict: false }).compile(
      JSON.parse(readFileSync('schema/report-1.json', 'utf8')) as object,
    );
    const part = reportIn(file);
    validate(part);
    expect(validate.errors ?? []).toEqual([]);
    expect(part).toMatchObject({
      results: [],
      coverage: { complete: false, rulesRun: 0 },
      shard: { index: 1, count: 2, today: '2026-11-25' },
    });
    expect(part.coverage.rulesNotAssessed.length).toBe(part.rules.length);
  });

  it('says when it began first and ended last', async () => {
    const [first = '', second = ''] = await parts(2);
    for (const [file, startedAt, durationMs] of [
      [first, '2026-11-25T10:00:00.000Z', 5000],
      [second, '2026-11-25T10:00:01.000Z', 9000],
    ] as const)
      writeFileSync(join(folder, file), JSON.stringify({ ...reportIn(file), startedAt, durationMs }));
    await run('report', first, second, '--format', 'json=joined.json');
    expect(reportIn('joined.json')).toMatchObject({ startedAt: '2026-11-25T10:00:00.000Z', durationMs: 10_000 });
  });

  it('fails as the scan was told to, else as the report is', async () => {
    const files = await parts(2, '--fail-on', 'critical', '--only', 'rds-single-az', '--scope', 'account');
    const codes = await Promise.all([run('report', ...files), run('report', ...files, '--fail-on', 'low')]);
    expect(codes.map(({ code }) => code)).toEqual([0, 1]);
  });
});

describe('parts that are not one scan are refused in one line', () => {
  const joined = async (...files: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await run('report', ...files);
    expect([code, stdout]).toEqual([2, '']);
    return stderr;
  };
  const changed = (file: string, change: (report: Report & Required<Pick<Report, 'shard'>>) => unknown): string => {
    const report = reportIn(file);
    if (report.shard === undefined) throw new Error(`${file} is no part`);
    writeFileSync(join(folder, `changed-${file}`), JSON.stringify(change({ ...report, shard: report.shard })));
    return `changed-${file}`;
  };
  let files: readonly string[];
  beforeAll(async () => {
    files = await parts(3);
  });

  it('one that is missing', async () => {
    const [first = '', , third = ''] = files;
    expect(await joined(first, third)).toMatch(/part 2 of 3 is missing/);
    expect(await joined(first)).toMatch(/parts 2, 3 of 3 are missing/);
  });

  it('one that is there twice', async () => {
    const [first = '', second = '', third = ''] = files;
    cpSync(join(folder, second), join(folder, 'again.json'));
    expect(await joined(first, second, third, 'again.json')).toMatch(
      /(part-2-of-3|again)\.json and (part-2-of-3|again)\.json are both part 2 of 3/,
    );
  });

  it.each<[string, (report: Report & Required<Pick<Report, 'shard'>>) => unknown, RegExp]>([
    [
      'another version',
      (report) => ({ ...report, tool: { ...report.tool, version: '9.9.9' } }),
      /djaudit 9\.9\.9 wrote it/,
    ],
    [
      'another number of parts',
      (report) => ({ ...report, shard: { ...report.shard, count: 4 } }),
      /one of 4 parts, not of 3/,
    ],
    [
      'another day',
      (report) => ({ ...report, shard: { ...report.shard, today: '2026-11-26' } }),
      /of 2026-11-26, not of 2026-11-25 \(--today\)/,
    ],
    ...(['rules', 'configuration', 'repository', 'accounts'] as const).map(
      (name) =>
        [
          `another ${name}`,
          (report: Report & Required<Pick<Report, 'shard'>>) => ({
            ...report,
            shard: { ...report.shard, inputs: { ...report.shard.inputs, [name]: 'other' } },
          }),
          new RegExp(
            `is no part of the scan of part-1-of-3\\.json: it was scanned with .*${{ rules: 'rules', configuration: 'configuration', repository: 'repository', accounts: 'accounts' }[name]}`,
          ),
        ] satisfies [string, (report: Report & Required<Pick<Report, 'shard'>>) => unknown, RegExp],
    ),
  ])('one of %s', async (_, change, message) => {
    const [first = '', second = '', third = ''] = files;
    expect(await joined(first, second, changed(third, change))).toMatch(message);
  });

  it('where the repository is not what it was', async () => {
    const settings = join(folder, 'shop/kettle/settings/production.py');
    const before = readFileSync(settings, 'utf8');
    try {
      writeFileSync(settings, `${before}\nDEBUG = True\n`);
      expect(await joined(...files)).toMatch(
        /the parts are of the repository in shop, and another state of it is there now/,
      );
    } finally {
      writeFileSync(settings, before);
    }
  });

  it('where other commands take one for a report', async () => {
    const [first = ''] = files;
    const { code, stderr } = await run('diff', first, first);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/part-1-of-3\.json is part 1 of 3 of a scan: nothing is judged in it/),
    ]);
  });
});

describe('--shard', () => {
  const SCAN = ['scan', 'shop', ...SNAPSHOT] as const;
  it.each([
    [['--shard', '0/3', '--format', 'json=x.json'], /--shard cannot be "0\/3"/],
    [['--shard', '4/3', '--format', 'json=x.json'], /--shard cannot be "4\/3"/],
    [['--shard', 'one', '--format', 'json=x.json'], /--shard cannot be "one"/],
    [['--shard', '1/2'], /a part of a scan is written as JSON alone/],
    [
      ['--shard', '1/2', '--format', 'json=x.json', '--format', 'sarif=x.sarif'],
      /a part of a scan is written as JSON alone/,
    ],
    [['--shard', '1/2', '--format', 'json=x.json', '--fix'], /--shard and --fix exclude each other/],
  ])('%j is a mistake', async (options, message) => {
    const { code, stderr } = await run(...SCAN, ...options);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });

  it('takes an account', async () => {
    const { code, stderr } = await run('scan', 'shop', '--offline', '--shard', '1/2', '--format', 'json=x.json');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/--shard shares out the account, and there is none/)]);
  });
});
