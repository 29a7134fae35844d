import {
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeRouteTablesCommand,
  EC2Client,
  type IpPermission,
} from '@aws-sdk/client-ec2';
import type { Session } from './session.ts';
import { must } from './session.ts';

export interface Network {
  readonly vpc: string;
  readonly subnets: readonly [string, string];
  readonly group: (name: string, ingress: readonly IpPermission[]) => Promise<string>;
}

/** A network of two subnets in two zones; open ones have a way to the internet. */
export async function network(session: Session, open: boolean): Promise<Network> {
  const ec2 = new EC2Client(session);
  const vpc = must((await ec2.send(new CreateVpcCommand({ CidrBlock: '10.30.0.0/16' }))).Vpc?.VpcId, 'VPC');
  const subnet = async (CidrBlock: string, AvailabilityZone: string) =>
    must(
      (await ec2.send(new CreateSubnetCommand({ VpcId: vpc, CidrBlock, AvailabilityZone }))).Subnet?.SubnetId,
      'subnet',
    );
  const subnets = [await subnet('10.30.1.0/24', 'eu-west-1a'), await subnet('10.30.2.0/24', 'eu-west-1b')] as const;
  if (open) await openToInternet(ec2, vpc);
  return { vpc, subnets, group: (name, ingress) => group(ec2, vpc, name, ingress) };
}

async function openToInternet(ec2: EC2Client, VpcId: string): Promise<void> {
  const made = await ec2.send(new CreateInternetGatewayCommand({}));
  const InternetGatewayId = must(made.InternetGateway?.InternetGatewayId, 'internet gateway');
  await ec2.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId }));
  const { RouteTables } = await ec2.send(
    new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }),
  );
  const RouteTableId = must(RouteTables?.[0]?.RouteTableId, 'main route table');
  await ec2.send(
    new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId }),
  );
}

async function group(ec2: EC2Client, VpcId: string, name: string, ingress: readonly IpPermission[]): Promise<string> {
  const made = await ec2.send(new CreateSecurityGroupCommand({ VpcId, GroupName: name, Description: name }));
  const GroupId = must(made.GroupId, 'security group');
  if (ingress.length > 0)
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [...ingress] }));
  return GroupId;
}

export function from(port: number, source: { readonly cidr: string } | { readonly group: string }): IpPermission {
  const where =
    'cidr' in source ? { IpRanges: [{ CidrIp: source.cidr }] } : { UserIdGroupPairs: [{ GroupId: source.group }] };
  return { IpProtocol: 'tcp', FromPort: port, ToPort: port, ...where };
}
