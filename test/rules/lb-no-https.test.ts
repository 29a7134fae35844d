import rule from '../../rules/https/lb-no-https.ts';
import { testRule } from '../../src/testing/index.ts';
import { distribution } from '../build/cloudfront.ts';
import { classicLoadBalancer, listener, listenerRule, loadBalancer, redirect } from '../build/elasticloadbalancing.ts';
import { facts, type NeedsOf, type Some } from '../build/facts.ts';

const elb = (
  given: NonNullable<Some<NeedsOf<typeof rule>>['elasticloadbalancing']>,
  distributions = [distribution()],
) =>
  facts(rule, { elasticloadbalancing: { loadBalancers: [loadBalancer()], ...given }, cloudfront: { distributions } });
const net = loadBalancer({ Type: 'network', LoadBalancerName: 'edge' });
const onNet = (...ports: [protocol: 'TCP' | 'TLS' | 'UDP', port: number][]) =>
  elb({
    loadBalancers: [net],
    listeners: ports.map(([Protocol, Port]) => listener({ LoadBalancerArn: net.LoadBalancerArn, Protocol, Port })),
  });
const http = listener({ Port: 80, Protocol: 'HTTP' });
const clear = (what: string, ports: string) =>
  `the public ${what} has no HTTPS listener (${ports}): passwords and session cookies of every visitor cross the internet in clear; add one on 443`;

testRule(rule, {
  pass: {
    'HTTPS beside a redirect': elb({ listeners: [listener(), redirect()] }),
    'only 443: there is nothing to redirect': elb({ listeners: [listener()] }),
    'a TLS listener of a network load balancer': onNet(['TLS', 443]),
    'TCP 443: the targets end TLS': onNet(['TCP', 443], ['TCP', 80]),
    'a classic one': elb({ loadBalancers: [], classicLoadBalancers: [classicLoadBalancer()] }),
  },
  fail: {
    'HTTP that forwards': {
      ...elb({ listeners: [http] }),
      reports: [clear('application load balancer shop', 'HTTP:80')],
      severities: ['critical'],
    },
    'HTTP whose rule forwards although the default redirects': {
      ...elb({ listeners: [redirect()], rules: [listenerRule(redirect())] }),
      reports: [clear('application load balancer shop', 'HTTP:80')],
      severities: ['critical'],
    },
    'a redirect to a port that nobody listens on': {
      ...elb({ listeners: [redirect()] }),
      reports: [
        'the public application load balancer shop has no HTTPS listener (HTTP:80): visitors who ask for https:// get no answer; add one on 443',
      ],
      severities: ['high'],
    },
    'CloudFront speaks HTTPS to visitors': {
      ...elb({ listeners: [http] }, [
        distribution({
          Origins: { Quantity: 1, Items: [{ Id: 'app', DomainName: 'SHOP-1234567890.eu-west-1.elb.amazonaws.com' }] },
        }),
      ]),
      reports: [
        'the public application load balancer shop has no HTTPS listener (HTTP:80): CloudFront E1SHOP speaks HTTPS to visitors, but the way from it to the load balancer is in clear; add one on 443',
      ],
      severities: ['medium'],
    },
    'a network load balancer with TCP 80 only': {
      ...onNet(['TCP', 80]),
      reports: [
        'the public network load balancer edge has no HTTPS listener (TCP:80): visitors who ask for https:// get no answer; add one on 443',
      ],
    },
    'a classic one with HTTP': {
      ...elb({
        loadBalancers: [],
        classicLoadBalancers: [classicLoadBalancer({}, [{ Protocol: 'HTTP', LoadBalancerPort: 80 }])],
      }),
      reports: [clear('classic load balancer shop-classic', 'HTTP:80')],
      severities: ['critical'],
    },
  },
  silent: {
    internal: elb({ loadBalancers: [loadBalancer({ Scheme: 'internal' })], listeners: [http] }),
    'no listener yet': elb({}),
    'a network load balancer for something else': onNet(['TCP', 22], ['UDP', 53]),
    'a gateway load balancer': elb({ loadBalancers: [loadBalancer({ Type: 'gateway' })] }),
  },
});
