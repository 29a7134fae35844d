import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EvaluatedSettings } from '../../src/model/value.ts';
import { type Everything, readEverything } from './every-fact.ts';
import { factOf } from './fact.ts';
import { folderWith, PROJECT } from './folder.ts';

type Files = Readonly<Record<string, string>>;

async function read(files: Files, prepare: (root: string) => void = () => undefined): Promise<Everything> {
  const root = folderWith({ ...PROJECT, ...files });
  prepare(root);
  return await readEverything(root);
}

function messages({ notes }: Everything): string {
  return notes.map(({ path, message }) => `${path}: ${message}`).join('\n');
}

/** Ten aliases of ten aliases of …: a few lines that unfold to 10^levels values. */
function bomb(leaf: string, levels: number, wrap: (alias: string) => string): string {
  const lines = Array.from({ length: levels }, (_, at) => `x${at + 1}: &x${at + 1} ${wrap(`*x${at}`)}\n`);
  return `x0: &x0 ${leaf}\n${lines.join('')}`;
}

const listOf = (alias: string): string => `[${Array<string>(10).fill(alias).join(', ')}]`;
const mapOf = (alias: string): string => `{${Array.from({ length: 10 }, (_, at) => `k${at}: ${alias}`).join(', ')}}`;
const times = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('');

const ALIASES = 'aliases that unfold to too many';
const DEEP = 'nested too deeply';
const PACKAGED = 'from django.urls import include, path\n';

