import { about, type ClassicLoadBalancer, type LoadBalancer } from '../../src/model/aws/index.ts';
import {
  defineRule,
  type Evidence,
  type Facts,
  fail,
  notApplicable,
  pass,
  unknown,
  type Verdict,
} from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, ebExtension, fix, terraform, text } from '../shared/fix.ts';
import { madeByElasticBeanstalk } from '../shared/load-balancers.ts';

const KEY = 'access_logs.s3.enabled';
const CALL = 'elasticloadbalancing:DescribeLoadBalancerAttributes';
const NEEDS = [
  'elasticloadbalancing.loadBalancers',
  'elasticloadbalancing.attributes',
  'elasticloadbalancing.listeners',
  'elasticloadbalancing.classicLoadBalancers',
  'elasticloadbalancing.classicAttributes',
] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

export default defineRule({
  id: 'alb-no-access-logs',
  topic: 'monitoring/cloudwatch',
  severity: 'low',
  docs: {
    title: 'Keep access logs of load balancers',
    why: 'Requests that never reached Django (502, 503, refused TLS, attacks) stand in no other log: after an incident nobody can tell who asked for what.',
    how: `The attribute \`${KEY}\` must be true: of each application load balancer, and of network load balancers with a TLS listener (AWS logs only those); of a classic one \`AccessLog\` must be enabled. Newer load balancers can deliver their logs by CloudWatch Logs to a log group or Firehose instead; that is not read, so that the confidence is medium.`,
    fix: 'Switch access logs on, to a bucket that lets the log delivery service write.',
    silent: ['network load balancers without TLS, for which AWS writes no access logs'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_lb" "shop" {\n  load_balancer_type = "application"\n}',
      good: 'resource "aws_lb" "shop" {\n  load_balancer_type = "application"\n  access_logs {\n    bucket  = aws_s3_bucket.load_balancer_logs.id\n    enabled = true\n  }\n}',
    },
    references: [
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html',
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html',
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html',
      'https://docs.aws.amazon.com/cdk/api/v2/python/aws_cdk.mixins_preview.aws_elasticloadbalancingv2.mixins/CfnLoadBalancerNlbAccessLogs.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-5',
    ],
  },
  controls: {
    awsFsbp: ['ELB.5'],
    wellArchitected: ['SEC04'],
    soc2: ['CC7.2'],
    cwe: ['778'],
    owaspTop10_2021: ['A09'],
  },
  needs: NEEDS,
  subjects: ({ elasticloadbalancing }) => [
    ...elasticloadbalancing.loadBalancers.filter(({ Type }) => Type !== 'gateway'),
    ...elasticloadbalancing.classicLoadBalancers,
  ],
  judge: (loadBalancer, facts) =>
    'Type' in loadBalancer ? judgeModern(loadBalancer, facts) : judgeClassic(loadBalancer, facts),
});

function judgeModern(loadBalancer: LoadBalancer, { elasticloadbalancing }: Needed): Verdict {
  const { LoadBalancerName: name, LoadBalancerArn, Type } = loadBalancer;
  const attributes = about(elasticloadbalancing.attributes, loadBalancer)[0]?.attributes;
  const on = attributes?.[KEY];
  const evidence = [seen(KEY, on, CALL)];
  const tls = elasticloadbalancing.listeners.some(
    (one) => one.LoadBalancerArn === LoadBalancerArn && one.Protocol === 'TLS',
  );
  if (Type === 'network' && !tls)
    return notApplicable(`AWS writes no access logs for ${name}: it has no TLS listener`, { evidence });
  if (on === undefined) return unknown(`the attribute ${KEY} of ${name} could not be seen`, { evidence });
  if (on === 'true')
    return pass(`${name} writes access logs to ${attributes?.['access_logs.s3.bucket'] ?? 'a bucket'}`, { evidence });
  return silentOne(loadBalancer, evidence);
}

function judgeClassic(loadBalancer: ClassicLoadBalancer, { elasticloadbalancing }: Needed): Verdict {
  const name = loadBalancer.LoadBalancerName;
  const log = about(elasticloadbalancing.classicAttributes, loadBalancer)[0]?.LoadBalancerAttributes.AccessLog;
  const evidence = [seen('AccessLog.Enabled', log?.Enabled, CALL)];
  if (log === undefined) return unknown(`the attribute AccessLog of ${name} could not be seen`, { evidence });
  if (log.Enabled === true)
    return pass(`${name} writes access logs to ${log.S3BucketName ?? 'a bucket'}`, { evidence });
  return silentOne(loadBalancer, evidence);
}

/** Only the newer kinds can deliver their logs in another way, which is not read. */
function silentOne(loadBalancer: LoadBalancer | ClassicLoadBalancer, evidence: readonly Evidence[]): Verdict {
  return fail(
    `the load balancer ${loadBalancer.LoadBalancerName} writes no access logs to S3: requests that Django never saw cannot be looked into; switch them on`,
    { confidence: 'Type' in loadBalancer ? 'medium' : 'high', evidence, fix: log(loadBalancer) },
  );
}

function log(loadBalancer: LoadBalancer | ClassicLoadBalancer) {
  const { LoadBalancerName: name, ref } = loadBalancer;
  const eb = 'Type' in loadBalancer ? 'aws:elbv2:loadbalancer' : undefined;
  const change =
    eb !== undefined && madeByElasticBeanstalk(name)
      ? ebExtension([
          { namespace: eb, name: 'AccessLogsS3Enabled', value: 'true' },
          { namespace: eb, name: 'AccessLogsS3Bucket', value: 'LOG_BUCKET' },
        ])
      : 'Type' in loadBalancer
        ? cli(
            'elbv2 modify-load-balancer-attributes',
            {
              'load-balancer-arn': loadBalancer.LoadBalancerArn,
              attributes: [`Key=${KEY},Value=true`, 'Key=access_logs.s3.bucket,Value=LOG_BUCKET'],
            },
            ref.region,
          )
        : cli(
            'elb modify-load-balancer-attributes',
            {
              'load-balancer-name': name,
              'load-balancer-attributes': 'AccessLog={Enabled=true,S3BucketName=LOG_BUCKET,EmitInterval=60}',
            },
            ref.region,
          );
  return fix(
    `Switch on access logs of ${name}`,
    text(
      'No downtime. LOG_BUCKET is a bucket of the same region whose policy lets the log delivery write to it (logdelivery.elasticloadbalancing.amazonaws.com) and which deletes logs after some months: aws s3api create-bucket makes one.',
    ),
    change,
    terraform(`${'Type' in loadBalancer ? 'aws_lb' : 'aws_elb'}: access_logs { bucket = ..., enabled = true }`),
  );
}
