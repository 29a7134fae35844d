import { acmAnswers, certificate } from '../../account/build/acm.ts';
import {
  behavior,
  cloudfrontAnswers,
  distribution,
  s3Origin,
  viewerCertificate,
} from '../../account/build/cloudfront.ts';
import { classicLoadBalancer, elbAnswers, negotiationPolicy } from '../../account/build/elb.ts';
import {
  elbv2Answers,
  forward,
  httpsListener,
  loadBalancer,
  pathRule,
  target,
  targetGroup,
} from '../../account/build/elbv2.ts';
import { arn, digits } from '../../account/build/where.ts';
import type { Answers } from '../../account/index.ts';
import type { Each } from './each.ts';

export function doors(each: Each): Answers {
  const balancers = each((name) =>
    loadBalancer({
      LoadBalancerName: name,
      LoadBalancerArn: arn('elasticloadbalancing', `loadbalancer/app/${name}/${digits(name, 16)}`),
    }),
  );
  const groups = each((name) =>
    targetGroup({
      TargetGroupName: name,
      TargetGroupArn: arn('elasticloadbalancing', `targetgroup/${name}/${digits(name, 16)}`),
    }),
  );
  const [group = targetGroup()] = groups;
  const behind = group.TargetGroupArn ?? '';
  const certificates = each((name) => certificate({ id: name, DomainName: `${name}.example.com` }));
  const listeners = balancers.flatMap((balancer) => [
    httpsListener(balancer, behind, {
      Certificates: certificates.slice(0, 3).map(({ CertificateArn }) => ({ CertificateArn })),
    }),
    httpsListener(balancer, behind, { Port: 8443 }),
  ]);
  return {
    acm: acmAnswers(certificates),
    elbv2: elbv2Answers({
      loadBalancers: balancers,
      listeners,
      rules: Object.fromEntries(
        listeners.map((listener) => [
          listener.ListenerArn ?? '',
          [pathRule(listener, 10, ['/media/*'], forward(behind))],
        ]),
      ),
      targetGroups: groups,
      targets: Object.fromEntries(groups.map(({ TargetGroupArn = '' }) => [TargetGroupArn, [target('10.0.1.1', 'a')]])),
    }),
    elb: elbAnswers({
      loadBalancers: each((name) => classicLoadBalancer({ LoadBalancerName: name })),
      policies: Object.fromEntries(
        each((name) => [name, [negotiationPolicy('tls', 'ELBSecurityPolicy-TLS-1-2-2017-01', [])]]),
      ),
    }),
    cloudfront: cloudfrontAnswers(
      each((name) =>
        distribution({
          id: `E${digits(name, 13).toUpperCase()}`,
          aliases: [`${name}.example.com`],
          origins: [s3Origin(name)],
          fallback: behavior(name),
          certificate: viewerCertificate('0a1b'),
        }),
      ),
    ),
    route53: {
      ListHostedZones: {
        HostedZones: each((name) => ({
          Id: `/hostedzone/${name}`,
          Name: `${name}.example.com.`,
          CallerReference: name,
        })),
        Marker: '',
        IsTruncated: false,
        MaxItems: 100,
      },
      ListResourceRecordSets: ({ HostedZoneId = '', StartRecordName, MaxItems = 300 }, { pageSize = 300 }) => {
        const zone = HostedZoneId.split('/').pop() ?? '';
        const sets = ['a', 'b', 'c'].map((host) => ({
          Name: `${host}.${zone}.example.com.`,
          Type: 'A' as const,
          TTL: 60,
          ResourceRecords: [{ Value: '10.0.0.1' }],
        }));
        const from = StartRecordName === undefined ? 0 : sets.findIndex(({ Name }) => Name === StartRecordName);
        const size = Math.min(MaxItems, pageSize);
        const following = sets[from + size];
        return {
          ResourceRecordSets: sets.slice(from, from + size),
          IsTruncated: following !== undefined,
          ...(following === undefined ? {} : { NextRecordName: following.Name, NextRecordType: following.Type }),
          MaxItems: size,
        };
      },
      ListHealthChecks: {
        HealthChecks: each((name) => ({
          Id: name,
          CallerReference: name,
          HealthCheckVersion: 1,
          HealthCheckConfig: { Type: 'HTTPS' as const, FullyQualifiedDomainName: `${name}.example.com` },
        })),
        Marker: '',
        IsTruncated: false,
        MaxItems: 100,
      },
    },
    wafv2: { GetWebACLForResource: {} },
  };
}
