import rule from '../../rules/secrets/dockerfile-secret-baked.ts';
import type { Dockerfile, EnvFile, SecretFile, Workflow } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { job, uses, workflow } from '../build/pipeline.ts';
import { at, command, dockerfile, image, item, secret, stage, text, variable } from '../build/repository.ts';

const given = (
  dockerfiles: readonly Dockerfile[],
  more: { envFiles?: readonly EnvFile[]; secretFiles?: readonly SecretFile[]; workflows?: readonly Workflow[] } = {},
) => ({ given: { repository: { dockerfiles, envFiles: [], secretFiles: [], workflows: [], ...more } } });
const copy = (source: string) =>
  stage('python:3.13', {
    copies: [
      { instruction: 'COPY', sources: [source], destination: '/app/', location: at('Dockerfile', 9), heredoc: false },
    ],
  });
const env = (path: string, empty: boolean): EnvFile => ({
  ...item(path),
  tracked: true,
  ignored: false,
  names: [{ name: 'SECRET_KEY', location: at(path), empty, placeholder: false, secret: true }],
});
const openssl = command('openssl req -x509 -nodes -keyout /etc/ssl/key.pem -out /etc/ssl/cert.pem');

testRule(rule, {
  pass: {
    'an address that uWSGI is passed': given([
      dockerfile({ stages: [stage('nginx:1.28', { env: [variable('UWSGI_PASS', secret())] })] }),
    ]),
    'nothing secret': given([dockerfile()]),
    'a key for collectstatic': given([
      dockerfile({ stages: [stage('python:3.13', { env: [variable('SECRET_KEY', secret({ placeholder: true }))] })] }),
    ]),
    'a file of empty values': given([dockerfile({ stages: [copy('./config/.env.build')] })]),
    'a .env in which nothing is filled in': given([dockerfile({ stages: [copy('.env')] })], {
      envFiles: [env('.env', true)],
    }),
    'a stage that is not shipped': given([
      dockerfile({
        stages: [
          stage('node:24', { index: 0, env: [variable('NPM_TOKEN', secret())] }),
          stage('python:3.13', { index: 1 }),
        ],
        final: { stages: [1] },
      }),
    ]),
    'the certificates of RDS': given([dockerfile({ stages: [copy('global-bundle.pem')] })]),
  },
  fail: {
    'a secret in ENV and in ARG': {
      ...given([
        dockerfile({
          stages: [
            stage('python:3.13', {
              env: [variable('DATABASE_URL', secret()), variable('PORT', text('8000'))],
              args: [{ name: 'API_KEY', default: secret(), location: at('Dockerfile', 4) }],
            }),
          ],
        }),
      ]),
      reports: [
        'Dockerfile writes DATABASE_URL into the image with ENV: whoever can pull the image can read it',
        'Dockerfile writes API_KEY into the image with ARG: whoever can pull the image can read it',
      ],
    },
    'a .env with a secret in it': {
      ...given([dockerfile({ stages: [copy('.env')] })], { envFiles: [env('.env', false)] }),
      reports: ['Dockerfile copies .env, with the secrets in it, into the image: it stays in the layer'],
    },
    'a .env that only the builder has': {
      ...given([dockerfile({ stages: [copy('.env.prod')] })]),
      reports: ['Dockerfile copies .env.prod, a file of environment variables, into the image: it stays in the layer'],
    },
    'a private key': {
      ...given([dockerfile({ stages: [copy('deploy/key.pem')] })], {
        secretFiles: [{ ...item('deploy/key.pem'), kind: 'private-key', tracked: true, ignored: false }],
      }),
      reports: ['Dockerfile copies deploy/key.pem, a secret file, into the image: it stays in the layer'],
    },
    'a key made by the build': {
      ...given([dockerfile({ stages: [stage('python:3.13', { runs: [openssl] })] })]),
      reports: [
        'Dockerfile makes a private key while the image is built: every container has the same one, and so has whoever pulls the image',
      ],
      severities: ['medium'],
    },
    'the first password of a database server': {
      ...given([
        dockerfile({
          path: 'anon/Dockerfile',
          final: { image: image('postgis/postgis:16-3.4') },
          stages: [stage('postgis/postgis:16-3.4', { env: [variable('POSTGRES_PASSWORD', secret())] })],
        }),
      ]),
      reports: [
        'anon/Dockerfile writes POSTGRES_PASSWORD into the image with ENV: whoever can pull the image can read it',
      ],
      severities: ['low'],
    },
    'a secret as a build argument': {
      ...given([], {
        workflows: [
          workflow([
            job('build', [
              uses('docker/build-push-action@v6', { 'build-args': 'SENTRY_TOKEN=${{ secrets.SENTRY_TOKEN }}\nX=1' }),
            ]),
          ]),
        ],
      }),
      reports: [
        '.github/workflows/deploy.yml passes the secret SENTRY_TOKEN as a build argument: it stands in the history of the image',
      ],
    },
  },
  silent: { 'a Dockerfile for development': given([dockerfile({ production: false, stages: [copy('.env')] })]) },
});
