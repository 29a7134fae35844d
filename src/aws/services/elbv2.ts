import {
  DescribeListenerAttributesCommand,
  DescribeListenerCertificatesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeSSLPoliciesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  type RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { part } from '../../model/subject.ts';
import type { Collector, ServiceModule } from '../collector.ts';
import { must } from '../collector.ts';
import { MASK } from '../redact.ts';

const PAGE = { PageSize: 400 };
const next = (page: { readonly NextMarker?: string | undefined }) =>
  page.NextMarker ? { Marker: page.NextMarker } : undefined;

const loadBalancers: Collector<'elasticloadbalancing.loadBalancers'> = async function* ({ pages, ref }) {
  for await (const page of pages(DescribeLoadBalancersCommand, PAGE, next)) {
    yield must(page.LoadBalancers, 'LoadBalancers').map((balancer) => {
      const LoadBalancerArn = must(balancer.LoadBalancerArn, 'LoadBalancerArn');
      const LoadBalancerName = must(balancer.LoadBalancerName, 'LoadBalancerName');
      return {
        ...balancer,
        ref: ref(LoadBalancerArn, LoadBalancerName),
        LoadBalancerArn,
        LoadBalancerName,
        Type: must(balancer.Type, 'Type'),
      };
    });
  }
};

/** A load balancer, listener or target group that was deleted since it was listed has no item. */
const attributes: Collector<'elasticloadbalancing.attributes'> = ({ ask, each, from }) =>
  each(from('elasticloadbalancing.loadBalancers'), async ({ ref, LoadBalancerArn }) => {
    const absent = ['LoadBalancerNotFoundException'];
    const answer = await ask(DescribeLoadBalancerAttributesCommand, { LoadBalancerArn }, { absent });
    return answer && { ref, LoadBalancerArn, attributes: byKey(must(answer.Attributes, 'Attributes')) };
  });

/** Gateway load balancers have listeners without protocol and port: they carry no requests of an application. */
const listeners: Collector<'elasticloadbalancing.listeners'> = async function* ({ pages, each, from }) {
  const lists = each(from('elasticloadbalancing.loadBalancers'), async ({ ref, LoadBalancerArn, Type }) => {
    if (Type === 'gateway') return undefined;
    const found = [];
    for await (const page of pages(DescribeListenersCommand, { ...PAGE, LoadBalancerArn }, next)) {
      found.push(
        ...must(page.Listeners, 'Listeners').map((listener) => {
          const Port = must(listener.Port, 'Port');
          return {
            ...listener,
            ref: part(ref, String(Port)),
            ListenerArn: must(listener.ListenerArn, 'ListenerArn'),
            LoadBalancerArn,
            Protocol: must(listener.Protocol, 'Protocol'),
            Port,
          };
        }),
      );
    }
    return found;
  });
  for await (const lot of lists) yield lot.flat();
};

const listenerAttributes: Collector<'elasticloadbalancing.listenerAttributes'> = ({ ask, each, from }) =>
  each(from('elasticloadbalancing.listeners'), async ({ ref, ListenerArn }) => {
    const absent = ['ListenerNotFoundException'];
    const answer = await ask(DescribeListenerAttributesCommand, { ListenerArn }, { absent });
    return answer && { ref, ListenerArn, attributes: byKey(must(answer.Attributes, 'Attributes')) };
  });

/** Only TLS listeners have certificates; AWS answers the question about others with an error. */
const listenerCertificates: Collector<'elasticloadbalancing.listenerCertificates'> = ({ pages, each, from }) =>
  each(from('elasticloadbalancing.listeners'), async ({ ref, ListenerArn, Protocol }) => {
    if (Protocol !== 'HTTPS' && Protocol !== 'TLS') return undefined;
    const Certificates = [];
    for await (const page of pages(DescribeListenerCertificatesCommand, { ...PAGE, ListenerArn }, next)) {
      Certificates.push(...must(page.Certificates, 'Certificates'));
    }
    return { ref, ListenerArn, Certificates };
  });

/** Network load balancers have no rules. */
const rules: Collector<'elasticloadbalancing.rules'> = async function* ({ pages, each, from }) {
  const lists = each(
    from('elasticloadbalancing.listeners'),
    async ({ ref, ListenerArn, LoadBalancerArn, Protocol }) => {
      if (Protocol !== 'HTTP' && Protocol !== 'HTTPS') return undefined;
      const found = [];
      for await (const page of pages(DescribeRulesCommand, { ...PAGE, ListenerArn }, next)) {
        found.push(
          ...must(page.Rules, 'Rules').map((rule) => ({
            ...rule,
            ...(rule.Conditions === undefined ? {} : { Conditions: rule.Conditions.map(withoutHeader) }),
            ref,
            ListenerArn,
            LoadBalancerArn,
            RuleArn: must(rule.RuleArn, 'RuleArn'),
          })),
        );
      }
      return found;
    },
  );
  for await (const lot of lists) yield lot.flat();
};

/** A header that is asked for, other than those of every browser, proves that the request came through CloudFront. */
function withoutHeader(condition: RuleCondition): RuleCondition {
  const { HttpHeaderConfig: header } = condition;
  if (header === undefined || !/^x-(?!forwarded|requested)|authorization|cookie/i.test(header.HttpHeaderName ?? ''))
    return condition;
  return { ...condition, HttpHeaderConfig: { ...header, Values: (header.Values ?? []).map(() => MASK) } };
}

const targetGroups: Collector<'elasticloadbalancing.targetGroups'> = async function* ({ pages, ref }) {
  for await (const page of pages(DescribeTargetGroupsCommand, PAGE, next)) {
    yield must(page.TargetGroups, 'TargetGroups').map((group) => {
      const TargetGroupArn = must(group.TargetGroupArn, 'TargetGroupArn');
      const TargetGroupName = must(group.TargetGroupName, 'TargetGroupName');
      return { ...group, ref: ref(TargetGroupArn, TargetGroupName), TargetGroupArn, TargetGroupName };
    });
  }
};

const targetGroupAttributes: Collector<'elasticloadbalancing.targetGroupAttributes'> = ({ ask, each, from }) =>
  each(from('elasticloadbalancing.targetGroups'), async ({ ref, TargetGroupArn }) => {
    const absent = ['TargetGroupNotFoundException'];
    const answer = await ask(DescribeTargetGroupAttributesCommand, { TargetGroupArn }, { absent });
    return answer && { ref, TargetGroupArn, attributes: byKey(must(answer.Attributes, 'Attributes')) };
  });

const targetHealth: Collector<'elasticloadbalancing.targetHealth'> = ({ ask, each, from }) =>
  each(from('elasticloadbalancing.targetGroups'), async ({ ref, TargetGroupArn }) => {
    const absent = ['TargetGroupNotFoundException'];
    const answer = await ask(DescribeTargetHealthCommand, { TargetGroupArn }, { absent });
    return (
      answer && {
        ref,
        TargetGroupArn,
        TargetHealthDescriptions: must(answer.TargetHealthDescriptions, 'TargetHealthDescriptions'),
      }
    );
  });

const sslPolicies: Collector<'elasticloadbalancing.sslPolicies'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(DescribeSSLPoliciesCommand, PAGE, next)) {
    yield must(page.SslPolicies, 'SslPolicies').map((policy) => {
      const Name = must(policy.Name, 'Name');
      return { ...policy, ref: ref(arn('elasticloadbalancing', `ssl-policy/${Name}`), Name), Name };
    });
  }
};

/** AWS writes an attribute that is empty without its value. */
function byKey(
  list: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(list.map(({ Key, Value }) => [must(Key, 'Key'), Value ?? '']));
}

export const elbv2: ServiceModule<'elbv2'> = {
  client: (config) => new ElasticLoadBalancingV2Client(config),
  collectors: {
    'elasticloadbalancing.loadBalancers': loadBalancers,
    'elasticloadbalancing.attributes': attributes,
    'elasticloadbalancing.listeners': listeners,
    'elasticloadbalancing.listenerAttributes': listenerAttributes,
    'elasticloadbalancing.listenerCertificates': listenerCertificates,
    'elasticloadbalancing.rules': rules,
    'elasticloadbalancing.targetGroups': targetGroups,
    'elasticloadbalancing.targetGroupAttributes': targetGroupAttributes,
    'elasticloadbalancing.targetHealth': targetHealth,
    'elasticloadbalancing.sslPolicies': sslPolicies,
  },
};
