import rule from '../../rules/https/allowed-hosts-wildcard.ts';
import { testRule } from '../../src/testing/index.ts';
import { settings, value } from '../build/settings.ts';

const hosts = (given: Parameters<typeof settings>[0]) => ({ given: { repository: { settings: settings(given) } } });
const ANY = 'whoever sends a request chooses the host of the links that Django builds';

testRule(rule, {
  pass: {
    'hosts by name': hosts({ ALLOWED_HOSTS: ['shop.example.com', '.shop.example.com'] }),
    'empty until a variable fills it': hosts({
      ALLOWED_HOSTS: value({ status: 'fromEnv', variable: 'HOSTS', cast: 'list', required: false, default: [] }),
    }),
    'any host only where somebody asks for it': hosts({
      ALLOWED_HOSTS: value({
        status: 'oneOf',
        values: [
          { when: 'LOCALHOST is set', byDefault: false, value: { status: 'known', value: ['*'] } },
          { when: 'LOCALHOST is not set', byDefault: true, value: { status: 'known', value: ['shop.example.com'] } },
        ],
      }),
    }),
    'a domain of the private network': hosts({ ALLOWED_HOSTS: ['.internal', 'shop.example.com'] }),
  },
  fail: {
    'the wildcard': {
      ...hosts({ ALLOWED_HOSTS: ['*'] }),
      reports: [`ALLOWED_HOSTS accepts any host: ${ANY}`],
      severities: ['high'],
    },
    'the wildcard among names, beside one that is not known': {
      ...hosts({ ALLOWED_HOSTS: [{ $unknown: 'the address of the instance' }, '*'] }),
      reports: [`ALLOWED_HOSTS accepts any host: ${ANY}`],
    },
    'a whole top-level domain': {
      ...hosts({ ALLOWED_HOSTS: ['.com'] }),
      reports: [`ALLOWED_HOSTS accepts any host: ${ANY}`],
    },
    'the wildcard as a default': {
      ...hosts({
        ALLOWED_HOSTS: value({ status: 'fromEnv', variable: 'HOSTS', cast: 'list', required: false, default: ['*'] }),
      }),
      reports: [`ALLOWED_HOSTS accepts any host when HOSTS is not set: ${ANY}`],
      severities: ['medium'],
    },
    'nothing assigned: Django refuses every host': {
      ...hosts({}),
      reports: ['ALLOWED_HOSTS is empty: with DEBUG off Django answers every request with 400'],
      severities: ['medium'],
    },
  },
  unknown: {
    'settings of a class that nobody named': {
      ...hosts({ ROOT_URLCONF: value({ status: 'known', value: null }, []) }),
      reasons: [
        'ALLOWED_HOSTS cannot be told: config.settings assigns neither INSTALLED_APPS nor ROOT_URLCONF as far as it could be followed',
      ],
    },
    'one entry could not be computed': {
      ...hosts({ ALLOWED_HOSTS: ['shop.example.com', { $unknown: 'the answer of the metadata service' }] }),
      reasons: ['ALLOWED_HOSTS cannot be told: a part of it could not be computed'],
    },
    'a variable must name them': {
      ...hosts({ ALLOWED_HOSTS: value({ status: 'fromEnv', variable: 'HOSTS', cast: 'list', required: true }) }),
      reasons: ['ALLOWED_HOSTS cannot be told: the variable HOSTS decides it, and only the running service knows that'],
    },
  },
});
