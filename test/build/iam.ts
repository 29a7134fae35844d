import type { PolicyDocument, Role, RolePolicies } from '../../src/model/aws/index.ts';
import { ACCOUNT, ref } from './ref.ts';
import { policyDocument } from './s3.ts';

/** A role that ECS tasks assume. */
export function role(given: Partial<Role> = {}): Role {
  const name = given.RoleName ?? 'shop-task';
  const id = `arn:aws:iam::${ACCOUNT}:role/${name}`;
  return {
    ref: ref(id, name, 'global'),
    Arn: id,
    RoleName: name,
    RoleId: 'AROA0123',
    Path: '/',
    CreateDate: new Date('2025-01-01T00:00:00Z'),
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: policyDocument({
      Effect: 'Allow',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
    ...given,
  };
}

const NARROW = policyDocument({
  Sid: 'Media',
  Effect: 'Allow',
  Action: ['s3:GetObject', 's3:PutObject'],
  Resource: 'arn:aws:s3:::shop-media/*',
});

export function rolePolicies(given: Partial<RolePolicies> = {}): RolePolicies {
  const { RoleName, Arn, ref: reference } = role(given.RoleName === undefined ? {} : { RoleName: given.RoleName });
  return {
    ref: reference,
    RoleName,
    Arn,
    usedAs: ['ecs task'],
    attached: [],
    inline: [{ PolicyName: 'media', document: NARROW }],
    ...given,
  };
}

/** A policy of AWS's own, attached. */
export function managedPolicy(
  PolicyName: string,
  document: PolicyDocument = policyDocument({ Effect: 'Allow', Action: '*', Resource: '*' }),
) {
  return { PolicyName, PolicyArn: `arn:aws:iam::aws:policy/${PolicyName}`, document };
}
