import rule from '../../rules/deployment/oidc-trust-too-wide.ts';
import type { PolicyStatement } from '../../src/model/aws/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { facts } from '../build/facts.ts';
import { role } from '../build/iam.ts';
import { policyDocument } from '../build/s3.ts';

const ISSUER = 'token.actions.githubusercontent.com';
const statement = (Condition: PolicyStatement['Condition']): PolicyStatement => ({
  Effect: 'Allow',
  Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}` },
  Action: 'sts:AssumeRoleWithWebIdentity',
  ...(Condition === undefined ? {} : { Condition }),
});
const trust = (...conditions: PolicyStatement['Condition'][]) =>
  facts(rule, {
    iam: {
      roles: [role({ RoleName: 'deploy', AssumeRolePolicyDocument: policyDocument(...conditions.map(statement)) })],
    },
  });
const aud = { [`${ISSUER}:aud`]: 'sts.amazonaws.com' };
const like = (...subjects: string[]) => trust({ StringEquals: aud, StringLike: { [`${ISSUER}:sub`]: subjects } });
const foreign = (condition: string) =>
  `the role deploy can be assumed by workflows of foreign repositories on GitHub (${condition}): anybody can deploy into this account; name your repository`;
const organization = (condition: string) =>
  `the role deploy can be assumed by every repository of the organisation (${condition}): whoever can write to the least of them deploys into this account; name the repository`;

testRule(rule, {
  pass: {
    'one environment of one repository': trust({
      StringEquals: { ...aud, [`${ISSUER}:sub`]: 'repo:acme/shop:environment:production' },
    }),
    'any branch of one repository': like('repo:acme/shop:*'),
    'a customised subject that names the repository': like('repository_id:12345:environment:*'),
    'the claim repository instead of sub': trust({ StringEquals: { ...aud, [`${ISSUER}:repository`]: 'acme/shop' } }),
    'sub in capitals: keys are not case-sensitive': trust({
      StringEquals: { ...aud, 'Token.Actions.GithubUserContent.com:SUB': 'repo:acme/shop:environment:production' },
    }),
    'a wide sub beside a narrow repository': trust({
      StringEquals: { ...aud, [`${ISSUER}:repository`]: 'acme/shop' },
      StringLike: { [`${ISSUER}:sub`]: 'repo:acme/*' },
    }),
  },
  fail: {
    'no condition at all': {
      ...trust(undefined),
      reports: [foreign('it has no condition on sub')],
      severities: ['high'],
    },
    'the audience only': { ...trust({ StringEquals: aud }), reports: [foreign('it has no condition on sub')] },
    'a star': { ...like('*'), reports: [foreign('sub is *')] },
    'every repository of everybody': { ...like('repo:*'), reports: [foreign('sub is repo:*')] },
    'an organisation whose name only begins alike': { ...like('repo:acme*'), reports: [foreign('sub is repo:acme*')] },
    'one wide value among narrow ones': {
      ...like('repo:acme/shop:*', 'repo:*/shop:*'),
      reports: [foreign('sub is repo:acme/shop:* and repo:*/shop:*')],
    },
    'what it must not be is no condition': {
      ...trust({ StringEquals: aud, StringNotLike: { [`${ISSUER}:sub`]: 'repo:evil/*' } }),
      reports: [foreign('sub is repo:evil/*')],
    },
    'a second statement': {
      ...trust(
        { StringEquals: { ...aud, [`${ISSUER}:sub`]: 'repo:acme/shop:environment:production' } },
        { StringEquals: aud },
      ),
      reports: [foreign('it has no condition on sub')],
    },
    'the whole organisation': {
      ...like('repo:acme/*'),
      reports: [organization('sub is repo:acme/*')],
      severities: ['medium'],
    },
    'repositories whose name begins alike': {
      ...like('repo:acme/shop*'),
      reports: [organization('sub is repo:acme/shop*')],
    },
    'the owner only': {
      ...trust({ StringEquals: { ...aud, [`${ISSUER}:repository_owner`]: 'acme' } }),
      reports: [organization('it has no condition on sub')],
    },
    'nobody asks for the audience': {
      ...trust({ StringLike: { [`${ISSUER}:sub`]: 'repo:acme/shop:*' } }),
      reports: [
        'the role deploy does not ask for whom the token of GitHub was made (no condition on aud): a token given to another service works here too; ask for sts.amazonaws.com',
      ],
      severities: ['medium'],
    },
  },
  silent: { 'a role of ECS': facts(rule, { iam: { roles: [role()] } }) },
});
