import { expect, it } from 'vitest';
import type { FactName } from '../../src/model/index.ts';
import type { AppProcess, Workflow } from '../../src/model/repository/index.ts';
import type { EvaluatedSettings, Value } from '../../src/model/value.ts';
import { readRepository } from '../../src/repo/index.ts';
import { folderWith, PROJECT } from './folder.ts';

async function fact<T>(files: Readonly<Record<string, string>>, name: FactName): Promise<T> {
  const { records } = await readRepository(folderWith({ ...PROJECT, ...files }), [name]);
  const found = records[0]?.fact;
  if (found?.status !== 'collected') throw new Error(found?.reason ?? 'no record');
  return found.value as T;
}

async function valueOf(files: Readonly<Record<string, string>>, name: string): Promise<Value | undefined> {
  const { settings } = await fact<EvaluatedSettings>(files, 'repository.settings');
  return settings.find((one) => one.name === name)?.value;
}

it('a package of the repository is imported by its name, wherever it lies', async () => {
  const files = {
    'common/setup.py': 'from setuptools import setup\nsetup(name="shop-common", packages=["shop_common"])\n',
    'common/shop_common/__init__.py': '',
    'common/shop_common/flags.py': 'TIME = "Europe/Rome"\n',
    'config/settings/production.py': 'from shop_common.flags import TIME\nTIME_ZONE = TIME\n',
  };

  expect(await valueOf(files, 'TIME_ZONE')).toEqual({ status: 'known', value: 'Europe/Rome' });
});

it('MIDDLEWARE_CLASSES serves in the Django that reads it', async () => {
  const files = (django: string) => ({
    'requirements.txt': `Django==${django}\n`,
    'config/settings/production.py': 'MIDDLEWARE_CLASSES = ("django.middleware.security.SecurityMiddleware",)\n',
  });

  expect(await valueOf(files('1.8.19'), 'MIDDLEWARE')).toEqual({
    status: 'known',
    value: ['django.middleware.security.SecurityMiddleware'],
  });
  expect(await valueOf(files('4.2.1'), 'MIDDLEWARE')).toEqual({ status: 'known', value: [] });
});

it('a container that is called as the folder of one image runs it', async () => {
  const image = (module: string) => `FROM python:3.13\nCOPY . .\nENTRYPOINT ["gunicorn"]\nCMD ["${module}"]\n`;
  const processes = await fact<readonly AppProcess[]>(
    {
      'src/django/Dockerfile': image('config.wsgi'),
      'src/api/Dockerfile': image('api.wsgi'),
      'infra/main.tf':
        'resource "aws_ecs_task_definition" "web" {\n  family = "web"\n  container_definitions = jsonencode([{ name = "django", image = var.image, command = ["--workers=4", "config.wsgi"] }])\n}\nvariable "image" {}\n',
    },
    'repository.processes',
  );

  expect(processes.find(({ artefact }) => artefact === 'terraform')).toMatchObject({
    kind: 'gunicorn',
    dockerfile: 'src/django/Dockerfile',
    gunicorn: { workers: { value: 4 } },
  });
});

it('another number of the same tasks is no deployment', async () => {
  const job = (options: string) => ({
    '.github/workflows/ops.yml': `on: push\njobs:\n  scale:\n    runs-on: ubuntu-latest\n    steps:\n      - run: aws ecs update-service --cluster shop --service web ${options}\n`,
  });
  const verbs = async (options: string) =>
    (await fact<readonly Workflow[]>(job(options), 'repository.workflows')).flatMap(({ jobs }) =>
      jobs.flatMap(({ steps }) => steps.map(({ deploys }) => deploys)),
    );

  expect(await verbs('--desired-count 0')).toEqual([undefined]);
  expect(await verbs('--desired-count 2 --force-new-deployment')).toEqual(['ecs update-service']);
});