/** Files that would take forever, or all memory, if they were taken at their word; and what is said of them. */
const BAIT: Readonly<Record<string, readonly [files: Files, said: string]>> = {
  'aliases in a compose file': [
    { 'compose.prod.yml': `${bomb('x', 12, listOf)}services: {web: {environment: *x12, command: *x12}}\n` },
    `compose.prod.yml: line 7: has too many values, or ${ALIASES}`,
  ],
  'aliases in a List of manifests': [
    {
      'k8s/all.yaml': `apiVersion: v1\nkind: List\nitems:\n- &x0 {apiVersion: v1, kind: Pod, metadata: {name: x}}\n${times(12, (at) => `- &x${at + 1} {apiVersion: v1, kind: List, items: ${listOf(`*x${at}`)}}\n`)}`,
    },
    'k8s/all.yaml',
  ],
  "aliases in a chart's values": [
    { 'chart/Chart.yaml': 'name: x\n', 'chart/values.yaml': bomb('{password: hunter2hunter2}', 12, mapOf) },
    ALIASES,
  ],
  'aliases in CloudFormation': [
    {
      'template.yaml': `${bomb('x', 12, listOf)}Resources:\n${times(300, (at) => `  R${at}: {Type: AWS::S3::Bucket, Properties: {X: *x12}}\n`)}`,
    },
    ALIASES,
  ],
  'aliases in .ebextensions': [{ '.ebextensions/a.config': `${bomb('x', 12, mapOf)}option_settings: *x12\n` }, ALIASES],
  'aliases in a workflow': [
    { '.github/workflows/a.yml': `${bomb('{run: x}', 12, listOf)}on: push\njobs: {a: {steps: *x12, env: *x12}}\n` },
    ALIASES,
  ],
  'composite actions that call each other': [
    {
      '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    steps:\n${times(90, () => '    - uses: ./a\n')}`,
      'a/action.yml': `runs:\n  steps:\n${times(90, () => '  - uses: ./b\n')}`,
      'b/action.yml': `runs:\n  steps:\n${times(90, () => '  - run: x\n')}`,
    },
    'steps behind the first 2000 are not read',
  ],
  '20,000 brackets in YAML': [{ 'compose.prod.yml': '['.repeat(20_000) }, DEEP],
  '20,000 dashes in YAML': [{ 'compose.prod.yml': '- '.repeat(20_000) }, DEEP],
  '20,000 brackets in JSON': [{ 'taskdef.json': `{"containerDefinitions":${'['.repeat(20_000)}` }, DEEP],
  '20,000 brackets in TOML': [{ 'pyproject.toml': `x = ${'['.repeat(20_000)}` }, 'is not valid TOML'],
  '20,000 brackets in HCL': [{ 'main.tf': `locals {\n  x = ${'['.repeat(20_000)}${']'.repeat(20_000)}\n}\n` }, DEEP],
  '20,000 brackets in Python': [
    { 'config/settings/base.py': `X = ${'['.repeat(20_000)}${']'.repeat(20_000)}\n` },
    'config/settings/base.py has text that is no Python',
  ],
  'locals of Terraform that double': [
    {
      'main.tf': `locals {\n  a0 = ["xxxxxxxxxx"]\n${times(60, (at) => `  a${at + 1} = [local.a${at}, local.a${at}]\n  b${at + 1} = concat(local.a${at}, local.a${at})\n`)}}\nresource "aws_s3_bucket" "x" {\n  bucket = local.a60\n  tags = local.b60\n}\n`,
    },
    '',
  ],
  'modules of Terraform that call each other': [
    {
      'main.tf': times(10, (at) => `module "m${at}" {\n  source = "./m0"\n}\n`),
      ...Object.fromEntries(
        Array.from({ length: 9 }, (_, at) => [
          `m${at}/main.tf`,
          times(10, (one) => `module "m${one}" {\n  source = "../m${at + 1}"\n}\n`),
        ]),
      ),
    },
    '',
  ],
  'variables of an image that double': [
    { Dockerfile: `FROM python:3\nENV A0=xxxxxxxxxx\n${times(60, (at) => `ENV A${at + 1}=$A${at}$A${at}\n`)}` },
    '',
  ],
  'arguments of a script that double': [
    { 'deploy.sh': `#!/bin/sh\n${times(60, () => 'set -- "$@" "$@" x\n')}./run.sh "$@"\n` },
    '',
  ],
  'an image of 6,000 stages': [
    { Dockerfile: times(6_000, (at) => `FROM s${at} AS s${at + 1}\n`) },
    'has too many instructions for a Dockerfile',
  ],
  'bait for the expression that takes Helm out': [
    {
      'chart/Chart.yaml': 'name: x\n',
      'chart/templates/a.yaml': `kind: Pod\napiVersion: v1\n${'{{--}}'.repeat(60)}x\n`,
    },
    '',
  ],
  'bait for the expressions of requirements': [
    {
      'requirements.txt': `x ${' '.repeat(90_000)}y\n${'git+'.repeat(20_000)}\ngit+https://${'a@'.repeat(40_000)}\n./${'[a'.repeat(40_000)}\n${'a\\\n'.repeat(20_000)}\nDjango==5.2\n`,
    },
    '',
  ],
  'bait for the expressions of settings modules': [
    {
      'a.sh': `DJANGO_SETTINGS_MODULE${' '.repeat(90_000)}\n${'DJANGO_SETTINGS_MODULE=os.environ.get('.repeat(4_000)}`,
    },
    '',
  ],
  'parents of a GitLab job that extend each other': [
    {
      '.gitlab-ci.yml': `${times(30, (at) => `.j${at}: {extends: [${Array.from({ length: 20 }, (_, one) => `.j${(at + one + 1) % 30}`).join(', ')}]}\n`)}job: {extends: .j0}\n`,
    },
    '',
  ],
  'a URL configuration that includes itself': [
    {
      'config/settings/base.py': 'ROOT_URLCONF = "config.urls"\n',
      'config/urls.py': `${PACKAGED}a = b + b\nb = a + a\nurlpatterns = a + [path("x/", include("config.urls"))]\n`,
    },
    '',
  ],
  'URL configurations that include each other a hundred times': [
    {
      'config/settings/base.py': 'ROOT_URLCONF = "config.u0"\n',
      ...Object.fromEntries(
        Array.from({ length: 8 }, (_, at) => [
          `config/u${at}.py`,
          `${PACKAGED}urlpatterns = [${`path("a/", include("config.u${at + 1}")), `.repeat(100)}]\n`,
        ]),
      ),
    },
    '',
  ],
  'a gunicorn configuration that never ends': [
    { Procfile: 'web: gunicorn x\n', 'gunicorn.conf.py': 'workers = sum(range(10**12))\nbind = "x" * 10**10\n' },
    '',
  ],
  'commands without number for one gunicorn configuration': [
    {
      'compose.prod.yml': `services:\n${times(400, (at) => `  s${at}: {image: x, command: gunicorn x, environment: {A: "${at}"}}\n`)}`,
      'gunicorn.conf.py': 'workers = 2\n',
    },
    'is a gunicorn configuration under more than 300 sets of variables',
  ],
};

