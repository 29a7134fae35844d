import rule from '../../rules/hosting/imdsv1-allowed.ts';
import { testRule } from '../../src/testing/index.ts';
import { ec2Instance } from '../build/ec2.ts';
import { facts } from '../build/facts.ts';

const ec2 = (given: Parameters<typeof ec2Instance>[0]) => facts(rule, { ec2: { instances: [ec2Instance(given)] } });
const optional = { MetadataOptions: { HttpTokens: 'optional', HttpEndpoint: 'enabled' } } as const;

testRule(rule, {
  pass: {
    'tokens are required': ec2({}),
    'no metadata service at all': ec2({ MetadataOptions: { HttpTokens: 'optional', HttpEndpoint: 'disabled' } }),
  },
  fail: {
    'tokens are optional': {
      ...ec2(optional),
      reports: [
        'the instance shop-web (i-0web1) answers IMDSv1: a request forged on the server side returns the credentials of its role; require IMDSv2',
      ],
      severities: ['medium'],
    },
  },
  unknown: {
    'AWS gave no options': {
      ...ec2({ MetadataOptions: undefined }),
      reasons: ['AWS gave no metadata options of shop-web'],
    },
  },
  silent: { 'a stopped instance': ec2({ ...optional, State: { Name: 'stopped' } }) },
});
