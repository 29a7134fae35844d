import rule from '../../rules/extras/django-python-incompatible.ts';
import type { RuntimeVersion } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { dependencies, item, resolved } from '../build/repository.ts';

const given = (django: string | undefined, python: string, more: Partial<RuntimeVersion> = {}) => ({
  given: {
    repository: {
      dependencies: dependencies(django === undefined ? [] : [resolved('django', django)]),
      runtimes: [
        {
          ...item('Dockerfile', 1, 'python'),
          runtime: 'python',
          version: python,
          source: 'dockerfile',
          use: 'run',
          ...more,
        } as RuntimeVersion,
      ],
    },
  },
});

testRule(rule, {
  pass: { 'within the range': given('5.2.19', '3.13'), 'a patch version of Python': given('4.2.30', '3.12.4') },
  fail: {
    'too old': {
      ...given('6.0.10', '3.11'),
      reports: ['Dockerfile runs Python 3.11, which Django 6.0 does not support (3.12 to 3.14)'],
    },
    'too new': {
      ...given('4.2.30', '3.13'),
      reports: ['Dockerfile runs Python 3.13, which Django 4.2 does not support (3.8 to 3.12)'],
    },
  },
  unknown: {
    'newer than the table': { ...given('6.1.3', '3.15'), reasons: ['Python 3.15 is newer than the table'] },
    'a series of which nothing is known': {
      ...given('7.0', '3.13'),
      reasons: ['whether Django 7.0 supports Python 3.13 is not in the table'],
    },
  },
  silent: {
    'the Python of the tests': given('6.0.10', '3.9', { use: 'test' }),
    'no Django named': given(undefined, '3.13'),
  },
});
