import type { Ec2Instance } from '../../src/model/aws/index.ts';

/** The instance is there, or will be in a moment. */
export function isUp({ State }: Ec2Instance): boolean {
  return State?.Name === 'running' || State?.Name === 'pending';
}

/** The security groups of all its interfaces: an instance may have more than the first. */
export function groupIdsOf({ SecurityGroups, NetworkInterfaces }: Ec2Instance): readonly string[] {
  const groups = [...(SecurityGroups ?? []), ...(NetworkInterfaces ?? []).flatMap(({ Groups }) => Groups ?? [])];
  return [...new Set(groups.flatMap(({ GroupId }) => GroupId ?? []))];
}

/** An address that the internet routes to, on any interface; addresses of IPv6 are such. */
export function hasPublicAddress({ PublicIpAddress, NetworkInterfaces }: Ec2Instance): boolean {
  const interfaces = NetworkInterfaces ?? [];
  return (
    PublicIpAddress !== undefined ||
    interfaces.some(
      ({ Association, Ipv6Addresses }) => Association?.PublicIp !== undefined || (Ipv6Addresses ?? []).length > 0,
    )
  );
}

/** The subnets of all its interfaces. */
export function subnetIdsOf({ SubnetId, NetworkInterfaces }: Ec2Instance): readonly string[] {
  const all = [SubnetId, ...(NetworkInterfaces ?? []).map((one) => one.SubnetId)];
  return [...new Set(all.flatMap((id) => id ?? []))];
}
