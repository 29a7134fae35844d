import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type FakeAccount, startAccount } from '../account/index.ts';
import { djaudit, type Run } from '../cli/run.ts';
import { folderWith, PROJECT } from '../repo/folder.ts';
import { Garden, type Kind } from './canaries.ts';
import { Detector } from './traces.ts';

type Plant = (kind: Kind, what?: string) => string;

/** Runs a command on files in which secrets stand; `said` must be in what it writes, and no secret may be. */
async function silent(
  files: (plant: Plant) => Readonly<Record<string, string>>,
  args: readonly string[],
  said: string,
  env: (plant: Plant) => Readonly<Record<string, string>> = () => ({}),
): Promise<Run> {
  const garden = new Garden();
  const plant: Plant = (kind, what = kind) => garden.at(what, kind);
  const cwd = folderWith({ ...PROJECT, ...files(plant) });
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(process.cwd(), join(cwd, 'node_modules/djaudit'));
  const outcome = await djaudit(args, { cwd, env: env(plant) });
  const written = outcome.stdout + outcome.stderr;
  expect(new Detector(garden.canaries).find(written).map(({ canary, around }) => `${canary.place}: ${around}`)).toEqual(
    [],
  );
  expect(written.includes(said) ? said : `${outcome.stderr}\n${outcome.stdout.slice(0, 2_000)}`).toBe(said);
  return outcome;
}

const SCAN = ['scan', '--offline', '--verbose', '--format', 'json'];

/** What a parser quotes when it stumbles. */
const BROKEN: Readonly<Record<string, readonly [path: string, text: (plant: Plant) => string, said: string]>> = {
  'YAML with a tab': [
    'docker-compose.prod.yml',
    (p) => `services:\n  web:\n\tSECRET_KEY: ${p('word')}\n  x: *${p('mixed')}\n`,
    'docker-compose.prod.yml',
  ],
  'YAML with a quote that is not closed': [
    '.github/workflows/a.yml',
    (p) => `on: push\nenv:\n  TOKEN: "${p('word')}\njobs: {${p('github')}\n`,
    '.github/workflows/a.yml',
  ],
  'an alias that is none': [
    'docker-compose.prod.yml',
    (p) => `services:\n  web: {environment: {DB_PASSWORD: *${p('word')}}}\n`,
    'docker-compose.prod.yml',
  ],
  'TOML with a key that stands twice': [
    'pyproject.toml',
    (p) => `[tool.x]\npassword = "${p('word')}"\npassword = ${p('word', 'second')}\n${p('github')} = \n`,
    'pyproject.toml',
  ],
  'JSON that breaks off': [
    'taskdef.json',
    (p) => `{"containerDefinitions": [{"environment": [{"name": "SECRET_KEY", "value": "${p('word')}" "${p('github')}`,
    'taskdef.json',
  ],
  HCL: ['main.tf', (p) => `resource "x" "y" {\n  password = "${p('word')}\n  token = ${p('github')}\n`, 'main.tf'],
  Python: [
    'config/settings/production.py',
    (p) => `from .base import *\nSECRET_KEY = '${p('django')}\nAPI_TOKEN = ${p('github')} 1\n`,
    'config/settings/production.py',
  ],
  'a Dockerfile': ['Dockerfile', (p) => `FROM x\nENVV SECRET_KEY=${p('word')}\nCMD [${p('github')}\n`, 'Dockerfile'],
  requirements: [
    'requirements.txt',
    (p) => `Django==${p('github')}\nhttps://x:${p('word')}@y/ z ;;\n--index-url=https://${p('mixed')}@z\n`,
    'requirements.txt',
  ],
};

describe('what cannot be read is named without its secrets', () => {
  it.each(Object.entries(BROKEN))('%s', async (_, [path, text, said]) => {
    await silent((plant) => ({ [path]: text(plant) }), SCAN, said);
  });

  it('the name of a file', async () => {
    const files = (p: Plant) => ({ [`${p('github')}/Dockerfile`]: 'FROM python:3.6\nCMD gunicorn config.wsgi\n' });
    await silent(files, SCAN, '***/Dockerfile');
  });
});

const PRODUCTION = 'config/settings/production.py';

/** Settings that do not load, or tell what they tripped over. */
const RAISING: Readonly<Record<string, (plant: Plant) => string>> = {
  'an exception with a literal': (p) => `raise ValueError('no postgres://x:${p('word')}@y, token ${p('github')}')\n`,
  'a number that is none': (p) => `PASSWORD = '${p('word')}'\nX = int(PASSWORD)\n`,
  'a number from a URL': (p) => `from urllib.parse import urlparse\nX = urlparse('redis://:${p('word')}/x@h/0').port\n`,
  'a key that is not there': (p) => `X = {}['${p('github')}']\n`,
  'an assertion': (p) => `API_TOKEN = '${p('word')}'\nassert API_TOKEN == 'x', f'wrong: {API_TOKEN}'\n`,
  'a module that is not there': (p) => `import ${p('github')}\n`,
};

