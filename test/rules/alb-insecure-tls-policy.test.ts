import rule from '../../rules/https/alb-insecure-tls-policy.ts';
import { testRule } from '../../src/testing/index.ts';
import { listener, loadBalancer, redirect, sslPolicy } from '../build/elasticloadbalancing.ts';
import { facts } from '../build/facts.ts';

const old = ['TLSv1', 'TLSv1.1', 'TLSv1.2'];
const policies = [
  sslPolicy('ELBSecurityPolicy-2016-08', old),
  sslPolicy('ELBSecurityPolicy-TLS-1-1-2017-01', ['TLSv1.1', 'TLSv1.2']),
  sslPolicy('ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04', [...old, 'TLSv1.3']),
  sslPolicy('ELBSecurityPolicy-TLS13-1-2-2021-06', ['TLSv1.2', 'TLSv1.3']),
  sslPolicy('ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04', ['TLSv1.2', 'TLSv1.3']),
  sslPolicy('ELBSecurityPolicy-TLS13-1-3-2021-06', ['TLSv1.3'], ['TLS_AES_128_GCM_SHA256']),
  sslPolicy(
    'ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06',
    ['TLSv1.2', 'TLSv1.3'],
    ['ECDHE-RSA-AES128-SHA256', 'AES128-SHA256'],
  ),
];
const net = loadBalancer({ Type: 'network', LoadBalancerName: 'edge' });
const elb = (...listeners: ReturnType<typeof listener>[]) =>
  facts(rule, { elasticloadbalancing: { listeners, sslPolicies: policies } });
const https = (SslPolicy: string | undefined) => elb(listener({ SslPolicy }));
const accepts = (what: string, protocols: string, policy: string) =>
  `the ${what} accepts ${protocols} (${policy}): connections can be forced down to broken encryption; choose a policy that begins at TLS 1.2`;

testRule(rule, {
  pass: {
    'TLS 1.2 and newer': https('ELBSecurityPolicy-TLS13-1-2-2021-06'),
    'the FIPS policy that another scanner flags': https('ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04'),
    'TLS 1.3 only, which another scanner flags': https('ELBSecurityPolicy-TLS13-1-3-2021-06'),
    'a policy that AWS does not list, by its name': https('ELBSecurityPolicy-TLS13-1-2-Res-PQ-2099-01'),
  },
  fail: {
    'the default of the API, which another scanner calls recommended': {
      ...https('ELBSecurityPolicy-2016-08'),
      reports: [accepts('HTTPS listener :443 of shop', 'TLSv1 and TLSv1.1', 'ELBSecurityPolicy-2016-08')],
      severities: ['high'],
    },
    'TLS13 in the name and TLS 1.0 in the policy': {
      ...https('ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04'),
      reports: [
        accepts('HTTPS listener :443 of shop', 'TLSv1 and TLSv1.1', 'ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04'),
      ],
    },
    'TLS 1.1': {
      ...https('ELBSecurityPolicy-TLS-1-1-2017-01'),
      reports: [accepts('HTTPS listener :443 of shop', 'TLSv1.1', 'ELBSecurityPolicy-TLS-1-1-2017-01')],
    },
    'the TLS listener of a network load balancer': {
      ...elb(
        listener({ LoadBalancerArn: net.LoadBalancerArn, Protocol: 'TLS', SslPolicy: 'ELBSecurityPolicy-2016-08' }),
      ),
      reports: [accepts('TLS listener :443 of edge', 'TLSv1 and TLSv1.1', 'ELBSecurityPolicy-2016-08')],
    },
    'the second listener, not only the first': {
      ...elb(listener(), listener({ Port: 8443, SslPolicy: 'ELBSecurityPolicy-2016-08' })),
      reports: [accepts('HTTPS listener :8443 of shop', 'TLSv1 and TLSv1.1', 'ELBSecurityPolicy-2016-08')],
    },
    'ciphers without forward secrecy are low': {
      ...https('ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06'),
      reports: [
        'the HTTPS listener :443 of shop allows ciphers without forward secrecy (ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06): recorded traffic can be read by whoever gets the key later; choose a policy with ECDHE only',
      ],
      severities: ['low'],
    },
    'an old policy that AWS does not list any more, by its name': {
      ...https('ELBSecurityPolicy-TLS13-1-1-PQ-2099-01'),
      reports: [accepts('HTTPS listener :443 of shop', 'TLSv1.1', 'ELBSecurityPolicy-TLS13-1-1-PQ-2099-01')],
    },
  },
  unknown: {
    'a name that tells nothing': {
      ...https('CNSA-1-0-2026'),
      reasons: [
        'AWS does not list the policy CNSA-1-0-2026 of the HTTPS listener :443 of shop, and its name does not tell',
      ],
    },
    'no policy in the answer': {
      ...https(undefined),
      reasons: ['AWS gave no policy of the HTTPS listener :443 of shop'],
    },
  },
  silent: { 'an HTTP listener': elb(redirect()) },
});
