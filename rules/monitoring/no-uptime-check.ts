import {
  type DeployedService,
  defineRule,
  type Evidence,
  fail,
  notApplicable,
  pass,
  type UptimeCheck,
  unknown,
} from '../../src/model/index.ts';
import { type Attested, attestationEvidence, attested, expiredText } from '../shared/attestations.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, fix, text } from '../shared/fix.ts';
import { isOneOf, type PublicHosts, publicHosts } from '../shared/hosts.ts';
import { linkEvidence, liveSetting, look, nameOf } from '../shared/service.ts';

export default defineRule({
  id: 'no-uptime-check',
  topic: 'monitoring/uptime',
  severity: 'medium',
  docs: {
    title: 'Let something outside ask whether the site is up',
    why: 'Alarms inside the account fall silent together with what they watch: an expired certificate, a broken DNS record or a lost region is noticed by a customer first.',
    how: 'The public names of the service (ALLOWED_HOSTS under the live variables, the load balancer) are compared with the Route 53 health checks of the account; a running canary counts too, with less confidence, as its address is in its code. Monitors of others (UptimeRobot, Pingdom, Better Stack) cannot be seen and are attested in djaudit.yml as `uptime`, with an end. A health check that no alarm with an action speaks for is low.',
    fix: 'A monitor outside of AWS on the health check path, attested in djaudit.yml; or a Route 53 health check with an alarm in us-east-1.',
    silent: [
      'an attestation `uptime` that has not expired',
      'services without a public load balancer, and environments that are known not to be production',
      'alarms on health checks where us-east-1 was not scanned',
    ],
    example: {
      language: 'hcl',
      bad: '# settings: ALLOWED_HOSTS = ["shop.example.com"]; djaudit.yml attests no monitor\nresource "aws_route53_health_check" "shop" {\n  type = "HTTPS"\n  fqdn = "old-shop.example.com"\n  port = 443\n}',
      good: '# settings: ALLOWED_HOSTS = ["shop.example.com"]\nresource "aws_route53_health_check" "shop" {\n  type = "HTTPS"\n  fqdn = "shop.example.com"\n  port = 443\n}\nresource "aws_cloudwatch_metric_alarm" "shop_is_down" {\n  namespace     = "AWS/Route53" # its alarms live in us-east-1\n  metric_name   = "HealthCheckStatus"\n  dimensions    = { HealthCheckId = aws_route53_health_check.shop.id }\n  alarm_actions = [aws_sns_topic.alarms_us_east_1.arn]\n}',
    },
    references: [
      'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-types.html',
      'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html',
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries.html',
    ],
  },
  controls: { wellArchitected: ['REL06', 'OPS08'], soc2: ['CC7.2', 'A1.1'] },
  needs: ['deployment.services', 'deployment.uptimeChecks'],
  subjects: ({ deployment }) => deployment.services,
  judge: (service, { deployment }, context) => {
    const { environment } = service;
    if (environment !== undefined && environment.name !== 'production') {
      return notApplicable(`${nameOf(service)} is ${environment.name} (${environment.reason})`);
    }
    const doors = look(service.frontDoors, `what stands before ${nameOf(service)} could not be seen`);
    if ('open' in doors) return doors.open;
    if (!doors.value.some(({ loadBalancer }) => loadBalancer.Scheme === 'internet-facing')) {
      return notApplicable(`${nameOf(service)} has no public load balancer`);
    }
    return checked(service, deployment.uptimeChecks, attested('uptime', context));
  },
});

