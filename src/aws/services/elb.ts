import {
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancerPoliciesCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingClient,
} from '@aws-sdk/client-elastic-load-balancing';
import type { Collector, ServiceModule } from '../collector.ts';
import { must } from '../collector.ts';

const PAGE = { PageSize: 400 };
const next = (page: { readonly NextMarker?: string | undefined }) =>
  page.NextMarker ? { Marker: page.NextMarker } : undefined;

const classicLoadBalancers: Collector<'elasticloadbalancing.classicLoadBalancers'> = async function* ({
  pages,
  ref,
  arn,
}) {
  for await (const page of pages(DescribeLoadBalancersCommand, PAGE, next)) {
    yield must(page.LoadBalancerDescriptions, 'LoadBalancerDescriptions').map((balancer) => {
      const LoadBalancerName = must(balancer.LoadBalancerName, 'LoadBalancerName');
      const id = arn('elasticloadbalancing', `loadbalancer/${LoadBalancerName}`);
      return { ...balancer, ref: ref(id, LoadBalancerName), LoadBalancerName };
    });
  }
};

/** A load balancer that was deleted since it was listed. */
const absent = ['AccessPointNotFoundException', 'LoadBalancerNotFound'];

const classicAttributes: Collector<'elasticloadbalancing.classicAttributes'> = ({ ask, each, from }) =>
  each(from('elasticloadbalancing.classicLoadBalancers'), async ({ ref, LoadBalancerName }) => {
    const answer = await ask(DescribeLoadBalancerAttributesCommand, { LoadBalancerName }, { absent });
    return (
      answer && {
        ref,
        LoadBalancerName,
        LoadBalancerAttributes: must(answer.LoadBalancerAttributes, 'LoadBalancerAttributes'),
      }
    );
  });

const classicPolicies: Collector<'elasticloadbalancing.classicPolicies'> = ({ ask, each, from }) =>
  each(from('elasticloadbalancing.classicLoadBalancers'), async ({ ref, LoadBalancerName }) => {
    const answer = await ask(DescribeLoadBalancerPoliciesCommand, { LoadBalancerName }, { absent });
    return (
      answer && {
        ref,
        LoadBalancerName,
        PolicyDescriptions: must(answer.PolicyDescriptions, 'PolicyDescriptions'),
      }
    );
  });

export const elb: ServiceModule<'elb'> = {
  client: (config) => new ElasticLoadBalancingClient(config),
  collectors: {
    'elasticloadbalancing.classicLoadBalancers': classicLoadBalancers,
    'elasticloadbalancing.classicAttributes': classicAttributes,
    'elasticloadbalancing.classicPolicies': classicPolicies,
  },
};
