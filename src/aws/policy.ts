import type { AwsFactName } from '../model/aws/index.ts';
import { actionOf, allowedOperations } from './actions.ts';

export const POLICY_FORMATS = ['json', 'terraform', 'cloudformation'] as const;
export type PolicyFormat = (typeof POLICY_FORMATS)[number];

/** The IAM actions that reading these facts takes: the allow-list in IAM's words, sorted. */
export function policyActions(facts: Iterable<AwsFactName>): readonly string[] {
  return [...new Set([...allowedOperations(facts)].map(actionOf))].toSorted();
}

/** The read-only policy for these facts, ready for the file or the command line of its format, with a final newline. */
export function renderPolicy(facts: Iterable<AwsFactName>, format: PolicyFormat): string {
  const actions = policyActions(facts);
  if (format === 'json') return `${JSON.stringify(policyDocument(actions), null, 2)}\n`;
  return format === 'terraform' ? terraform(actions) : cloudFormation(actions);
}

function policyDocument(actions: readonly string[]) {
  return { Version: '2012-10-17', Statement: [{ Sid: 'Djaudit', Effect: 'Allow', Action: actions, Resource: '*' }] };
}

function terraform(actions: readonly string[]): string {
  return [
    'data "aws_iam_policy_document" "djaudit" {',
    '  statement {',
    '    sid       = "Djaudit"',
    '    effect    = "Allow"',
    '    resources = ["*"]',
    '    actions = [',
    ...actions.map((action) => `      "${action}",`),
    '    ]',
    '  }',
    '}',
    '',
    'resource "aws_iam_policy" "djaudit" {',
    '  name        = "djaudit"',
    '  description = "What djaudit reads"',
    '  policy      = data.aws_iam_policy_document.djaudit.json',
    '}',
    '',
  ].join('\n');
}

function cloudFormation(actions: readonly string[]): string {
  return [
    "AWSTemplateFormatVersion: '2010-09-09'",
    'Description: What djaudit reads',
    'Resources:',
    '  DjauditPolicy:',
    '    Type: AWS::IAM::ManagedPolicy',
    '    Properties:',
    '      ManagedPolicyName: djaudit',
    '      PolicyDocument:',
    "        Version: '2012-10-17'",
    '        Statement:',
    '          - Sid: Djaudit',
    '            Effect: Allow',
    '            Action:',
    ...actions.map((action) => `              - ${action}`),
    "            Resource: '*'",
    'Outputs:',
    '  PolicyArn:',
    '    Value: !Ref DjauditPolicy',
    '',
  ].join('\n');
}
