import { about } from '../../src/model/aws/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, ebExtension, fix, terraform, text } from '../shared/fix.ts';
import { madeByElasticBeanstalk } from '../shared/load-balancers.ts';

const KEY = 'access_logs.s3.enabled';

export default defineRule({
  id: 'alb-no-access-logs',
  topic: 'monitoring/cloudwatch',
  severity: 'low',
  docs: {
    title: 'Keep access logs of load balancers',
    why: 'Requests that never reached Django (502, 503, refused TLS, attacks) stand in no other log: after an incident nobody can tell who asked for what.',
    how: `The attribute \`${KEY}\` must be true: of each application load balancer, and of network load balancers with a TLS listener (AWS logs only those). Newer load balancers can deliver their logs by CloudWatch Logs to a log group or Firehose instead; that is not read, so that the confidence is medium.`,
    fix: 'Switch access logs on, to a bucket that lets the log delivery service write.',
    silent: ['network load balancers without TLS, for which AWS writes no access logs'],
    references: [
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html',
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html',
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
  needs: ['elasticloadbalancing.loadBalancers', 'elasticloadbalancing.attributes', 'elasticloadbalancing.listeners'],
  subjects: ({ elasticloadbalancing }) => elasticloadbalancing.loadBalancers.filter(({ Type }) => Type !== 'gateway'),
  judge: (loadBalancer, { elasticloadbalancing }) => {
    const { LoadBalancerName: name, LoadBalancerArn, Type, ref } = loadBalancer;
    const attributes = about(elasticloadbalancing.attributes, loadBalancer)[0]?.attributes;
    const on = attributes?.[KEY];
    const evidence = [seen(KEY, on, 'elasticloadbalancing:DescribeLoadBalancerAttributes')];
    const tls = elasticloadbalancing.listeners.some(
      (one) => one.LoadBalancerArn === LoadBalancerArn && one.Protocol === 'TLS',
    );
    if (Type === 'network' && !tls)
      return notApplicable(`AWS writes no access logs for ${name}: it has no TLS listener`, { evidence });
    if (on === undefined) return unknown(`the attribute ${KEY} of ${name} could not be seen`, { evidence });
    if (on === 'true')
      return pass(`${name} writes access logs to ${attributes?.['access_logs.s3.bucket'] ?? 'a bucket'}`, { evidence });
    return fail(
      `the load balancer ${name} writes no access logs to S3: requests that Django never saw cannot be looked into; switch them on`,
      {
        confidence: 'medium',
        evidence,
        fix: fix(
          `Switch on access logs of ${name}`,
          text(
            'No downtime. LOG_BUCKET is a bucket of the same region whose policy lets the log delivery write to it (logdelivery.elasticloadbalancing.amazonaws.com) and which deletes logs after some months: aws s3api create-bucket makes one.',
          ),
          madeByElasticBeanstalk(name)
            ? ebExtension([
                { namespace: 'aws:elbv2:loadbalancer', name: 'AccessLogsS3Enabled', value: 'true' },
                { namespace: 'aws:elbv2:loadbalancer', name: 'AccessLogsS3Bucket', value: 'LOG_BUCKET' },
              ])
            : cli(
                'elbv2 modify-load-balancer-attributes',
                {
                  'load-balancer-arn': LoadBalancerArn,
                  attributes: [`Key=${KEY},Value=true`, 'Key=access_logs.s3.bucket,Value=LOG_BUCKET'],
                },
                ref.region,
              ),
          terraform('aws_lb: access_logs { bucket = ..., enabled = true }'),
        ),
      },
    );
  },
});