describe('settings that do not load say why without their secrets', () => {
  it.each(Object.entries(RAISING))('%s', async (_, text) => {
    const files = (plant: Plant) => ({ [PRODUCTION]: `from .base import *\n${text(plant)}Z = 1\n` });
    await silent(files, ['settings', '--settings', 'config.settings.production', '--format', 'json'], PRODUCTION);
    await silent(files, SCAN, '"results"');
  });
});

describe('a mistake of the user is one line without secrets', () => {
  it.each<[string, (plant: Plant) => Readonly<Record<string, string>>, readonly string[], string]>([
    [
      'an environment that is no JSON',
      (p) => ({ 'x.json': `{"A": ${p('word')}` }),
      ['settings', '--env-file', 'x.json'],
      'no JSON',
    ],
    [
      'a list for an environment',
      (p) => ({ 'x.json': `["${p('word')}"]` }),
      ['settings', '--env-file', 'x.json'],
      'no JSON object',
    ],
    ['a configuration that is no YAML', (p) => ({ 'djaudit.yml': `failOn: [${p('word')}\n` }), ['scan'], 'djaudit.yml'],
    ['an unknown key', (p) => ({ 'djaudit.yml': `${p('github')}: 1\n` }), ['scan'], 'djaudit.yml'],
    ['a wrong value', (p) => ({ 'djaudit.yml': `failOn: ${p('github')}\n` }), ['scan'], 'djaudit.yml'],
    ['a rule that is none', (p) => ({ 'djaudit.yml': `rules: {${p('github')}: low}\n` }), ['scan'], 'djaudit.yml'],
    [
      'a baseline that is none',
      (p) => ({ 'b.json': `{"x": "${p('word')}"` }),
      ['scan', '--baseline', 'b.json'],
      'no baseline',
    ],
    [
      'a report that is none',
      (p) => ({ 'r.json': `{"schemaVersion": 1, "${p('github')}": ` }),
      ['report', 'r.json'],
      'r.json',
    ],
    [
      'a snapshot that is none',
      (p) => ({ 's.json': `{"x": "${p('word')}` }),
      ['scan', '--snapshot', 's.json'],
      's.json',
    ],
  ])('%s', async (_, files, args, said) => {
    const { code, stderr } = await silent(files, args, said);
    expect([code, stderr.trimEnd().split('\n').length]).toEqual([2, 1]);
  });
});

describe('a rule that throws', () => {
  it('is a defect that shows no secret', async () => {
    const plugin = (p: Plant) => `
import { definePlugin, defineRule } from 'djaudit/rules';
const docs = { title: 'Do it', why: 'because', how: 'so', fix: 'this', references: [] };
const rule = defineRule({ id: 'x-rule', topic: 'secrets', severity: 'low', docs, needs: ['repository.settings'],
  subjects: ({ repository }) => [{ ref: { kind: 'setting', id: 'X' }, all: repository.settings }],
  judge: (one) => { throw new Error('${p('github')} postgres://u:${p('word')}@h ' + JSON.stringify(one.all)); } });
export default definePlugin({ name: 'x', rules: [rule] });\n`;
    await silent(
      (p) => ({
        'plugin.mjs': plugin(p),
        'djaudit.yml': 'plugins: [./plugin.mjs]\n',
        [PRODUCTION]: `from .base import *\nDB_PASSWORD = '${p('word', 'setting')}'\n`,
      }),
      [...SCAN, '--allow-plugins'],
      'defect: rule x-rule',
    );
  });
});

describe('what AWS says', () => {
  let account: FakeAccount | undefined;
  afterEach(async () => {
    await account?.close();
    account = undefined;
  });

  it('echoes no secret', async () => {
    const message = (p: Plant) =>
      `Value ${p('github')} with password=${p('word')} at 'x' is not valid; arn:${p('mixed')}`;
    const echo = new Garden();
    const said = message((kind, what = kind) => echo.at(what, kind));
    const faults = [
      { service: 'rds', trouble: { error: { code: 'ValidationException', message: said, status: 400 } } },
      { service: 'ec2', trouble: { error: { code: 'AccessDenied', message: said, status: 403 } } },
    ] as const;
    account = await startAccount({ answers: {}, faults });
    const { stdout, stderr } = await djaudit(['scan', '--format', 'json', '--verbose'], {
      cwd: folderWith({}),
      env: { ...account.env() },
    });
    expect(stdout).toContain('ValidationException');
    expect(new Detector(echo.canaries).find(stdout + stderr)).toEqual([]);
  });

  it('refuses without telling what it was given', async () => {
    account = await startAccount({ answers: {} });
    const { AWS_ENDPOINT_URL = '' } = account.env();
    const keys = (p: Plant) => ({
      AWS_ENDPOINT_URL,
      AWS_ACCESS_KEY_ID: p('accessKey'),
      AWS_SECRET_ACCESS_KEY: p('secretKey'),
      AWS_SESSION_TOKEN: p('base64'),
      AWS_REGION: 'eu-west-1',
    });
    await silent(() => ({}), ['scan'], 'credentials', keys);
    const role = ['--role-arn', 'arn:aws:iam::111122223333:role/x', '--external-id', 'placeholder'];
    await silent(() => ({}), ['scan', ...role], 'credentials', keys);
  });
});
