import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FORMAT_NAMES } from '../../src/cli/options/index.ts';
import { djaudit } from './run.ts';

const SHOP = resolve('fixtures/demo/shop');
const folder = mkdtempSync(join(tmpdir(), 'djaudit-mistakes-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'text.json'), 'no JSON');
writeFileSync(join(folder, 'empty.json'), '{}');
writeFileSync(join(folder, 'newer.json'), '{"schemaVersion": 2}');

/** Every mistake is one line on stderr that begins with our name, exit 2, and nothing is on stdout. */
async function mistake(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code, stdout, stderr } = await djaudit(args, { cwd: folder, env });
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^djaudit: .*\n$/);
  expect(code).toBe(2);
  return stderr.slice('djaudit: '.length).trimEnd();
}

describe('a mistake is one line with its remedy', () => {
  it('a settings module that is not there', async () => {
    const remedy = 'Name it as DJANGO_SETTINGS_MODULE does, with --settings or `settings` in djaudit.yml';
    for (const module of ['kettle.nope', 'nope', 'kettle.settings.prodction'])
      expect(await mistake(['scan', SHOP, '--offline', '--settings', module])).toBe(
        `there is no settings module ${module} in the repository. ${remedy}`,
      );
  });

  it.each<[string, string]>([
    ['', 'name a command. djaudit scan, for example; djaudit --help lists them'],
    ['scna', 'there is no command "scna"; did you mean djaudit scan?'],
    ['--profile prod', 'name a command before --profile. djaudit scan, for example; djaudit --help lists them'],
    ['scan --formt json', 'scan has no option --formt; did you mean --format?'],
    ['scan --fial-on=high', 'scan has no option --fial-on; did you mean --fail-on?'],
    ['scan . other', 'scan takes no further argument "other". Usage: djaudit scan [path]'],
    [
      'scan --fail-on hgih',
      '--fail-on cannot be "hgih"; did you mean high? It is one of critical, high, medium, low, info',
    ],
    [
      'scan --goal dta',
      '--goal cannot be "dta"; did you mean data? It is one of resilience, deployment, staging, data, errors, observability, scaling',
    ],
    ['scan --profile', '--profile needs a value. Write --profile VALUE'],
    ['scan --profile=', '--profile needs a value. Write --profile VALUE'],
    ['scan --profile a --profile b', '--profile is given twice. Give it once'],
    ['scan --format jsn', `--format cannot be "jsn"; did you mean json? It is one of ${FORMAT_NAMES.join(', ')}`],
    ['scan --format json=', '--format json= names no file. Write --format json or --format json=FILE'],
    [
      'scan --format json --format sarif',
      'json and sarif cannot both be written to stdout. Name a file: --format sarif=FILE',
    ],
    ['scan --format json=a --format sarif=a', 'two formats cannot be written to a. Name two files'],
    [
      'scan --format json=out/djaudit.json',
      'djaudit.json is the name of the configuration. Name another file, as djaudit-report.json',
    ],
    ['scan --format json=a --output b', '--output has no format left to write: each one names its own file'],
    ['scan --only rds-publik', '--only rds-publik names no rule; did you mean rds-public?'],
    ['scan --skip zzzzzzzzzzzz*', '--skip zzzzzzzzzzzz* names no rule. djaudit rules lists them'],
    [
      'scan --only rds-public --topic https',
      'the options choose no rule. djaudit rules lists them; loosen --only, --skip, --goal or --topic',
    ],
    [
      'scan --today 2026-02-30',
      expect.stringMatching(/^--today cannot be "2026-02-30"\. Write a day as /) as unknown as string,
    ],
    [
      'scan --offline --profile prod',
      '--offline and --profile exclude each other: --offline sends no request. Leave out one of them',
    ],
    [
      'scan --snapshot a --region eu-west-1',
      '--snapshot and --region exclude each other: --snapshot sends no request. Leave out one of them',
    ],
    [
      'scan nowhere --offline',
      expect.stringMatching(/nowhere is not there\. Give the folder of the project\.$/) as unknown as string,
    ],
    [
      'scan --config missing.yml',
      expect.stringMatching(
        /^--config .*missing\.yml is not there\. Name a file that you may read$/,
      ) as unknown as string,
    ],
    ['scan --environment prod', '--environment prod: djaudit.yml has no environments. djaudit init writes a file'],
    [
      'scan --baseline none.json',
      'the baseline none.json cannot be read. djaudit baseline --output none.json writes it',
    ],
    [
      'scan --baseline empty.json',
      'empty.json is no baseline of djaudit. djaudit baseline --output empty.json writes one',
    ],
    ['explain', 'something is missing. Usage: djaudit explain <id>'],
    ['explain debug-treu', 'there is no rule "debug-treu"; did you mean debug-true?'],
    ['report', 'no report is named. djaudit report FILE, or --history FOLDER'],
    ['report text.json', 'text.json is no JSON. djaudit scan --format json=FILE writes one'],
    ['report empty.json', 'empty.json is no report of djaudit. djaudit scan --format json=FILE writes one'],
    [
      'report newer.json',
      'newer.json is a report of version 2, which this djaudit does not read. djaudit scan --format json=FILE writes one',
    ],
    [
      'report --history nowhere',
      '--history nowhere is no folder that can be read. Name a folder of saved JSON reports',
    ],
    ['completion tcsh', 'there is no completion for "tcsh". It is one of bash, zsh, fish'],
  ])('%s', async (args, line) => {
    expect(await mistake(args.split(' ').filter((word) => word !== ''))).toEqual(line);
  });

  it('an empty folder without credentials says what it needs', async () => {
    expect(await mistake(['scan'])).toBe(
      'there is no Django project in . and no account to audit (no AWS credentials). Name the folder of the project, or give AWS credentials: --profile NAME, AWS_PROFILE, or --snapshot FILE',
    );
  });

  it('half-set credentials are a mistake, not a scan without the account', async () => {
    const line = await mistake(['scan'], { AWS_ACCESS_KEY_ID: 'AKIA', AWS_REGION: 'eu-west-1' });
    expect(line).toContain('credentials');
    expect(line).toContain('AWS_SECRET_ACCESS_KEY');
  });

  it('a name with escape sequences stays one line', async () => {
    expect(await mistake(['scan', '--format', 'x\u001b[31m\ny'])).toMatch(/^--format cannot be "x\[31m y"/);
  });
});

