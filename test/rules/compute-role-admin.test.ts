import rule from '../../rules/extras/compute-role-admin.ts';
import { testRule } from '../../src/testing/index.ts';
import { facts } from '../build/facts.ts';
import { managedPolicy, role, rolePolicies } from '../build/iam.ts';
import { policyDocument } from '../build/s3.ts';

const iam = (given: Parameters<typeof rolePolicies>[0], more: Parameters<typeof role>[0] = {}) =>
  facts(rule, { iam: { rolePolicies: [rolePolicies(given)], roles: [role(more)] } });
const admin = (by: string, limit = 'the whole account') =>
  `the role shop-task (ecs task) is administrator by ${by}: whoever gets into the application has ${limit}; replace the policy by what the code uses`;
const inline = (Action: string | string[], more = {}) => ({
  inline: [{ PolicyName: 'all', document: policyDocument({ Effect: 'Allow', Action, Resource: '*', ...more }) }],
});
const webTier = policyDocument({ Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::elasticbeanstalk-*' });

testRule(rule, {
  pass: {
    'what the code uses': iam({}),
    "Elastic Beanstalk's own policy": iam({
      usedAs: ['instance'],
      attached: [managedPolicy('AWSElasticBeanstalkWebTier', webTier)],
    }),
    'a deny of everything': iam({
      inline: [{ PolicyName: 'no', document: policyDocument({ Effect: 'Deny', Action: '*', Resource: '*' }) }],
    }),
    'every action on one bucket': iam(inline('*', { Resource: 'arn:aws:s3:::shop-media/*' })),
    'our own policy that is called AdministratorAccess and gives little': iam({
      attached: [
        {
          PolicyName: 'AdministratorAccess',
          PolicyArn: 'arn:aws:iam::123456789012:policy/AdministratorAccess',
          document: webTier,
        },
      ],
    }),
  },
  fail: {
    'everything but IAM, written by hand': {
      ...iam({
        inline: [
          {
            PolicyName: 'almost',
            document: policyDocument({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
          },
        ],
      }),
      reports: [admin('almost (everything but iam:* on Resource "*")')],
      severities: ['high'],
    },
    "AWS's administrator policy": {
      ...iam({ attached: [managedPolicy('AdministratorAccess')] }),
      reports: [admin("AdministratorAccess (AWS's policy)")],
      severities: ['high'],
    },
    'star on star, inline, in a list': {
      ...iam(inline(['s3:Get*', '*'])),
      reports: [admin('all (Action "*" on Resource "*")')],
    },
    'within a permissions boundary': {
      ...iam(inline('*'), {
        PermissionsBoundary: {
          PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
          PermissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/app-boundary',
        },
      }),
      reports: [admin('all (Action "*" on Resource "*")', 'whatever the boundary app-boundary leaves of the account')],
      severities: ['medium'],
    },
    'a whole service': {
      ...iam({ attached: [managedPolicy('AmazonS3FullAccess', webTier)] }),
      reports: [
        'the role shop-task (ecs task) has AmazonS3FullAccess: whoever gets into the application controls these services in the whole account; narrow it to what the code uses',
      ],
      severities: ['medium'],
    },
  },
  silent: { 'a role of the pipeline': iam({ usedAs: ['deploy'], attached: [managedPolicy('AdministratorAccess')] }) },
});