describe('bait is answered', () => {
  it.each(Object.entries(BAIT))('%s', async (_, [files, said]) => {
    const everything = await read(files);

    expect(everything.failed).toEqual([]);
    expect(messages(everything)).toContain(said);
    expect(messages(everything)).not.toContain(tmpdir());
  });
});

describe('settings are computed as far as that ends', () => {
  const settingsOf = async (files: Files): Promise<Readonly<Record<string, string>>> => {
    const { settings } = await factOf<EvaluatedSettings>({ ...PROJECT, ...files }, 'repository.settings');
    return Object.fromEntries(settings.map(({ name, value }) => [name, value.status]));
  };

  it('modules that import everything from each other in a circle', async () => {
    const files = {
      'config/settings/base.py': 'from .a import *\nX = 1\n',
      'config/settings/a.py': 'from .b import *\nA = 1\n',
      'config/settings/b.py': 'from .a import *\nfrom .base import *\nB = 1\n',
    };
    expect(await settingsOf(files)).toMatchObject({ X: 'known', A: 'known', B: 'known' });
  });

  it('loops to 10^12 and texts of 10^10', async () => {
    const text = 'X = 0\nfor i in range(10**12):\n    X += i\nY = "x" * 10**10\nZ = 1\n';
    expect(await settingsOf({ 'config/settings/base.py': text })).toMatchObject({
      X: 'unknown',
      Y: 'unknown',
      Z: 'known',
    });
  });

  it('300 independent branches', async () => {
    const text = `import os\n${times(300, (at) => `if os.environ.get("A${at}"):\n    X${at} = 1\nelse:\n    X${at} = 2\n`)}Z = 1\n`;
    expect(await settingsOf({ 'config/settings/base.py': text })).toMatchObject({
      X0: 'oneOf',
      X299: 'oneOf',
      Z: 'known',
    });
  });

  it('100,000 assignments', async () => {
    const statuses = await settingsOf({ 'config/settings/base.py': times(100_000, (at) => `X${at} = ${at}\n`) });
    expect(statuses).toMatchObject({ X0: 'known', X99999: 'known' });
  }, 120_000);
});

