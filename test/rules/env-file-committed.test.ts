import rule from '../../rules/secrets/env-file-committed.ts';
import type { EnvFile, EnvName, SecretFile } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { at, file, files, item } from '../build/repository.ts';

const name = (path: string, given: string, more: Partial<EnvName> = {}): EnvName => ({
  name: given,
  location: at(path, 2),
  empty: false,
  placeholder: false,
  secret: true,
  ...more,
});
const env = (path: string, names: readonly EnvName[], more: Partial<EnvFile> = {}): EnvFile => ({
  ...item(path),
  tracked: true,
  ignored: false,
  names,
  ...more,
});
const key = (path: string, more: Partial<SecretFile> = {}): SecretFile => ({
  ...item(path),
  kind: 'private-key',
  tracked: true,
  ignored: false,
  ...more,
});
const given = (envFiles: readonly EnvFile[], secretFiles: readonly SecretFile[] = [], index = files()) => ({
  given: { repository: { files: index, envFiles, secretFiles } },
});

testRule(rule, {
  pass: {
    'ignored and nowhere': given([]),
    'only empty values for the image build': given([
      env('config/.env.build', [name('config/.env.build', 'SECRET_KEY', { empty: true })]),
    ]),
    'no secret among them': given([env('.env', [name('.env', 'PORT', { secret: false })])]),
  },
  fail: {
    'a secret': {
      ...given([env('.env', [name('.env', 'SECRET_KEY'), name('.env', 'PORT', { secret: false })])]),
      reports: ['.env is tracked by git with values for SECRET_KEY'],
      severities: ['high'],
    },
    'an address that errors are sent to': {
      ...given([env('docker.env', [name('docker.env', 'SENTRY_DSN')])]),
      reports: ['docker.env is tracked by git with values for SENTRY_DSN'],
      severities: ['low'],
    },
    'passwords of a local database': {
      ...given([
        env('.envs/.local/.postgres', [name('.envs/.local/.postgres', 'POSTGRES_PASSWORD')], { role: 'development' }),
      ]),
      reports: ['.envs/.local/.postgres is tracked by git with values for POSTGRES_PASSWORD'],
      severities: ['low'],
    },
    'a template, to be copied and filled in': {
      ...given([env('docker/server.env.template', [name('docker/server.env.template', 'DATABASE_URL')])]),
      reports: ['docker/server.env.template is tracked by git with values for DATABASE_URL'],
      severities: ['low'],
    },
    'a private key': {
      ...given([], [key('deploy/server.pem')]),
      reports: ['deploy/server.pem is tracked by git and is a private key'],
      severities: ['high'],
    },
    'not ignored': {
      ...given([], [], files([file('.gitignore')], { ignoresDotEnv: false })),
      reports: ['.env is not in .gitignore: the next `git add .` publishes it'],
      severities: ['low'],
    },
  },
  unknown: {
    'no git to ask': {
      given: {
        repository: {
          files: { files: [], ignoresDotEnv: false, submodules: [] },
          envFiles: [env('.env', [name('.env', 'SECRET_KEY')])],
          secretFiles: [],
        },
      },
      reasons: ['without git it cannot be told whether the file is tracked'],
    },
  },
  silent: {
    'an example and a test key, without git': {
      given: {
        repository: {
          files: { files: [], ignoresDotEnv: false, submodules: [] },
          envFiles: [env('.env.example', [name('.env.example', 'SECRET_KEY')], { role: 'example' })],
          secretFiles: [key('tests/key.pem', { role: 'test' })],
        },
      },
    },
  },
});
