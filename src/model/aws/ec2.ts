import type {
  InstanceTypeInfo,
  ResponseLaunchTemplateData,
  RouteTable,
  Instance as SdkInstance,
  LaunchTemplateVersion as SdkLaunchTemplateVersion,
  SecurityGroup,
  Subnet,
} from '@aws-sdk/client-ec2';
import type { Item } from './item.ts';
import type { GuardedText } from './redacted.ts';

export type Ec2Instance = Item<SdkInstance, 'InstanceId'>;

/**
 * A launch template version that something launches from. `usedAs` holds how the groups name it: `$Latest`, `$Default`, `4`.
 * `ref.id` is the template's ARN, with the version's use after `#`.
 */
interface LaunchTemplateVersion
  extends Omit<Item<SdkLaunchTemplateVersion, 'LaunchTemplateId' | 'VersionNumber'>, 'LaunchTemplateData'> {
  readonly usedAs: string;
  readonly LaunchTemplateData: Omit<ResponseLaunchTemplateData, 'UserData'> & { readonly UserData?: GuardedText };
}

export interface Ec2Facts {
  'ec2.instances': readonly Ec2Instance[];
  'ec2.securityGroups': readonly Item<SecurityGroup, 'GroupId' | 'GroupName'>[];
  'ec2.subnets': readonly Item<Subnet, 'SubnetId' | 'VpcId'>[];
  'ec2.routeTables': readonly Item<RouteTable, 'RouteTableId' | 'VpcId'>[];
  'ec2.launchTemplateVersions': readonly LaunchTemplateVersion[];
  /** The types of the instances and databases in use; a database's `db.t4g.micro` is `t4g.micro` here. */
  'ec2.instanceTypes': readonly Item<InstanceTypeInfo, 'InstanceType'>[];
}