/** djaudit.yml by the line that explains it. */
describe('a mistake in djaudit.yml says where, and what to write', () => {
  it.each<[string, string]>([
    [
      'failOn: hgih',
      '1:9: failOn cannot be "hgih"; did you mean high?; it is one of critical, high, medium, low, info',
    ],
    ['failON: high', '1:1: there is no key "failON" here; did you mean failOn?'],
    ['failOnIncomplete: maybe', '1:19: failOnIncomplete must be true or false'],
    [
      'goals: [dta]',
      '1:9: 0 cannot be "dta"; did you mean data?; it is one of resilience, deployment, staging, data, errors, observability, scaling',
    ],
    ['goals: data', '1:8: goals must be a list'],
    ['scope: all', '1:8: scope cannot be "all"; it is one of deployment, account'],
    ['rules:\n  rds-publik: low', '2:3: there is no rule "rds-publik"; did you mean rds-public?'],
    [
      'rules:\n  rds-public: lo',
      '2:15: rds-public cannot be "lo"; did you mean low?; it is one of critical, high, medium, low, info, off',
    ],
    ['rules:\n  rds-public: {severty: low}', '2:16: there is no key "severty" here; did you mean severity?'],
    ['exceptions:\n  - rule: ssh-open\n    subject: x', '2:5: reason is missing'],
    [
      'exceptions:\n  - rule: ssh-open\n    subject: x\n    reason: why not',
      '2:5: an exception for ssh-open (high) needs an end: until: 2027-03-31',
    ],
    [
      'exceptions:\n  - rule: ssh-opne\n    subject: x\n    reason: why not',
      '2:11: there is no rule "ssh-opne"; did you mean ssh-open?',
    ],
    [
      'exceptions:\n  - rule: ssh-open\n    subject: x\n    reason: why not\n    until: 2027-02-30',
      '5:12: there is no day 2027-02-30',
    ],
    [
      'exceptions:\n  - rule: ssh-open\n    subject: x\n    reason: why not\n    until: soon',
      '5:12: until must be a day as 2027-03-31',
    ],
    [
      'exceptions:\n  - rule: ssh-open\n    subjects: x\n    reason: why not',
      '3:5: there is no key "subjects" here; did you mean subject?',
    ],
    ['exceptions: {}', '1:13: exceptions must be a list'],
    [
      'rules:\n  rds-backup-retention-short:\n    options: {minimumDay: 3}',
      '3:15: rds-backup-retention-short has no option "minimumDay"; did you mean minimumDays?',
    ],
    [
      'rules:\n  rds-backup-retention-short:\n    options:\n      minimumDays: 99',
      '4:20: minimumDays must be between 1 and 35',
    ],
    [
      'rules:\n  rds-backup-retention-short:\n    options:\n      minimumDays: a week',
      '4:20: minimumDays must be a whole number',
    ],
    ['rules:\n  rds-public:\n    options: {days: 3}', '3:15: rds-public has no options'],
    ['plugins: ./acme.mjs', '1:10: plugins must be a list'],
    ['plugin: [./acme.mjs]', '1:1: there is no key "plugin" here; did you mean plugins?'],
    [
      'plugins: [./acme.mjs]',
      '1:1: plug-ins are code, and no code of a repository is run unasked. Read them, then add --allow-plugins',
    ],
    ['environments:\n  prod:\n    variables: [DEBUG]', '3:16: variables must be a mapping'],
    [
      'attestations:\n  - name: uptme\n    attests: UptimeRobot\n    owner: web\n    until: 2027-03-31',
      '2:11: name cannot be "uptme"; did you mean uptime?; it is one of uptime, error-tracking, load-test',
    ],
    ['attestations:\n  - name: uptime\n    attests: UptimeRobot\n    owner: web', '2:5: until is missing'],
    ['attestations:\n  - name: uptime\n    attests: UptimeRobot\n    until: 2027-03-31', '2:5: owner is missing'],
    [
      'attestations:\n  - name: uptime\n    attests: UptimeRobot\n    owner: web\n    until: 2027-02-30',
      '5:12: there is no day 2027-02-30',
    ],
    [
      'attestations:\n  - name: uptime\n    attest: UptimeRobot\n    owner: web\n    until: 2027-03-31',
      '3:5: there is no key "attest" here; did you mean attests?',
    ],
    ['owners:\n  - match: x', '2:5: owner is missing'],
    ['environments:\n  prod:\n    profil: x', '3:5: there is no key "profil" here; did you mean profile?'],
    ['environments: [prod]', '1:15: environments must be a mapping'],
    ['- a', '1:1: the file must be a mapping'],
  ])('%s', async (text, message) => {
    writeFileSync(join(folder, 'djaudit.yml'), text);
    try {
      expect(await mistake(['scan', '--offline'])).toBe(`djaudit.yml:${message}`);
    } finally {
      rmSync(join(folder, 'djaudit.yml'));
    }
  });

  it('that is no YAML', async () => {
    writeFileSync(join(folder, 'broken.yml'), 'failOn: [high');
    expect(await mistake(['scan', '--config', 'broken.yml'])).toMatch(/^broken\.yml:1:\d+: /);
  });
});