function checked(service: DeployedService, checks: readonly UptimeCheck[], word: Attested) {
  const hosts = publicHosts(service);
  const own = checks.filter(({ host }) => host !== undefined && isOneOf(host, hosts.names));
  const evidence = evidenceOf(service, hosts, checks);
  if (own.length > 0) return speaking(service, own, evidence);
  if (word.holding !== undefined) {
    const said = [attestationEvidence(word.holding), ...evidence];
    return pass(`${word.holding.owner} attests a monitor: ${word.holding.attests}`, {
      evidence: said,
      confidence: 'low',
    });
  }
  const canary = checks.find(({ kind }) => kind === 'canary');
  if (canary !== undefined) {
    return pass(`the canary ${canary.ref.name ?? canary.ref.id} runs; which address it asks is in its code`, {
      evidence,
      confidence: 'low',
    });
  }
  if (checks.length > 0 && !hosts.known) {
    return unknown(
      `which of the health checks asks ${nameOf(service)} cannot be told: ALLOWED_HOSTS names no public host`,
      { evidence },
    );
  }
  return fail(
    `no check from outside is seen for ${nameOf(service)} (${list(hosts.names, 3)}): a customer notices first that it is down${expiredText(word)}`,
    { evidence, fix: watch(hosts) },
  );
}

/** Checks that ask it, and whether anybody hears of what they find. */
function speaking(service: DeployedService, own: readonly UptimeCheck[], evidence: readonly Evidence[]) {
  const names = list(own.map(({ host }) => host ?? ''));
  const unheard = own.filter(
    ({ alarms }) =>
      alarms.status === 'collected' && !alarms.value.some(({ AlarmActions = [] }) => AlarmActions.length > 0),
  );
  if (unheard.length < own.length) return pass(`a health check asks ${names}`, { evidence });
  return fail(`a health check asks ${names} for ${nameOf(service)}, and no alarm with an action speaks for it`, {
    severity: 'low',
    evidence,
    fix: fix(
      `Put an alarm on the health check of ${names}`,
      text('Metrics of health checks are kept in us-east-1; the topic has to be there too.'),
      ...unheard.map(({ ref }) =>
        cli(
          'cloudwatch put-metric-alarm',
          {
            'alarm-name': `${ref.name ?? 'site'}-is-down`,
            namespace: 'AWS/Route53',
            'metric-name': 'HealthCheckStatus',
            dimensions: [`Name=HealthCheckId,Value=${ref.id.split('/').at(-1) ?? ''}`],
            statistic: 'Minimum',
            period: 60,
            'evaluation-periods': 2,
            threshold: 1,
            'comparison-operator': 'LessThanThreshold',
            'alarm-actions': 'SNS_TOPIC_ARN',
          },
          'us-east-1',
        ),
      ),
    ),
  });
}

function evidenceOf(service: DeployedService, { names }: PublicHosts, checks: readonly UptimeCheck[]) {
  const { settings } = service;
  const allowed = settings.status === 'collected' ? liveSetting(settings.value, 'ALLOWED_HOSTS') : undefined;
  return [
    ...(allowed === undefined ? [] : [allowed.evidence]),
    seen('public names', names, 'elasticloadbalancing:DescribeLoadBalancers'),
    seen(
      'health checks',
      checks.filter(({ kind }) => kind === 'health check').map(({ host }) => host),
      'route53:ListHealthChecks',
    ),
    seen(
      'canaries that run',
      checks.filter(({ kind }) => kind === 'canary').map(({ ref }) => ref.name),
      'synthetics:DescribeCanaries',
    ),
    linkEvidence(service),
  ];
}

function watch({ names }: PublicHosts) {
  const host = names.find((name) => !name.startsWith('.')) ?? 'www.example.com';
  const config = `Type=HTTPS,FullyQualifiedDomainName=${host},Port=443,ResourcePath=/health-check/,RequestInterval=30,FailureThreshold=3`;
  return fix(
    `Ask ${host} from outside`,
    text(
      'A monitor of another company (UptimeRobot, Better Stack) also sees an outage of AWS. Attest it, so that it counts here:\n\nattestations:\n  - name: uptime\n    attests: UptimeRobot asks the health check every 5 minutes and calls the pager\n    owner: YOUR TEAM\n    until: YYYY-MM-DD',
    ),
    cli('route53 create-health-check', { 'caller-reference': `${host}-1`, 'health-check-config': config }),
  );
}
