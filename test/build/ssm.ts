import type { AwsItem, Ec2Instance } from '../../src/model/aws/index.ts';

/** The managed node of an instance. */
export function nodeOf(instance: Ec2Instance, given: Partial<AwsItem<'ssm.instances'>> = {}): AwsItem<'ssm.instances'> {
  return {
    ref: instance.ref,
    InstanceId: instance.InstanceId,
    PingStatus: 'Online',
    LastPingDateTime: new Date('2026-11-25T10:00:00Z'),
    AgentVersion: '3.3.987.0',
    IsLatestVersion: true,
    PlatformType: 'Linux',
    PlatformName: 'Amazon Linux',
    PlatformVersion: '2023',
    ResourceType: 'EC2Instance',
    ...given,
  };
}
