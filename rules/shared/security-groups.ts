import type { FixStep } from '../../src/model/index.ts';
import { isPrivate, isWorld } from './cidr.ts';
import { cli } from './fix.ts';

/** An ingress permission, as DescribeSecurityGroups gives it. */
interface Permission {
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly IpRanges?: readonly { readonly CidrIp?: string | undefined }[] | undefined;
  readonly Ipv6Ranges?: readonly { readonly CidrIpv6?: string | undefined }[] | undefined;
  readonly PrefixListIds?: readonly { readonly PrefixListId?: string | undefined }[] | undefined;
  readonly UserIdGroupPairs?: readonly { readonly GroupId?: string | undefined }[] | undefined;
}

interface Group {
  readonly GroupId?: string | undefined;
  readonly GroupName?: string | undefined;
  readonly IpPermissions?: readonly Permission[] | undefined;
}

/** One way in: from where, to which ports, through which group. */
export interface Opening {
  readonly groupId: string;
  readonly group: string;
  readonly cidr: string;
  readonly protocol: string;
  /** `22`, `1024-65535`, `all ports`. */
  readonly ports: string;
}

/** Every range of the whole internet that a group of these admits to a TCP port. */
export function openToWorld(groups: readonly Group[], port: number): readonly Opening[] {
  return openingsFrom(groups, port, isWorld);
}

/** Every public range, the whole internet or less, that a group of these admits to a TCP port. */
export function openToPublic(groups: readonly Group[], port: number): readonly Opening[] {
  return openingsFrom(groups, port, (cidr) => !isPrivate(cidr));
}

/** Whether a group of these admits the whole internet to anything. */
export function openAnywhere(groups: readonly Group[]): readonly Opening[] {
  return groups.flatMap((group) =>
    (group.IpPermissions ?? []).flatMap((permission) =>
      cidrs(permission)
        .filter(isWorld)
        .map((cidr) => opening(group, permission, cidr)),
    ),
  );
}

/** Prefix lists that these groups admit to a TCP port: their entries are not read. */
export function prefixLists(groups: readonly Group[], port: number): readonly string[] {
  const lists = groups
    .flatMap(({ IpPermissions }) => IpPermissions ?? [])
    .filter((permission) => covers(permission, port))
    .flatMap(({ PrefixListIds }) => (PrefixListIds ?? []).flatMap(({ PrefixListId }) => PrefixListId ?? []));
  return [...new Set(lists)];
}

/** `sg-0abc admits 0.0.0.0/0 to 22`. */
export function inWords(opening: Opening): string {
  return `${opening.group} admits ${opening.cidr} to ${/^\d/.test(opening.ports) ? 'port ' : ''}${opening.ports}`;
}

/** The command that takes exactly this rule away. */
export function revoke({ groupId, cidr, protocol, ports }: Opening, region: string | undefined): FixStep {
  const range = cidr.includes(':') ? `Ipv6Ranges=[{CidrIpv6=${cidr}}]` : `IpRanges=[{CidrIp=${cidr}}]`;
  const [from, to = from] = ports === 'all ports' ? ['0', '65535'] : ports.split('-');
  const permission = `IpProtocol=${protocol},${protocol === '-1' ? '' : `FromPort=${from},ToPort=${to},`}${range}`;
  return cli('ec2 revoke-security-group-ingress', { 'group-id': groupId, 'ip-permissions': permission }, region);
}

/** The command that lets the members of one group reach a port of another's; undefined when they do already. */
export function admit(group: Group, source: string, port: number, region: string | undefined): FixStep | undefined {
  const admitted = (group.IpPermissions ?? []).some(
    (permission) =>
      covers(permission, port) && permission.UserIdGroupPairs?.some(({ GroupId }) => GroupId === source) === true,
  );
  if (admitted || group.GroupId === undefined) return undefined;
  const permission = `IpProtocol=tcp,FromPort=${port},ToPort=${port},UserIdGroupPairs=[{GroupId=${source}}]`;
  return cli(
    'ec2 authorize-security-group-ingress',
    { 'group-id': group.GroupId, 'ip-permissions': permission },
    region,
  );
}

/** Every range that a group of these admits to a TCP port and that `from` wants. */
export function openingsFrom(
  groups: readonly Group[],
  port: number,
  from: (cidr: string) => boolean,
): readonly Opening[] {
  return groups.flatMap((group) =>
    (group.IpPermissions ?? [])
      .filter((permission) => covers(permission, port))
      .flatMap((permission) =>
        cidrs(permission)
          .filter(from)
          .map((cidr) => opening(group, permission, cidr)),
      ),
  );
}

function opening(group: Group, permission: Permission, cidr: string): Opening {
  const protocol = permission.IpProtocol ?? '-1';
  return { groupId: group.GroupId ?? '', group: groupName(group), cidr, protocol, ports: ports(permission) };
}

/** The id, with the name that people gave it. */
export function groupName({ GroupId, GroupName }: Group): string {
  const id = GroupId ?? '(no id)';
  return GroupName === undefined || GroupName === id ? id : `${id} (${GroupName})`;
}

function cidrs({ IpRanges, Ipv6Ranges }: Permission): readonly string[] {
  return [
    ...(IpRanges ?? []).flatMap(({ CidrIp }) => CidrIp ?? []),
    ...(Ipv6Ranges ?? []).flatMap(({ CidrIpv6 }) => CidrIpv6 ?? []),
  ];
}

/** Protocol -1 is every port whatever the ports say; `6` is TCP's number. */
export function covers({ IpProtocol, FromPort, ToPort }: Permission, port: number): boolean {
  if (IpProtocol === '-1') return true;
  if (IpProtocol !== 'tcp' && IpProtocol !== '6') return false;
  return (FromPort ?? 0) <= port && port <= (ToPort ?? 65_535);
}

function ports({ IpProtocol, FromPort, ToPort }: Permission): string {
  if (IpProtocol === '-1') return 'all ports';
  const from = FromPort ?? 0;
  const to = ToPort ?? 65_535;
  if (from <= 0 && to >= 65_535) return 'all ports';
  return from === to ? String(from) : `${from}-${to}`;
}
