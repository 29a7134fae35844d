import rule from '../../rules/deployment/deploy-role-admin.ts';
import { testRule } from '../../src/testing/index.ts';
import { facts } from '../build/facts.ts';
import { managedPolicy, rolePolicies } from '../build/iam.ts';
import { policyDocument } from '../build/s3.ts';

const iam = (given: Parameters<typeof rolePolicies>[0]) =>
  facts(rule, { iam: { deployRolePolicies: [rolePolicies({ RoleName: 'deploy', usedAs: ['deploy'], ...given })] } });
const inline = (Action: string | string[], Resource: string | string[] = '*') => ({
  inline: [{ PolicyName: 'deploy', document: policyDocument({ Effect: 'Allow', Action, Resource }) }],
});
const power = managedPolicy(
  'PowerUserAccess',
  policyDocument({ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }),
);
const admin = (by: string) =>
  `the deployment role deploy is administrator by ${by}: whoever can change a workflow has the whole account; scope it to the deployment`;
const pass = (by: string) =>
  `the deployment role deploy may pass any role by ${by}: it can start a task as administrator; name the roles of the tasks`;

testRule(rule, {
  pass: {
    'what a deployment needs': iam(inline(['ecs:UpdateService', 'ecr:*'])),
    'PassRole of named roles': iam(inline('iam:PassRole', ['arn:aws:iam::123456789012:role/shop-task'])),
    'PowerUserAccess, which may not touch IAM': iam({ attached: [power] }),
  },
  fail: {
    administrator: {
      ...iam({ attached: [managedPolicy('AdministratorAccess')] }),
      reports: [admin("AdministratorAccess (AWS's policy)")],
      severities: ['high'],
    },
    'star on star': { ...iam(inline('*')), reports: [admin('deploy (Action "*" on Resource "*")')] },
    'PowerUserAccess with IAM': {
      ...iam({ attached: [power], ...inline('iam:*') }),
      reports: [admin(`PowerUserAccess (AWS's policy) and deploy (iam:* on Resource "*")`)],
    },
    'PassRole of every role of the account': {
      ...iam(inline('iam:PassRole', ['arn:aws:iam::123456789012:role/*'])),
      reports: [pass('deploy (iam:PassRole on Resource "arn:aws:iam::123456789012:role/*")')],
    },
    'PassRole of every role': {
      ...iam(inline(['ecs:*', 'iam:PassRole'])),
      reports: [pass('deploy (iam:PassRole on Resource "*")')],
      severities: ['medium'],
    },
  },
  silent: { 'a role of tasks': iam({ usedAs: ['ecs task'], attached: [managedPolicy('AdministratorAccess')] }) },
});