describe('files that are no texts of the work tree', () => {
  const SECRET = 'PASSWORD_OF_ANOTHER_PROJECT';
  const outside = mkdtempSync(join(tmpdir(), 'outside-'));
  writeFileSync(join(outside, 'settings.py'), `LEAKED = "${SECRET}"\n`);
  writeFileSync(join(outside, 'Dockerfile'), `FROM python:3\nENV LEAKED=${SECRET}\n`);

  it('links that lead out are not followed, and links that lead nowhere or in circles hold nothing up', async () => {
    const everything = await read({}, (root) => {
      symlinkSync(join(outside, 'Dockerfile'), join(root, 'Dockerfile'));
      symlinkSync(outside, join(root, 'deploy'));
      symlinkSync(join(outside, 'settings.py'), join(root, 'config/settings/production.py.link'));
      symlinkSync('circle-b', join(root, 'circle-a'));
      symlinkSync('circle-a', join(root, 'circle-b'));
      symlinkSync('.', join(root, 'self'));
      symlinkSync('nowhere', join(root, 'docker-compose.prod.yml'));
    });

    expect(everything.failed).toEqual([]);
    expect(JSON.stringify(everything.records)).not.toContain(SECRET);
    expect(messages(everything)).toContain('Dockerfile: leads out of the work tree: not read');
    expect(messages(everything)).toContain('docker-compose.prod.yml: is not there (a link to nothing?)');
  });

  it('settings do not import through a link that leads out', async () => {
    const everything = await read({ 'config/settings/production.py': 'from .stolen import *\nX = 1\n' }, (root) => {
      symlinkSync(join(outside, 'settings.py'), join(root, 'config/settings/stolen.py'));
    });
    expect(JSON.stringify(everything.records)).not.toContain(SECRET);
  });

  it('FIFOs are not waited for, devices not read', async () => {
    const everything = await read({}, (root) => {
      execFileSync('mkfifo', [join(root, 'Dockerfile'), join(root, '.env'), join(root, '.gitignore')]);
      symlinkSync('/dev/zero', join(root, 'requirements.txt'));
    });

    expect(everything.failed).toEqual([]);
    expect(messages(everything)).toContain('Dockerfile: is no file, folder or link: not read');
    expect(messages(everything)).toContain('requirements.txt: leads out of the work tree: not read');
  });

  it('a file of 1 GB is named and not read', async () => {
    const everything = await read(
      { 'docker-compose.prod.yml': '', 'config/settings/extra.py': '', Dockerfile: '' },
      (root) => {
        for (const name of ['docker-compose.prod.yml', 'Dockerfile', 'config/settings/extra.py'])
          truncateSync(join(root, name), 2 ** 30);
      },
    );

    expect(everything.failed).toEqual([]);
    expect(messages(everything)).toContain('Dockerfile: is too large: not read');
    expect(messages(everything)).toContain('docker-compose.prod.yml: is too large: not read');
  });

  it('invalid UTF-8, UTF-16 and binary files', async () => {
    const everything = await read({}, (root) => {
      writeFileSync(join(root, 'Dockerfile'), Buffer.from('FROM python:3\nENV A=\xff\xfe\n', 'latin1'));
      writeFileSync(
        join(root, 'docker-compose.prod.yml'),
        Buffer.from('\ufeffservices: {web: {image: x}}\n', 'utf16le'),
      );
      writeFileSync(join(root, 'Procfile'), Buffer.from([0, 1, 2, 3]));
      writeFileSync(join(root, 'requirements.txt'), Buffer.from([0xff, 0xfe, 0x00]));
    });
    const compose = everything.records.find(({ name }) => name === 'repository.composeFiles');

    expect(everything.failed).toEqual([]);
    expect(messages(everything)).toContain('Dockerfile: is not valid UTF-8');
    expect(messages(everything)).toContain('docker-compose.prod.yml: is UTF-16');
    expect(messages(everything)).toContain('Procfile: is binary: not read');
    expect(compose?.fact).toMatchObject({ value: [{ services: [{ name: 'web' }] }] });
  });

  it('names with control characters, and names that differ in case only', async () => {
    const everything = await read({
      'docker-compose.\u001b[31m\r\n.yml': 'services: {a: {image: x}}\n',
      '.env\u0007': 'A=1\n',
      Dockerfile: 'FROM python:3\nCMD ["gunicorn", "a"]\n',
      DOCKERFILE: 'FROM python:3\nCMD ["gunicorn", "b"]\n',
    });
    const files = everything.records.find(({ name }) => name === 'repository.dockerfiles');

    expect(everything.failed).toEqual([]);
    expect(files?.fact).toMatchObject({ value: [{ path: 'DOCKERFILE' }, { path: 'Dockerfile' }] });
  });

  it('folders without end', async () => {
    const deep = Array<string>(150).fill('d').join('/');
    const everything = await read({}, (root) => mkdirSync(join(root, deep), { recursive: true }));
    expect(messages(everything)).toContain('folders deeper than 100 are not read');
  });
});
