import type { AwsItem, Ec2Instance } from '../../src/model/aws/index.ts';
import { arn, REGION, ref } from './ref.ts';

type SecurityGroup = AwsItem<'ec2.securityGroups'>;
type Permission = NonNullable<SecurityGroup['IpPermissions']>[number];

/** A group that admits another group to PostgreSQL. */
export function securityGroup(given: Partial<SecurityGroup> = {}): SecurityGroup {
  const id = given.GroupId ?? 'sg-0db';
  return {
    ref: ref(arn('ec2', `security-group/${id}`), given.GroupName ?? 'database'),
    GroupId: id,
    GroupName: 'database',
    Description: 'managed by Terraform',
    VpcId: 'vpc-0shop',
    IpPermissions: [
      {
        IpProtocol: 'tcp',
        FromPort: 5432,
        ToPort: 5432,
        IpRanges: [],
        Ipv6Ranges: [],
        PrefixListIds: [],
        UserIdGroupPairs: [{ GroupId: 'sg-0app', UserId: '123456789012' }],
      },
    ],
    IpPermissionsEgress: [
      {
        IpProtocol: '-1',
        IpRanges: [{ CidrIp: '0.0.0.0/0' }],
        Ipv6Ranges: [],
        PrefixListIds: [],
        UserIdGroupPairs: [],
      },
    ],
    Tags: [],
    ...given,
  };
}

/** `ingress('0.0.0.0/0', 22)`, `ingress('::/0', 0, 65535)`, `ingress('10.0.0.0/8', 'all')`. */
export function ingress(cidr: string, from: number | 'all', to = from): Permission {
  const ranges = cidr.includes(':')
    ? { IpRanges: [], Ipv6Ranges: [{ CidrIpv6: cidr }] }
    : { IpRanges: [{ CidrIp: cidr }], Ipv6Ranges: [] };
  const ports =
    from === 'all' || to === 'all' ? { IpProtocol: '-1' } : { IpProtocol: 'tcp', FromPort: from, ToPort: to };
  return { ...ports, ...ranges, PrefixListIds: [], UserIdGroupPairs: [] };
}

export function prefixList(id: string, port: number): Permission {
  return { ...ingress('10.0.0.0/8', port), IpRanges: [], PrefixListIds: [{ PrefixListId: id }] };
}

export function subnet(id: string, given: Partial<AwsItem<'ec2.subnets'>> = {}): AwsItem<'ec2.subnets'> {
  return {
    ref: ref(arn('ec2', `subnet/${id}`), id),
    SubnetId: id,
    VpcId: 'vpc-0shop',
    AvailabilityZone: `${REGION}${id.endsWith('b') ? 'b' : 'a'}`,
    CidrBlock: '10.0.1.0/24',
    MapPublicIpOnLaunch: false,
    State: 'available',
    ...given,
  };
}

type RouteTable = AwsItem<'ec2.routeTables'>;

/** A route table of these subnets; with `igw` it routes the internet to an internet gateway, else to a NAT gateway. */
export function routeTable(
  subnets: readonly string[],
  way: 'igw' | 'nat',
  given: Partial<RouteTable> = {},
): RouteTable {
  const id = `rtb-0${way}`;
  const gateway = way === 'igw' ? { GatewayId: 'igw-0shop' } : { NatGatewayId: 'nat-0shop' };
  return {
    ref: ref(arn('ec2', `route-table/${id}`), id),
    RouteTableId: id,
    VpcId: 'vpc-0shop',
    Associations: subnets.map((SubnetId) => ({ RouteTableId: id, SubnetId, Main: false })),
    Routes: [
      { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' },
      { DestinationCidrBlock: '0.0.0.0/0', ...gateway, State: 'active', Origin: 'CreateRoute' },
    ],
    ...given,
  };
}

/** The network of production: two public subnets, two private ones. */
export function network() {
  return {
    subnets: ['subnet-0public-a', 'subnet-0public-b', 'subnet-0private-a', 'subnet-0private-b'].map((id) => subnet(id)),
    routeTables: [
      routeTable(['subnet-0public-a', 'subnet-0public-b'], 'igw'),
      routeTable(['subnet-0private-a', 'subnet-0private-b'], 'nat'),
    ],
  };
}

/** A running instance of production in a private subnet. */
export function ec2Instance(given: Partial<Ec2Instance> = {}): Ec2Instance {
  const id = given.InstanceId ?? 'i-0web1';
  return {
    ref: ref(arn('ec2', `instance/${id}`), 'shop-web'),
    InstanceId: id,
    ImageId: 'ami-0al2023',
    InstanceType: 't4g.medium',
    State: { Code: 16, Name: 'running' },
    LaunchTime: new Date('2026-11-01T08:00:00Z'),
    PlatformDetails: 'Linux/UNIX',
    VpcId: 'vpc-0shop',
    SubnetId: 'subnet-0private-a',
    PrivateIpAddress: '10.0.1.10',
    Placement: { AvailabilityZone: `${REGION}a` },
    SecurityGroups: [{ GroupId: 'sg-0app', GroupName: 'app' }],
    IamInstanceProfile: { Arn: 'arn:aws:iam::123456789012:instance-profile/shop-web', Id: 'AIPA0123' },
    MetadataOptions: {
      State: 'applied',
      HttpTokens: 'required',
      HttpEndpoint: 'enabled',
      HttpPutResponseHopLimit: 2,
      InstanceMetadataTags: 'disabled',
    },
    Tags: [{ Key: 'Name', Value: 'shop-web' }],
    ...given,
  };
}
