import rule from '../../rules/extras/django-eol.ts';
import type { ResolvedPackage } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { dependencies, resolved } from '../build/repository.ts';

const django = (version: string | undefined, more: Partial<ResolvedPackage> = {}) => ({
  given: { repository: { dependencies: dependencies([resolved('django', version, more)]) } },
});

testRule(rule, {
  pass: {
    'the newest LTS release': django('5.2.19'),
    'newer than the newest known': django('5.2.25'),
    'a range within a supported series': django(undefined, { specifier: '~=5.2.0', from: 'range' }),
  },
  fail: {
    'past its end': {
      ...django('4.2.30'),
      reports: ['Django 4.2.30 gets no security fixes since 2026-04-07'],
      severities: ['high'],
    },
    'past its end for years': {
      ...django('1.8.19'),
      reports: ['Django 1.8.19 gets no security fixes since 2018-04-01'],
      severities: ['high'],
    },
    'a range that admits nothing supported': {
      ...django(undefined, { specifier: '>=3.2,<5', from: 'range' }),
      reports: ['Django >=3.2,<5 gets no security fixes since 2026-04-07'],
    },
    'soon past its end': {
      context: { today: '2027-01-15' },
      given: django('6.0.10').given,
      reports: ['Django 6.0.10 gets no security fixes after 2027-04-30'],
      severities: ['low'],
    },
    'patches behind': {
      ...django('5.2.15'),
      reports: ['Django 5.2.15 lacks the fixes up to 5.2.19'],
      severities: ['low'],
    },
  },
  unknown: {
    'newer than the table': {
      ...django('7.0'),
      reasons: ['the series of Django 7.0 is not in the table of lifecycles, or is not told by the range'],
    },
    'any version': {
      ...django(undefined, { specifier: '', from: 'range' }),
      reasons: ['the series of Django (any version) is not in the table of lifecycles, or is not told by the range'],
    },
  },
  silent: {
    'only developers install it': django('1.11', { role: 'development' }),
    'no Django': { given: { repository: { dependencies: dependencies() } } },
  },
});
