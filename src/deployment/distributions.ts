import type { Bucket, Distribution } from '../model/aws/index.ts';
import { collected, type Edge, type Fact, type FrontDoor, type Linked, pool, type SubjectRef } from '../model/index.ts';
import { live } from './evidence.ts';
import { gap } from './facts.ts';
import type { Inputs } from './inputs.ts';
import { lookup } from './lookup.ts';
import { aliasTarget, recordsLeadingTo } from './records.ts';

/** An origin as CloudFront may name it. */
interface Origin {
  readonly host: string;
  readonly to: SubjectRef;
  readonly what: string;
  readonly call: string;
}

/** Joins the distributions whose origin is a load balancer of the service, its environment, or one of its buckets. */
export function distributionLinks(
  inputs: Inputs,
  own: readonly { readonly host: string; readonly ref: SubjectRef; readonly what: string }[],
  doors: readonly FrontDoor[],
  buckets: readonly Bucket[],
): Fact<readonly Linked<Distribution>[]> {
  const distributions = pool(inputs['cloudfront.distributions']);
  if (distributions.items.length === 0 && distributions.missing.length > 0) return gap(distributions);
  const origins = [
    ...doors.flatMap((door) => originsOf(inputs, door)),
    ...own.map(({ host, ref, what }) => ({
      host: host.toLowerCase(),
      to: ref,
      what,
      call: 'elasticbeanstalk:DescribeEnvironments',
    })),
    ...buckets.map(({ Name, ref }) => ({
      host: `${Name}.s3`,
      to: ref,
      what: `bucket ${Name}`,
      call: 's3:ListBuckets',
    })),
  ];
  const near = lookup(inputs['cloudfront.distributions'], byOrigin).all(origins.map(({ host }) => host));
  return collected(near.flatMap((one) => link(one, origins)));
}

/** By the load balancer's own name, and by the names of records that lead to it. */
function originsOf(inputs: Inputs, { loadBalancer }: FrontDoor): readonly Origin[] {
  const host = loadBalancer.DNSName?.toLowerCase();
  if (host === undefined) return [];
  const what = `load balancer ${loadBalancer.LoadBalancerName}`;
  const records = recordsLeadingTo(inputs['route53.recordSets'], host);
  const names = records.map(({ Name }) => aliasTarget(Name));
  return [host, ...names].map((name) => ({
    host: name,
    to: loadBalancer.ref,
    what,
    call: 'elasticloadbalancing:DescribeLoadBalancers',
  }));
}

function hostsOf({ Origins }: Distribution): readonly string[] {
  return (Origins?.Items ?? []).flatMap(({ DomainName }) => DomainName?.toLowerCase() ?? []);
}

/** The hosts of the origins; S3 answers for a bucket by several names, which all begin with `<bucket>.s3`. */
function byOrigin(distribution: Distribution): readonly string[] {
  return hostsOf(distribution).flatMap((host) => [host, ...(S3.test(host) ? [host.replace(S3, '.s3')] : [])]);
}

function link(distribution: Distribution, origins: readonly Origin[]): readonly Linked<Distribution>[] {
  const hosts = byOrigin(distribution);
  const found = origins.find(({ host }) => hosts.includes(host));
  if (found === undefined) return [];
  const name = hostsOf(distribution).find((one) => one.startsWith(found.host)) ?? found.host;
  const edge: Edge = {
    from: distribution.ref,
    to: found.to,
    kind: 'sends requests to',
    reason: `origin ${name} of distribution ${distribution.Id} is ${found.what}`,
    confidence: 'high',
    evidence: [live('Origins', name, 'cloudfront:ListDistributions'), live(found.what, found.to.id, found.call)],
  };
  return [{ to: distribution, edge }];
}

const S3 = /\.s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com$|\.s3\.amazonaws\.com$|\.s3-website[.-].*$/;
