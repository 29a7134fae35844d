import { describe, expect, it } from 'vitest';
import type { FactName } from '../../src/model/index.ts';
import type { Dockerfile, RuntimeVersion } from '../../src/model/repository/index.ts';
import { readRepository } from '../../src/repo/index.ts';
import { folderWith, PROJECT } from './folder.ts';

async function fact<T>(files: Readonly<Record<string, string>>, name: FactName): Promise<T> {
  const { records } = await readRepository(folderWith({ ...PROJECT, ...files }), [name]);
  const found = records[0]?.fact;
  if (found?.status !== 'collected') throw new Error(found?.reason ?? 'no record');
  return found.value as T;
}

const BEANSTALK = {
  '.ebextensions/01.config':
    'option_settings:\n  aws:elasticbeanstalk:container:python:\n    WSGIPath: config.wsgi:application\n',
};
const IMAGE = {
  Dockerfile: 'FROM python:3.13\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "config.wsgi"]\n',
};
const COMPOSE = { 'docker-compose.yml': 'services:\n  web:\n    build: .\n    volumes: [".:/app"]\n' };

describe('which Dockerfiles production builds', () => {
  it.each<[string, Readonly<Record<string, string>>, boolean]>([
    ['one beside nothing that deploys', IMAGE, true],
    ['one that a compose file for work builds', { ...IMAGE, ...COMPOSE }, true],
    ['one beside the Python platform of Elastic Beanstalk is for work', { ...BEANSTALK, ...IMAGE, ...COMPOSE }, false],
    [
      'unless something may deploy it all the same',
      { ...BEANSTALK, ...IMAGE, 'terraform/ecs.tf': 'resource "aws_ecs_cluster" "main" {\n  name = "main"\n}\n' },
      true,
    ],
    [
      'or Elastic Beanstalk runs the image itself',
      { ...BEANSTALK, ...IMAGE, 'Dockerrun.aws.json': '{ "AWSEBDockerrunVersion": "1" }' },
      true,
    ],
    ['one in which packages are built', { 'docker/Dockerfile.debian.builder': 'FROM ubuntu:24.04\n' }, false],
    [
      'its virtual environment tells that platform as well',
      {
        '.ebextensions/01.config':
          'container_commands:\n  01_migrate:\n    command: source /var/app/venv/*/bin/activate && python manage.py migrate\n    leader_only: true\n',
        ...IMAGE,
        ...COMPOSE,
      },
      false,
    ],
    [
      'one whose sibling is the one that is pushed is for work',
      {
        'app/Dockerfile': IMAGE.Dockerfile,
        'app/Dockerfile-aws': IMAGE.Dockerfile,
        'docker-compose.yml': 'services:\n  web:\n    build: ./app\n',
        '.github/workflows/deploy.yml':
          'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          cd app\n          docker build -f Dockerfile-aws -t example.com/app .\n          docker push example.com/app\n      - run: aws ecs update-service --force-new-deployment --service app\n',
      },
      false,
    ],
  ])('%s', async (_, files, production) => {
    const [dockerfile] = await fact<readonly Dockerfile[]>(files, 'repository.dockerfiles');

    expect(dockerfile?.production).toBe(production);
  });
});

it('a proxy that is built on a Python image runs no Python', async () => {
  const files = { 'Dockerfile.caddy': 'FROM python:3.14\nRUN apt-get install caddy\nCMD ["caddy", "run"]\n', ...IMAGE };
  const runtimes = await fact<readonly RuntimeVersion[]>(files, 'repository.runtimes');

  expect(runtimes.map(({ path, version }) => [path, version])).toEqual([['Dockerfile', '3.13']]);
});

it('what stands in a folder of LocalStack is for development', async () => {
  const [dockerfile] = await fact<readonly Dockerfile[]>(
    { 'localstackdev/Dockerfile': 'FROM python:3.13\n' },
    'repository.dockerfiles',
  );

  expect(dockerfile?.production).toBe(false);
});
