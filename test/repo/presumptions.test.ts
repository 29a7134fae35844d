import { expect, it } from 'vitest';
import type { EvaluatedSettings, Value } from '../../src/model/value.ts';
import { readRepository } from '../../src/repo/index.ts';
import { folderWith, PROJECT } from './folder.ts';

/** The settings that production has by default, of a project with these lines and these files. */
async function read(text: string, files: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, Value>> {
  const root = folderWith({ ...PROJECT, ...files, 'config/settings/production.py': `import os\n${text}` });
  const { records } = await readRepository(root, ['repository.settings']);
  const found = records[0]?.fact;
  if (found?.status !== 'collected') throw new Error(found?.reason ?? 'no record');
  return new Map((found.value as EvaluatedSettings).settings.map(({ name, value }) => [name, value]));
}

function usual(value: Value | undefined): unknown {
  const found = value?.status === 'oneOf' ? value.values.find(({ byDefault }) => byDefault) : undefined;
  return found?.value.status === 'known' ? [found.value.value, found.when] : undefined;
}

const IMAGE = (env: string) => ({
  Dockerfile: `FROM python:3.13\nENV ${env}\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "config.wsgi"]\n`,
});

it('an image that sets a variable decides what production has', async () => {
  const settings = await read('DEBUG = os.environ.get("STAGE", "dev") == "dev"\n', IMAGE('STAGE=prod'));

  expect(usual(settings.get('DEBUG'))).toEqual([
    false,
    'STAGE is set to something other than "dev", as Dockerfile:2 sets it',
  ]);
});

it('the text of the variable is the value where nothing more is done with it', async () => {
  const settings = await read('EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")\n', IMAGE('EMAIL_HOST=mail'));

  expect(usual(settings.get('EMAIL_HOST'))).toEqual(['mail', 'EMAIL_HOST is set, as Dockerfile:2 sets it']);
});

it('two files that set different texts decide nothing', async () => {
  const files = {
    ...IMAGE('STAGE=prod'),
    'compose.production.yml':
      'services:\n  web:\n    build: .\n    command: gunicorn config.wsgi\n    environment:\n      STAGE: staging\n',
  };
  const settings = await read('EMAIL_HOST = os.environ.get("STAGE", "dev")\n', files);

  expect(settings.get('EMAIL_HOST')).toMatchObject({ status: 'fromEnv', default: 'dev' });
});

it('a secret is set, and its text is not told', async () => {
  const settings = await read(
    'DEBUG = "API_TOKEN" not in os.environ\nEMAIL_HOST = os.environ.get("API_TOKEN", "x")\n',
    IMAGE('API_TOKEN=f3b1c4d5e6a7b8c9d0e1f2a3b4c5d6e7'),
  );

  expect(usual(settings.get('DEBUG'))).toEqual([false, 'API_TOKEN is set, as Dockerfile:2 sets it']);
  expect(JSON.stringify([...settings])).not.toContain('f3b1c4d5');
});

it('Elastic Beanstalk sets the address of the database', async () => {
  const settings = await read('DEBUG = "RDS_HOSTNAME" not in os.environ\n', {
    '.ebextensions/01.config':
      'option_settings:\n  aws:elasticbeanstalk:container:python:\n    WSGIPath: config.wsgi:application\n',
  });

  expect(usual(settings.get('DEBUG'))).toEqual([false, 'RDS_HOSTNAME is set, as Elastic Beanstalk sets it']);
});

it('nothing is presumed of a project that only has settings', async () => {
  const settings = await read('DEBUG = "RDS_HOSTNAME" not in os.environ\n', {});

  expect(usual(settings.get('DEBUG'))).toEqual([true, 'RDS_HOSTNAME is not set']);
});
