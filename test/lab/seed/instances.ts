import { DescribeImagesCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import type { Session } from './session.ts';
import { must } from './session.ts';

/** One running machine. */
export async function instance(
  session: Session,
  given: {
    readonly subnet: string;
    readonly group: string;
    readonly name: string;
    readonly imdsV2: boolean;
    readonly profile?: string;
  },
): Promise<string> {
  const ec2 = new EC2Client(session);
  const { Images } = await ec2.send(new DescribeImagesCommand({ MaxResults: 5 }));
  const made = await ec2.send(
    new RunInstancesCommand({
      ImageId: must(Images?.[0]?.ImageId, 'image'),
      InstanceType: 't3.small',
      MinCount: 1,
      MaxCount: 1,
      SubnetId: given.subnet,
      SecurityGroupIds: [given.group],
      MetadataOptions: { HttpTokens: given.imdsV2 ? 'required' : 'optional', HttpEndpoint: 'enabled' },
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: given.name }] }],
      ...(given.profile === undefined ? {} : { IamInstanceProfile: { Name: given.profile } }),
    }),
  );
  return must(made.Instances?.[0]?.InstanceId, 'instance');
}
