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

function usual(value: Value | undefined): readonly unknown[] | undefined {
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

it('what is done with a text is done with the one that is known', async () => {
  const text =
    'def on(name):\n    return os.environ.get(name, "no").strip().lower()[:1] in ("y", "t")\nDEBUG = on("FLAG")\n';

  expect(usual((await read(text, IMAGE('FLAG=True'))).get('DEBUG'))?.at(0)).toBe(true);
  expect(usual((await read(text, IMAGE('FLAG=False'))).get('DEBUG'))?.at(0)).toBe(false);
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

const TASK = (env: string, command = '') => `resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{
    name = "web", image = "1234.dkr.ecr.eu-west-1.amazonaws.com/shop:1", portMappings = [{ containerPort = 8000 }],
    ${command}
    environment = [{ name = "DJANGO_ENV", value = ${env} }, { name = "DB_HOST", value = aws_db_instance.main.address }],
    secrets = [{ name = "DJANGO_SECRET_KEY", valueFrom = aws_secretsmanager_secret.key.arn }]
  }])
}
variable "stage" {}
`;
const STAGED =
  'DEBUG = os.environ.get("DJANGO_ENV", "local") == "local"\nEMAIL_HOST = os.environ.get("DB_HOST", "localhost")\nUSE_TZ = "DJANGO_SECRET_KEY" in os.environ\n';

it('a task definition decides, with its secrets', async () => {
  const settings = await read(STAGED, { ...IMAGE('A=1'), 'infra/main.tf': TASK('"production"') });

  expect(usual(settings.get('DEBUG'))?.at(0)).toBe(false);
  expect(usual(settings.get('USE_TZ'))?.at(0)).toBe(true);
});

it('a variable whose text only Terraform knows is set, and decides nothing', async () => {
  const settings = await read(STAGED, { ...IMAGE('A=1'), 'infra/main.tf': TASK('var.stage') });

  expect(settings.get('DEBUG')).toMatchObject({
    status: 'oneOf',
    values: [{ byDefault: false }, { byDefault: false }],
  });
});

it('a container whose command is its image is told by its variables', async () => {
  const settings = await read(STAGED, { 'infra/main.tf': TASK('"production"') });

  expect(usual(settings.get('DEBUG'))?.at(0)).toBe(false);
});

it('another program that is served says nothing of the project', async () => {
  const other = TASK('"production"', 'command = ["uvicorn", "api.main:app"],').replaceAll('DJANGO_', 'API_');
  const settings = await read('DEBUG = "API_ENV" not in os.environ\n', { 'infra/main.tf': other });

  expect(usual(settings.get('DEBUG'))).toEqual([true, 'API_ENV is not set']);
});

it('a variable that one of two services leaves out is not presumed', async () => {
  const settings = await read('DEBUG = "DB_HOST" not in os.environ\n', {
    'infra/web/main.tf': TASK('"production"'),
    'infra/admin/main.tf': TASK('"production"').replace('{ name = "DB_HOST"', '{ name = "OTHER"'),
  });

  expect(usual(settings.get('DEBUG'))).toEqual([true, 'DB_HOST is not set']);
});

it('a compose file is no production where a platform is described', async () => {
  const settings = await read(STAGED, {
    ...IMAGE('A=1'),
    'infra/main.tf': TASK('"production"'),
    'docker-compose.yml':
      'services:\n  web:\n    build: .\n    command: gunicorn config.wsgi\n    environment:\n      DJANGO_ENV: local\n',
  });

  expect(usual(settings.get('DEBUG'))?.at(0)).toBe(false);
});

it('what a template of Helm may give is not presumed', async () => {
  const chart = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: web
          image: "{{ .Values.image }}"
          command: ["gunicorn", "config.wsgi"]
          env:
            {{- if .Values.production }}
            - {name: DJANGO_ENV, value: production}
            {{- end }}
`;
  const settings = await read('DEBUG = "DJANGO_ENV" not in os.environ\n', {
    'chart/Chart.yaml': 'apiVersion: v2\nname: shop\n',
    'chart/templates/web.yaml': chart,
  });

  expect(usual(settings.get('DEBUG'))?.at(0)).toBe(true);
});
