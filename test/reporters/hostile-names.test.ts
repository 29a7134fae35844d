import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMAT_NAMES, type FormatName } from '../../src/cli/options/index.ts';
import type { Report } from '../../src/model/index.ts';
import { badAccount } from '../account/accounts/bad.ts';
import { type AccountOptions, type FakeAccount, startAccount } from '../account/index.ts';
import { djaudit } from '../built.ts';
import { folderWith } from '../repo/folder.ts';
import { HOSTILE, WORDS } from './hostile.ts';
import { CONTROL, commands, DECEPTIVE, elements, INERT } from './inert.ts';

/** What XML can carry, as AWS sends it. */
const IN_XML = HOSTILE.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]|\p{Surrogate}/gu, '');
/** What a file may be called. */
const NAMES = WORDS.map((word) =>
  word
    .replaceAll('/', '\u2215')
    .replaceAll(/\u0000|\p{Surrogate}/gu, '')
    .slice(0, 80),
);
const PYTHON = JSON.stringify(HOSTILE.replaceAll(/\p{Surrogate}|\u0000/gu, ''));

/** Names that are looked up again under the same name stay, and everything else that people choose is hostile. */
const CHOSEN = new Set([
  'Description',
  'GroupName',
  'GroupDescription',
  'DBName',
  'MasterUsername',
  'Comment',
  'AlarmDescription',
]);

function hostile({ answers, ...options }: AccountOptions): AccountOptions {
  const planted = Object.fromEntries(
    Object.entries(answers).map(([service, operations]) => [
      service,
      Object.fromEntries(
        Object.entries(operations as Readonly<Record<string, unknown>>).map(([operation, answer]) => [
          operation,
          async (...given: readonly unknown[]) =>
            plant(
              await (typeof answer === 'function'
                ? (answer as (...given: readonly unknown[]) => unknown)(...given)
                : answer),
            ),
        ]),
      ),
    ]),
  );
  return { ...options, answers: planted as AccountOptions['answers'] }; // the same answers with other names
}

function plant(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return CHOSEN.has(key) ? value + IN_XML : value;
  if (Array.isArray(value))
    return key === 'environment' ? [...value, { name: IN_XML, value: IN_XML }] : value.map((item) => plant(item, key));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = Object.entries(value);
  const isTag = entries.length === 2 && 'Key' in value && 'Value' in value;
  return Object.fromEntries(
    entries.map(([name, member]) => [
      name,
      isTag && name === 'Value' ? `${String(member)}${IN_XML}` : plant(member, name),
    ]),
  );
}

function hostileRepository(): string {
  const root = folderWith({
    'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")\n',
    'config/__init__.py': '',
    'config/settings.py': [
      'import os',
      'DEBUG = True',
      `SECRET_KEY = ${PYTHON}`,
      `ALLOWED_HOSTS = ["*", ${PYTHON}]`,
      `DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": ${PYTHON}, "HOST": os.environ[${PYTHON}]}, ${PYTHON}: {"ENGINE": "django.db.backends.sqlite3", "NAME": ${PYTHON}}}`,
      `CACHES = {${PYTHON}: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": ${PYTHON}}}`,
      `MIDDLEWARE = [${PYTHON}]`,
      `MEDIA_ROOT = ${PYTHON}`,
      '',
    ].join('\n'),
    'requirements.txt':
      'Django==3.2.1\nevil<script>==1\n-e git+https://evil.test/\u001b[31mx.git#egg=::error::x\ngunicorn\n',
    'infra/main.tf': `resource "aws_db_instance" "a" {\n  identifier = ${JSON.stringify(IN_XML)}\n  publicly_accessible = true\n  storage_encrypted = false\n}\n`,
    '.github/workflows/deploy.yml': `name: ${JSON.stringify(IN_XML)}\non: push\njobs:\n  "x ::error::y <b>":\n    runs-on: ubuntu-latest\n    steps:\n      - name: ${JSON.stringify(IN_XML)}\n        uses: aws-actions/configure-aws-credentials@v4\n        with:\n          aws-access-key-id: \${{ secrets.AWS_ACCESS_KEY_ID }}\n          aws-secret-access-key: \${{ secrets.AWS_SECRET_ACCESS_KEY }}\n`,
  });
  for (const name of NAMES) {
    mkdirSync(join(root, name), { recursive: true });
    writeFileSync(join(root, name, 'Dockerfile'), 'FROM python:3.7\nENV SECRET_KEY=abc\nCMD gunicorn config.wsgi\n');
    writeFileSync(
      join(root, name, 'docker-compose.yml'),
      `services:\n  ${JSON.stringify(name)}:\n    image: python:latest\n`,
    );
    writeFileSync(join(root, name, '.env'), 'DEBUG=1\n');
  }
  mkdirSync(Buffer.concat([Buffer.from(`${root}/broken`), Buffer.from([0xff, 0xfe])]));
  writeFileSync(
    Buffer.concat([Buffer.from(`${root}/broken`), Buffer.from([0xff, 0xfe]), Buffer.from('/Dockerfile')]),
    'FROM python:3.7\n',
  );
  execFileSync('git', ['init', '-q', root]);
  execFileSync('git', ['add', '-A'], { cwd: root });
  return root;
}

let root = '';
let out = '';
let account: FakeAccount | undefined;
const texts = new Map<FormatName, string>();
let stderr = '';
let ours: ReadonlySet<string> = new Set();

beforeAll(async () => {
  root = hostileRepository();
  out = mkdtempSync(join(tmpdir(), 'djaudit-out-'));
  account = await startAccount(hostile(badAccount()));
  const files = FORMAT_NAMES.flatMap((name) => ['--format', `${name}=${join(out, name)}`]);
  const scanned = await djaudit(
    ['scan', root, '--region', account.region, '--scope', 'account', '--verbose', '--no-progress', ...files],
    account.env(),
    { cwd: root },
  );
  stderr = scanned.stderr;
  if (scanned.code !== 1) throw new Error(`exit ${String(scanned.code)}: ${stderr}`);
  for (const name of FORMAT_NAMES) texts.set(name, readFileSync(join(out, name), 'utf8'));
  ours = elements((await djaudit(['demo', '--verbose', '--format', 'html'], {})).stdout);
}, 240_000);

afterAll(async () => {
  await account?.close();
  for (const folder of [root, out]) rmSync(folder, { recursive: true });
});

describe('a repository and an account whose names are hostile', () => {
  it('are read and judged', () => {
    const { results, coverage } = JSON.parse(texts.get('json') ?? '') as Report;
    const failing = results.filter(({ status }) => status === 'fail');
    expect(failing.length).toBeGreaterThan(50);
    expect(failing.filter(({ message }) => message.includes('onerror=alert')).length).toBeGreaterThan(5);
    expect(failing.some(({ location }) => location?.path.includes('<script>') === true)).toBe(true);
    expect(coverage.facts.filter(({ status }) => status === 'collected').length).toBeGreaterThan(40);
  });

  it.each(FORMAT_NAMES)('are inert in %s', (name) => {
    const text = texts.get(name) ?? '';
    expect(CONTROL.exec(text)).toBeNull();
    expect(DECEPTIVE.exec(text)).toBeNull();
    expect(commands(name, text)).toEqual([]);
    INERT[name](text, ours);
  });

  it('are inert on stderr', () => {
    expect(CONTROL.exec(stderr)).toBeNull();
    expect(stderr).not.toMatch(/^\s*::|##\[/m);
  });
});
