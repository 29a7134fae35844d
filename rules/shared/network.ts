import type { AwsItem } from '../../src/model/aws/index.ts';
import { isWorld } from './cidr.ts';

type Subnet = AwsItem<'ec2.subnets'>;
type RouteTable = AwsItem<'ec2.routeTables'>;
type SecurityGroup = AwsItem<'ec2.securityGroups'>;

/**
 * Whether a subnet routes to an internet gateway. A subnet without a route table of its own uses the main one of its VPC;
 * undefined when no table could be seen (the VPC is shared by another account).
 */
export function routesToInternet(
  subnetId: string,
  subnets: readonly Subnet[],
  tables: readonly RouteTable[],
): boolean | undefined {
  const own = tables.find(({ Associations }) => Associations?.some(({ SubnetId }) => SubnetId === subnetId));
  const table = own ?? mainTable(subnets.find(({ SubnetId }) => SubnetId === subnetId)?.VpcId, tables);
  return table?.Routes?.some(
    ({ GatewayId, State, DestinationCidrBlock, DestinationIpv6CidrBlock }) =>
      GatewayId?.startsWith('igw-') === true &&
      State !== 'blackhole' &&
      isWorld(DestinationCidrBlock ?? DestinationIpv6CidrBlock ?? '10.0.0.0/8'),
  );
}

function mainTable(vpcId: string | undefined, tables: readonly RouteTable[]): RouteTable | undefined {
  return tables.find((table) => table.VpcId === vpcId && table.Associations?.some(({ Main }) => Main));
}

/** The groups by id, and the ids of which nothing is known: those of another account. */
export function groupsOf(
  ids: readonly (string | undefined)[],
  groups: readonly SecurityGroup[],
): { readonly found: readonly SecurityGroup[]; readonly missing: readonly string[] } {
  const found = groups.filter(({ GroupId }) => ids.includes(GroupId));
  return {
    found,
    missing: ids.flatMap((id) => (id === undefined || found.some((one) => one.GroupId === id) ? [] : id)),
  };
}
