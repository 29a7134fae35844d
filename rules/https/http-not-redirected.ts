import type { ListenerRule } from '../../src/model/aws/index.ts';
import { ask, defineRule, type Evidence, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { type DoorListener, decides, listenersBefore, unseenFronts } from '../shared/front-door.ts';
import { where } from '../shared/places.ts';
import { linkEvidence, liveSetting, nameOf } from '../shared/service.ts';
import { assignedAt } from '../shared/settings.ts';

export default defineRule({
  id: 'http-not-redirected',
  topic: 'https/redirect',
  severity: 'high',
  docs: {
    title: 'Redirect HTTP to HTTPS',
    why: 'A visitor who types the address arrives by HTTP: whoever is on the way reads and changes pages, session cookies and passwords.',
    how: 'Every HTTP listener before the service is judged with all of its rules: those that forward to the application serve it in clear, unless the application itself redirects (SECURE_SSL_REDIRECT under the live variables) or nginx of the platform does. When only Django redirects it is low: it works, and every such request costs a worker. A redirect in the default action or in a rule for all paths, a fixed answer, or no HTTP listener passes.',
    fix: 'Make the default action of the HTTP listener a redirect to HTTPS with status 301; keep SECURE_SSL_REDIRECT on as the second line.',
    silent: [
      'listeners that answer with a fixed response',
      'TLS and HTTPS listeners',
      'services without a load balancer',
    ],
    example: {
      language: 'hcl',
      bad: '# aws_lb_listener: port 80, HTTP; settings: SECURE_SSL_REDIRECT = False\ndefault_action {\n  type             = "forward"\n  target_group_arn = aws_lb_target_group.shop.arn\n}',
      good: '# aws_lb_listener: port 80, HTTP\ndefault_action {\n  type = "redirect"\n  redirect {\n    protocol    = "HTTPS"\n    port        = "443"\n    status_code = "HTTP_301"\n  }\n}',
    },
    references: [
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html',
      'https://docs.djangoproject.com/en/stable/ref/settings/#secure-ssl-redirect',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1',
    ],
  },
  controls: {
    awsFsbp: ['ELB.1'],
    wellArchitected: ['SEC09'],
    soc2: ['CC6.7'],
    cwe: ['319'],
    owaspTop10_2021: ['A02'],
    djangoCheck: ['security.W008'],
  },
  needs: ['deployment.services', 'repository.proxies'],
  subjects: ({ deployment }) => [...listenersBefore(deployment.services), ...unseenFronts(deployment.services)],
  judge: (subject, { repository }) => {
    if ('reason' in subject) {
      return unknown(`what stands before ${nameOf(subject.service)} could not be seen: ${subject.reason}`);
    }
    const { listener, service } = subject;
    if (listener.Protocol !== 'HTTP') return notApplicable(`${listener.Protocol} listener`);
    if (listener.rules.status === 'unavailable') {
      return unknown(`the rules of listener :${listener.Port} could not be seen: ${listener.rules.reason}`);
    }
    const serving = servingRules(listener.rules.value);
    const evidence = [...listener.rules.value.map(ruleEvidence), linkEvidence(service)];
    if (serving.length === 0)
      return pass(`${nameOfListener(subject)} sends nobody to the application by HTTP`, { evidence });
    const proxy = repository.proxies.find((one) => one.role === 'production' && one.redirectsToHttps);
    if (proxy !== undefined) return pass(`${proxy.path} redirects to HTTPS`, { evidence });
    return byDjango(subject, serving, evidence);
  },
});

/** The rules that hand plain requests to the application; rules after one that redirects everything are never reached. */
function servingRules(rules: readonly ListenerRule[]): readonly ListenerRule[] {
  const all = rules.findIndex((rule) => decides(rule) === 'https' && takesAll(rule));
  const reached = all === -1 ? rules : rules.slice(0, all);
  return reached.filter((rule) => decides(rule) === 'forward');
}

/** `/*` on any host and nothing else, which people write instead of a default action. */
function takesAll(rule: ListenerRule): boolean {
  if (rule.IsDefault === true) return true;
  return (rule.Conditions ?? []).every(
    ({ Field, PathPatternConfig, Values }) =>
      Field === 'path-pattern' &&
      [...(PathPatternConfig?.Values ?? []), ...(Values ?? [])].some((value) => /^\/?\*$/.test(value)),
  );
}

function byDjango(subject: DoorListener, serving: readonly ListenerRule[], evidence: readonly Evidence[]) {
  const { service } = subject;
  const where_ = `${nameOfListener(subject)} forwards HTTP to ${nameOf(service)}`;
  if (service.settings.status === 'unavailable') {
    return unknown(`${where_}; whether Django redirects could not be evaluated: ${service.settings.reason}`, {
      evidence,
    });
  }
  const redirect = liveSetting(service.settings.value, 'SECURE_SSL_REDIRECT');
  if (redirect === undefined) return unknown('SECURE_SSL_REDIRECT is not among the settings', { evidence });
  const both = [...evidence, redirect.evidence];
  const place = where(assignedAt(redirect.setting));
  const answer = ask(redirect.value, (value) => value === true);
  if (answer === 'always') {
    return fail(`${where_} and leaves the redirect to Django: it works, and every plain request costs a worker`, {
      severity: 'low',
      evidence: both,
      ...place,
      fix: redirectFix(subject),
    });
  }
  if (answer !== 'never')
    return unknown(`${where_}; SECURE_SSL_REDIRECT could not be computed`, { evidence: both, ...place });
  const rules = serving.every((rule) => rule.IsDefault === true)
    ? 'its default action'
    : `${serving.length} of its rules`;
  return fail(`${where_} (${rules}) and Django does not redirect: pages, cookies and passwords travel in clear`, {
    evidence: both,
    ...place,
    fix: redirectFix(subject),
  });
}

function nameOfListener({ door, listener }: DoorListener): string {
  return `listener :${listener.Port} of ${door.loadBalancer.LoadBalancerName}`;
}

function ruleEvidence(rule: ListenerRule): Evidence {
  const label = rule.IsDefault === true ? 'default action' : `rule ${rule.Priority ?? ''}`;
  const actions = (rule.Actions ?? []).map(({ Type, RedirectConfig }) =>
    Type === 'redirect' ? `redirect to ${RedirectConfig?.Protocol ?? '#{protocol}'}` : Type,
  );
  return seen(label, actions, 'elasticloadbalancing:DescribeRules');
}

function redirectFix({ listener, door }: DoorListener) {
  const redirect = 'Type=redirect,RedirectConfig={Protocol=HTTPS,Port=443,StatusCode=HTTP_301}';
  return fix(
    `Redirect :${listener.Port} of ${door.loadBalancer.LoadBalancerName} to HTTPS`,
    text(
      'Takes effect at once and without downtime; make sure that a listener on 443 is there. Rules that forward on this listener have to go too.',
    ),
    cli(
      'elbv2 modify-listener',
      { 'listener-arn': listener.ListenerArn, 'default-actions': redirect },
      listener.ref.region,
    ),
    terraform(
      'aws_lb_listener: default_action { type = "redirect"  redirect { protocol = "HTTPS"  port = "443"  status_code = "HTTP_301" } }',
    ),
  );
}
