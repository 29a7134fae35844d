import rule from '../../rules/hosting/base-image-eol.ts';
import type { Dockerfile } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { at, command, dockerfile, stage, text } from '../build/repository.ts';

const given = (...dockerfiles: readonly Dockerfile[]) => ({ given: { repository: { dockerfiles } } });
const from = (image: string) => dockerfile({ stages: [stage(image)] });
const today = (day: string) => ({ context: { today: day } });

testRule(rule, {
  pass: {
    'supported runtime and distribution': given(from('python:3.13-slim-trixie')),
    'the same from the mirror of AWS': given(from('public.ecr.aws/docker/library/python:3.13-slim')),
  },
  fail: {
    'Python past its end': {
      ...given(from('python:3.9-slim')),
      reports: ['Dockerfile builds on Python 3.9, whose support ended on 2025-10-31'],
      severities: ['high'],
    },
    'a distribution that only Debian LTS serves': {
      ...given(from('python:3.13-slim-bookworm')),
      reports: ['Dockerfile builds on Debian 12, which only its long-term support serves, until 2028-06-30'],
      severities: ['low'],
    },
    'a distribution past its end': {
      ...given(from('python:3.13-alpine3.19')),
      reports: ['Dockerfile builds on Alpine 3.19, whose support ended on 2025-11-01'],
      severities: ['medium'],
    },
    'Node.js that only builds the assets': {
      ...given(
        dockerfile({
          stages: [stage('node:18', { index: 0, name: 'assets' }), stage('python:3.13', { index: 1 })],
          final: { stages: [1] },
        }),
      ),
      reports: ['Dockerfile builds on Node.js 18, whose support ended on 2025-04-30'],
      severities: ['medium'],
    },
    'Node.js of a set-up script with an argument': {
      ...given(
        dockerfile({
          stages: [
            stage('python:3.13', {
              args: [{ name: 'NODE_VERSION', default: text('16'), location: at('Dockerfile', 2) }],
              runs: [command('curl -fsSL https://deb.nodesource.com/setup_$NODE_VERSION.x | bash -')],
            }),
          ],
        }),
      ),
      reports: ['Dockerfile builds on Node.js 16, whose support ended on 2023-09-11'],
    },
    'support that ends soon': {
      ...given(from('python:3.11')),
      ...today('2027-09-01'),
      reports: ['Dockerfile builds on Python 3.11, whose support ends on 2027-10-31'],
      severities: ['low'],
    },
  },
  unknown: {
    'newer than the table': {
      ...given(from('python:3.19')),
      reasons: ['Python 3.19 is not in the table of lifecycles'],
    },
  },
  silent: {
    'another publisher': given(from('bitnami/python:3.6')),
    'a variable that nothing fills': given(from('python:${PYTHON}-slim')),
    'a Dockerfile for development': given({ ...from('python:3.6'), production: false }),
  },
});
