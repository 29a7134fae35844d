import type {
  Instance,
  InstanceTypeInfo,
  IpPermission,
  LaunchTemplateVersion,
  RouteTable,
  SecurityGroup,
  Subnet,
} from '@aws-sdk/client-ec2';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { ACCOUNT, arn, chosen, daysAgo, digits, REGION, tags } from './where.ts';

const VPC = 'vpc-0a000000000000001';

/** A running instance in a private subnet, with IMDSv2. */
export function instance(differs: Partial<Instance> = {}): Instance {
  const id = differs.InstanceId ?? 'i-0a000000000000001';
  return {
    InstanceId: id,
    ImageId: 'ami-0a000000000000001',
    State: { Code: 16, Name: 'running' },
    PrivateDnsName: `ip-10-0-1-10.${REGION}.compute.internal`,
    PublicDnsName: '',
    StateTransitionReason: '',
    AmiLaunchIndex: 0,
    ProductCodes: [],
    InstanceType: 't4g.medium',
    LaunchTime: daysAgo(10),
    Placement: { GroupName: '', Tenancy: 'default', AvailabilityZone: `${REGION}a` },
    Monitoring: { State: 'disabled' },
    SubnetId: 'subnet-0a00000000000000a',
    VpcId: VPC,
    PrivateIpAddress: '10.0.1.10',
    Architecture: 'arm64',
    RootDeviceType: 'ebs',
    RootDeviceName: '/dev/xvda',
    BlockDeviceMappings: [
      {
        DeviceName: '/dev/xvda',
        Ebs: {
          AttachTime: daysAgo(10),
          DeleteOnTermination: true,
          Status: 'attached',
          VolumeId: `vol-${digits(id, 17)}`,
        },
      },
    ],
    VirtualizationType: 'hvm',
    ClientToken: '',
    EbsOptimized: true,
    EnaSupport: true,
    Hypervisor: 'xen',
    IamInstanceProfile: { Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/shop-web`, Id: 'AIPAEXAMPLEEXAMPLE001' },
    NetworkInterfaces: [],
    SecurityGroups: [{ GroupId: 'sg-0a000000000000001', GroupName: 'shop-web' }],
    SourceDestCheck: true,
    Tags: tags({ Name: 'shop-web' }),
    CpuOptions: { CoreCount: 2, ThreadsPerCore: 1 },
    CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
    HibernationOptions: { Configured: false },
    MetadataOptions: {
      State: 'applied',
      HttpTokens: 'required',
      HttpPutResponseHopLimit: 2,
      HttpEndpoint: 'enabled',
      HttpProtocolIpv6: 'disabled',
      InstanceMetadataTags: 'disabled',
    },
    EnclaveOptions: { Enabled: false },
    PlatformDetails: 'Linux/UNIX',
    UsageOperation: 'RunInstances',
    UsageOperationUpdateTime: daysAgo(10),
    PrivateDnsNameOptions: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    MaintenanceOptions: { AutoRecovery: 'default' },
    CurrentInstanceBootMode: 'uefi',
    ...differs,
  };
}

export function securityGroup(
  id: string,
  name: string,
  ingress: readonly IpPermission[],
  differs: Partial<SecurityGroup> = {},
): SecurityGroup {
  return {
    GroupId: id,
    GroupName: name,
    Description: name,
    OwnerId: ACCOUNT,
    VpcId: VPC,
    SecurityGroupArn: arn('ec2', `security-group/${id}`),
    IpPermissions: [...ingress],
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
    ...differs,
  };
}

/** `ingress(443, { cidr: '0.0.0.0/0' })`, `ingress(8000, { group: 'sg-…' })`. */
export function ingress(
  ports: number | readonly [from: number, to: number],
  from: { readonly cidr?: string; readonly cidr6?: string; readonly group?: string; readonly prefixList?: string },
): IpPermission {
  const [FromPort, ToPort] = typeof ports === 'number' ? [ports, ports] : ports;
  return {
    IpProtocol: 'tcp',
    FromPort,
    ToPort,
    IpRanges: from.cidr === undefined ? [] : [{ CidrIp: from.cidr }],
    Ipv6Ranges: from.cidr6 === undefined ? [] : [{ CidrIpv6: from.cidr6 }],
    PrefixListIds: from.prefixList === undefined ? [] : [{ PrefixListId: from.prefixList }],
    UserIdGroupPairs: from.group === undefined ? [] : [{ GroupId: from.group, UserId: ACCOUNT }],
  };
}

export function subnet(id: string, zone: 'a' | 'b' | 'c', cidr: string, differs: Partial<Subnet> = {}): Subnet {
  return {
    SubnetId: id,
    SubnetArn: arn('ec2', `subnet/${id}`),
    VpcId: VPC,
    OwnerId: ACCOUNT,
    State: 'available',
    CidrBlock: cidr,
    AvailabilityZone: `${REGION}${zone}`,
    AvailabilityZoneId: `euw1-az${'abc'.indexOf(zone) + 1}`,
    AvailableIpAddressCount: 240,
    DefaultForAz: false,
    MapPublicIpOnLaunch: false,
    AssignIpv6AddressOnCreation: false,
    Ipv6CidrBlockAssociationSet: [],
    EnableDns64: false,
    Ipv6Native: false,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    Tags: [],
    ...differs,
  };
}

/** @param gateway `igw-…` makes the subnets public, `nat-…` lets them out only */
export function routeTable(
  id: string,
  gateway: string | undefined,
  subnets: readonly string[],
  differs: Partial<RouteTable> = {},
): RouteTable {
  const local = {
    DestinationCidrBlock: '10.0.0.0/16',
    GatewayId: 'local',
    Origin: 'CreateRouteTable' as const,
    State: 'active' as const,
  };
  const way = gateway?.startsWith('nat-') === true ? { NatGatewayId: gateway } : { GatewayId: gateway };
  return {
    RouteTableId: id,
    VpcId: VPC,
    OwnerId: ACCOUNT,
    PropagatingVgws: [],
    Associations: subnets.map((SubnetId) => ({
      Main: false,
      RouteTableAssociationId: `rtbassoc-${digits(SubnetId, 17)}`,
      RouteTableId: id,
      SubnetId,
      AssociationState: { State: 'associated' as const },
    })),
    Routes: [
      local,
      ...(gateway === undefined
        ? []
        : [{ DestinationCidrBlock: '0.0.0.0/0', ...way, Origin: 'CreateRoute' as const, State: 'active' as const }]),
    ],
    Tags: [],
    ...differs,
  };
}

export function launchTemplateVersion(differs: Partial<LaunchTemplateVersion> = {}): LaunchTemplateVersion {
  return {
    LaunchTemplateId: 'lt-0a000000000000001',
    LaunchTemplateName: 'shop-web',
    VersionNumber: 1,
    CreateTime: daysAgo(100),
    CreatedBy: `arn:aws:iam::${ACCOUNT}:role/deploy`,
    DefaultVersion: true,
    LaunchTemplateData: {
      ImageId: 'ami-0a000000000000001',
      InstanceType: 't4g.medium',
      SecurityGroupIds: ['sg-0a000000000000001'],
      IamInstanceProfile: { Name: 'shop-web' },
      MetadataOptions: { HttpTokens: 'required', HttpEndpoint: 'enabled', HttpPutResponseHopLimit: 2 },
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeSize: 20, VolumeType: 'gp3' } }],
    },
    ...differs,
  };
}

/** Memory in MiB and processors of the types that the fixtures use. */
const TYPES: Readonly<Record<string, readonly [memory: number, cpus: number]>> = {
  't3.micro': [1024, 2],
  't3.small': [2048, 2],
  't3.medium': [4096, 2],
  't4g.micro': [1024, 2],
  't4g.small': [2048, 2],
  't4g.medium': [4096, 2],
  'm7g.large': [8192, 2],
  'm5.large': [8192, 2],
  'r7g.large': [16_384, 2],
  'c7g.large': [4096, 2],
};

function instanceType(name: string): InstanceTypeInfo {
  const [memory, cpus] = TYPES[name] ?? [4096, 2];
  return {
    InstanceType: name as NonNullable<InstanceTypeInfo['InstanceType']>, // AWS adds types faster than the SDK
    CurrentGeneration: true,
    BareMetal: false,
    VCpuInfo: { DefaultVCpus: cpus, DefaultCores: cpus, DefaultThreadsPerCore: 1 },
    MemoryInfo: { SizeInMiB: memory },
    BurstablePerformanceSupported: name.startsWith('t'),
  };
}

export interface Ec2Things {
  readonly instances?: readonly Instance[];
  readonly securityGroups?: readonly SecurityGroup[];
  readonly subnets?: readonly Subnet[];
  readonly routeTables?: readonly RouteTable[];
  readonly launchTemplateVersions?: readonly LaunchTemplateVersion[];
}

type Filters =
  | readonly { readonly Name?: string | undefined; readonly Values?: readonly string[] | undefined }[]
  | undefined;

export function ec2Answers(things: Ec2Things): NonNullable<Answers['ec2']> {
  const { instances = [], securityGroups = [], subnets = [], routeTables = [], launchTemplateVersions = [] } = things;
  return {
    DescribeInstances: ({ InstanceIds, MaxResults, Filters }) => {
      exclusive('InstanceIds', InstanceIds, MaxResults);
      const found = chosen(instances, ({ InstanceId }) => InstanceId, InstanceIds).filter((item) =>
        passes(instanceFields(item), Filters),
      );
      return {
        Reservations: found.map((item) => ({
          ReservationId: `r-${digits(item.InstanceId ?? '', 17)}`,
          OwnerId: ACCOUNT,
          Groups: [],
          Instances: [item],
        })),
      };
    },
    DescribeSecurityGroups: ({ GroupIds, MaxResults }) => {
      exclusive('GroupIds', GroupIds, MaxResults);
      return { SecurityGroups: chosen(securityGroups, ({ GroupId }) => GroupId, GroupIds) };
    },
    DescribeSubnets: ({ SubnetIds }) => ({ Subnets: chosen(subnets, ({ SubnetId }) => SubnetId, SubnetIds) }),
    DescribeRouteTables: ({ RouteTableIds }) => ({
      RouteTables: chosen(routeTables, ({ RouteTableId }) => RouteTableId, RouteTableIds),
    }),
    DescribeLaunchTemplateVersions: ({ LaunchTemplateId, LaunchTemplateName, Versions }) => ({
      LaunchTemplateVersions: templateVersions(
        launchTemplateVersions.filter(
          (version) =>
            (LaunchTemplateId === undefined || version.LaunchTemplateId === LaunchTemplateId) &&
            (LaunchTemplateName === undefined || version.LaunchTemplateName === LaunchTemplateName),
        ),
        Versions,
        LaunchTemplateId ?? LaunchTemplateName,
      ),
    }),
    DescribeInstanceTypes: ({ InstanceTypes, Filters }) => ({
      InstanceTypes: (InstanceTypes ?? Object.keys(TYPES))
        .map(instanceType)
        .filter((type) => passes({ 'instance-type': type.InstanceType }, Filters)),
    }),
  };
}

/** EC2 refuses a page size together with ids. */
function exclusive(member: string, ids: readonly string[] | undefined, size: number | undefined): void {
  if (ids === undefined || ids.length === 0 || size === undefined) return;
  throw new AwsError(
    'InvalidParameterCombination',
    `The parameter ${member} cannot be used with the parameter maxResults`,
  );
}

function instanceFields(item: Instance): Readonly<Record<string, string | undefined>> {
  const byTag = Object.fromEntries((item.Tags ?? []).map(({ Key, Value }) => [`tag:${Key ?? ''}`, Value]));
  return { ...byTag, 'instance-state-name': item.State?.Name, 'instance-id': item.InstanceId, 'vpc-id': item.VpcId };
}

function passes(fields: Readonly<Record<string, string | undefined>>, filters: Filters): boolean {
  return (filters ?? []).every(({ Name = '', Values = [] }) =>
    Values.some((value) => matches(fields[Name] ?? '', value)),
  );
}

function matches(text: string, pattern: string): boolean {
  const literal = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${literal}$`).test(text);
}

function templateVersions(
  versions: readonly LaunchTemplateVersion[],
  wanted: readonly string[] | undefined,
  name: string | undefined,
): LaunchTemplateVersion[] {
  if (versions.length === 0 && name !== undefined) {
    throw new AwsError(
      'InvalidLaunchTemplateId.NotFound',
      `The specified launch template, with template ID ${name}, does not exist.`,
    );
  }
  if (wanted === undefined) return [...versions];
  const latest = Math.max(...versions.map(({ VersionNumber = 0 }) => VersionNumber));
  return versions.filter(
    ({ VersionNumber = 0, DefaultVersion }) =>
      wanted.includes(String(VersionNumber)) ||
      (wanted.includes('$Default') && DefaultVersion === true) ||
      (wanted.includes('$Latest') && VersionNumber === latest),
  );
}
