import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.ts';
import { djaudit } from './run.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'djaudit-exceptions-'));
  cpSync('fixtures/demo', folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const scan = (format: string, ...more: readonly string[]) =>
  djaudit(['scan', 'shop', '--snapshot', 'account.json', '--today', '2026-11-25', '--format', format, ...more], {
    cwd: folder,
  });

async function report(...more: readonly string[]): Promise<Report> {
  return JSON.parse((await scan('json', ...more)).stdout) as Report; // its schema is tested elsewhere
}

const statuses = ({ results }: Report, rule: string) =>
  results.filter((result) => result.rule === rule).map(({ status }) => status);
const notesOf = ({ coverage }: Report, path: string) =>
  coverage.notes.filter((note) => note.path.startsWith(path)).map(({ message }) => message);

/** Puts a comment at the end of the line that holds a text, or on a line of its own above it. */
function comment(file: string, line: string, text: string, where: 'beside' | 'above'): void {
  const path = join(folder, 'shop', file);
  const lines = readFileSync(path, 'utf8').split('\n');
  const at = lines.findIndex((one) => one.includes(line));
  expect(at, `${file} holds ${line}`).toBeGreaterThanOrEqual(0);
  if (where === 'above') lines.splice(at, 0, text);
  else lines[at] = `${lines[at] ?? ''}  ${text}`;
  writeFileSync(path, lines.join('\n'));
}

const until = 'until=2027-03-31 -- we know';

describe('a comment accepts a finding', () => {
  it.each<[string, string, string, string, 'beside' | 'above']>([
    ['Python', 'logging-to-file', 'kettle/settings/production.py', 'LOGGING = ', 'above'],
    ['Dockerfile', 'dockerfile-root', 'Dockerfile', 'FROM ', 'above'],
    ['YAML', 'deploy-without-tests', '.github/workflows/deploy.yml', '', 'beside'],
    ['requirements', 'gunicorn-vulnerable', 'requirements.txt', 'gunicorn==', 'beside'],
    ['HCL', 'terraform-state-unsafe', 'infra/main.tf', '', 'above'],
    ['shell', 'migrate-in-entrypoint', 'docker-entrypoint.sh', 'migrate', 'beside'],
    ['.ebextensions', 'eb-migrate-every-instance', '.ebextensions/01-staging.config', 'migrate', 'above'],
  ])('in %s', async (_, rule, file, line, where) => {
    const before = await report('--only', rule);
    const place = before.results.find(({ status }) => status === 'fail')?.location;
    expect(place?.path).toBe(file);
    const lines = readFileSync(join(folder, 'shop', file), 'utf8').split('\n');
    const target = line === '' ? (lines[(place?.line ?? 1) - 1] ?? '') : line;
    const at = lines.findIndex((one, index) => one.includes(target) && index + 1 >= (place?.line ?? 1));
    comment(file, lines[at] ?? '', `# djaudit: ignore[${rule}] ${until}`, where);
    const after = await report('--only', rule);
    expect(statuses(after, rule)).toContain('suppressed');
    expect(statuses(after, rule)).not.toContain('fail');
    expect(notesOf(after, file)).toEqual([]);
  });

  it('is counted and listed in every report, and never in SARIF', async () => {
    comment('requirements.txt', 'gunicorn==', `# djaudit: ignore[gunicorn-vulnerable] ${until}`, 'beside');
    const { summary, results } = await report();
    expect(summary.suppressed).toBe(1);
    expect(results.find(({ status }) => status === 'suppressed')?.suppression).toEqual({
      reason: 'we know',
      until: '2027-03-31',
      source: 'requirements.txt:6',
    });
    for (const format of ['terminal', 'markdown', 'junit']) {
      expect((await scan(format)).stdout, format).toContain('we know');
    }
    const log = (await scan('sarif')).stdout;
    expect(log.includes('"ruleId":"gunicorn-vulnerable"')).toBe(false);
  });

  it('that has run out covers nothing, and the finding says so', async () => {
    comment(
      'requirements.txt',
      'gunicorn==',
      '# djaudit: ignore[gunicorn-vulnerable] until=2026-11-24 -- soon',
      'beside',
    );
    const found = await report();
    expect(statuses(found, 'gunicorn-vulnerable')).toEqual(['fail']);
    expect(notesOf(found, 'requirements.txt:6')).toEqual([
      'the exception for gunicorn-vulnerable expired on 2026-11-24: the finding is back',
    ]);
  });

  it.each<[string, string, string]>([
    [
      'covers nothing',
      `# djaudit: ignore[rds-public] ${until}`,
      'the exception for rds-public covers no finding: remove it',
    ],
    [
      'misspells a rule',
      `# djaudit: ignore[rds-publik] ${until}`,
      'there is no rule "rds-publik"; did you mean rds-public?',
    ],
    [
      'gives no reason',
      '# djaudit: ignore[no-load-test]',
      'the exception for no-load-test gives no reason: add -- and the reason',
    ],
    [
      'has no end for what is high',
      '# djaudit: ignore[rds-public] -- for ever',
      'an exception for rds-public (high) needs an end: until=2027-03-31',
    ],
    [
      'names no day',
      '# djaudit: ignore[no-load-test] until=2027-02-30 -- x',
      'there is no day 2027-02-30: until=2027-03-31',
    ],
    [
      'is none',
      '# djaudit: ignroe[no-load-test] -- x',
      'the comment is not understood: # djaudit: ignore[rule-id] until=2027-03-31 -- reason',
    ],
  ])('that %s is a warning, in a file without findings too', async (_, text, message) => {
    comment('orders/tasks.py', 'import', text, 'above');
    expect(notesOf(await report(), 'orders/tasks.py:')).toEqual([message]);
  });

  it('for a rule that was not chosen is neither misspelt nor unused', async () => {
    comment('requirements.txt', 'gunicorn==', `# djaudit: ignore[gunicorn-vulnerable] ${until}`, 'beside');
    const { coverage } = await report('--only', 'debug-true');
    expect(coverage.notes.filter(({ path }) => path.startsWith('requirements.txt'))).toEqual([]);
  });
});

describe('an exception in djaudit.yml', () => {
  const configure = (text: string) => writeFileSync(join(folder, 'shop/djaudit.yml'), text);

  it('covers exactly what it names, or what its glob does', async () => {
    configure(
      'exceptions:\n  - { rule: no-alb-alarms, subject: kettle-production, reason: we know }\n  - { rule: "sentry-*", subject: "*", reason: x y z }',
    );
    const { stderr } = await scan('json');
    expect(stderr).toContain('djaudit.yml:3:13: there is no rule "sentry-*"');
    configure('exceptions:\n  - { rule: no-alb-alarms, subject: kettle-production, reason: we know }');
    expect(statuses(await report(), 'no-alb-alarms').toSorted()).toEqual(['fail', 'suppressed']);
    configure("exceptions:\n  - { rule: no-alb-alarms, subject: '*', reason: we know }");
    expect(statuses(await report(), 'no-alb-alarms')).toEqual(['suppressed', 'suppressed']);
  });

  it('that covers nothing is a warning with its line', async () => {
    configure('failOn: high\nexceptions:\n  - { rule: no-alb-alarms, subject: nobody, reason: we know }');
    expect(notesOf(await report(), 'djaudit.yml:3')).toEqual([
      'the exception for no-alb-alarms covers no finding: remove it',
    ]);
  });
});

describe('an option that is looser than the rule by itself', () => {
  it('is named in the evidence and beside the controls', async () => {
    writeFileSync(
      join(folder, 'shop/djaudit.yml'),
      'rules:\n  rds-backup-retention-short:\n    options: { minimumDays: 1 }\n  rds-engine-eol:\n    options: { noticeDays: 365 }\n',
    );
    const found = await report('--only', 'rds-backup-retention-short', '--only', 'rds-engine-eol');
    expect(notesOf(found, 'djaudit.yml')).toEqual([
      'rds-backup-retention-short is judged with minimumDays 1, looser than its own 7: less than AWS Foundational Security Best Practices RDS.11, AWS Well-Architected Framework REL09, SOC 2 A1.2 may ask for',
    ]);
    const [passed] = found.results.filter(({ rule }) => rule === 'rds-backup-retention-short');
    expect(passed?.evidence).toContainEqual({
      label: 'minimumDays',
      value: "1; the rule's own is 7, which asks for more",
      source: 'djaudit.yml',
    });
  });
});
