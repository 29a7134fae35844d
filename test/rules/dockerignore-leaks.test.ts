import rule from '../../rules/secrets/dockerignore-leaks.ts';
import type { Dockerfile, Dockerignore } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { at, dockerfile, item, stage } from '../build/repository.ts';

const ignore = (lets: readonly string[], more: Partial<Dockerignore> = {}): Dockerignore => ({
  ...item('.dockerignore'),
  context: '',
  patterns: [{ pattern: '*/.env', negated: false, location: at('.dockerignore', 3) }],
  lets,
  ...more,
});
const copies = (source: string, from?: string) =>
  stage('python:3.13', {
    copies: [
      {
        instruction: 'COPY',
        sources: [source],
        destination: '/app/',
        location: at('Dockerfile', 9),
        heredoc: false,
        ...(from === undefined ? {} : { from }),
      },
    ],
  });
const given = (dockerfiles: readonly Dockerfile[], dockerignore: readonly Dockerignore[]) => ({
  given: { repository: { dockerfiles, dockerignore, envFiles: [build] } },
});
const build = {
  ...item('config/.env.build'),
  tracked: true,
  ignored: false,
  names: [{ name: 'SECRET_KEY', location: at('config/.env.build'), empty: true, placeholder: false, secret: true }],
};
const all = dockerfile({ stages: [copies('.')] });

testRule(rule, {
  pass: {
    'a file of empty values for the build': given([all], [ignore(['config/.env.build'])]),
    'such a file in a context below': given(
      [dockerfile({ stages: [copies('.')], context: 'config' })],
      [ignore(['.env.build'], { context: 'config' })],
    ),
    'everything kept out': given([all], [ignore([])]),
  },
  fail: {
    'no .dockerignore': {
      ...given([all], []),
      reports: [
        'Dockerfile copies its whole context and there is no .dockerignore: .git and every .env of whoever builds get into the image',
      ],
      severities: ['medium'],
    },
    'one of another context does not count': {
      ...given([dockerfile({ stages: [copies('.')], context: 'backend' })], [ignore([])]),
      reports: [
        'Dockerfile copies its whole context and there is no backend/.dockerignore: every .env of whoever builds gets into the image',
      ],
    },
    'the history': {
      ...given([all], [ignore(['.git'])]),
      reports: ['.dockerignore lets .git into the image that Dockerfile builds'],
      severities: ['low'],
    },
    'a .env at the root': {
      ...given([all], [ignore(['.env', '.git'])]),
      reports: ['.dockerignore lets .env and .git into the image that Dockerfile builds'],
      severities: ['medium'],
    },
  },
  silent: {
    'only folders by name': given([dockerfile({ stages: [copies('shop/')] })], []),
    'from another stage': given([dockerfile({ stages: [copies('.', 'builder')] })], []),
    'not the Dockerfile of production': given([{ ...all, production: false }], []),
  },
});
