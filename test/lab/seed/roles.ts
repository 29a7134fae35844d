import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { allow, trustOf } from '../../account/build/iam.ts';
import type { Session } from './session.ts';
import { must } from './session.ts';

/** A role of a service, with AWS's own policies or with statements. */
export async function role(
  session: Session,
  name: string,
  given: {
    readonly trust?: object;
    readonly attached?: readonly string[];
    readonly actions?: readonly string[];
    readonly resource?: string;
  },
): Promise<string> {
  const iam = new IAMClient(session);
  const trust = JSON.stringify(given.trust ?? trustOf('ecs-tasks.amazonaws.com'));
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));
  for (const PolicyArn of given.attached ?? [])
    await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn }));
  if (given.actions !== undefined) {
    const PolicyDocument = JSON.stringify(allow(given.actions, given.resource ?? '*'));
    await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'own', PolicyDocument }));
  }
  return must(Role?.Arn, 'role');
}

export async function instanceProfile(session: Session, name: string): Promise<void> {
  const iam = new IAMClient(session);
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
}
