import type { Answers } from '../../answers.ts';
import { acmAnswers, certificate } from '../../build/acm.ts';
import {
  behavior,
  CACHING_DISABLED,
  cloudfrontAnswers,
  customOrigin,
  distribution,
  pathBehavior,
  s3Origin,
  viewerCertificate,
} from '../../build/cloudfront.ts';
import { emailIdentity, sesAnswers, wafv2Answers } from '../../build/edge.ts';
import {
  elbv2Answers,
  fixedResponse,
  forward,
  httpListener,
  httpsListener,
  loadBalancer,
  pathRule,
  redirect,
  SOUND_ATTRIBUTES,
  target,
  targetGroup,
} from '../../build/elbv2.ts';
import { alias, healthCheck, record, route53Answers } from '../../build/route53.ts';
import { BEANSTALK } from './network.ts';

export const EDGE_CERTIFICATE = '0a1b2c3d-0000-4000-8000-00000000c0ed';

export const SHOP_BALANCER = loadBalancer({ LoadBalancerName: 'shop' });
export const SHOP_TARGETS = targetGroup({ LoadBalancerArns: [SHOP_BALANCER.LoadBalancerArn ?? ''] });
export const BEANSTALK_BALANCER = loadBalancer({ LoadBalancerName: 'awseb--AWSEB-1A2B3C4D5E6F' });
export const BEANSTALK_TARGETS = targetGroup({
  TargetGroupName: 'awseb-AWSEB-1A2B3C4D5E6F',
  TargetType: 'instance',
  Port: 80,
  LoadBalancerArns: [BEANSTALK_BALANCER.LoadBalancerArn ?? ''],
});
/** Only 443: nothing on port 80 to redirect, and nothing wrong. */
export const ADMIN_BALANCER = loadBalancer({
  LoadBalancerName: 'admin',
  Scheme: 'internal',
  SecurityGroups: ['sg-0ff000000000000001'],
});

const shopTargets = SHOP_TARGETS.TargetGroupArn ?? '';
const beanstalkTargets = BEANSTALK_TARGETS.TargetGroupArn ?? '';

/** The redirect is the default action, as the console makes it. */
const SHOP_LISTENERS = [httpsListener(SHOP_BALANCER, shopTargets), httpListener(SHOP_BALANCER, [redirect()])];
/** The redirect is a rule over all paths and the default answers nothing; Beanstalk modules and Kubernetes write it so. */
const RULED_LISTENER = httpListener(BEANSTALK_BALANCER, [fixedResponse('404')]);
const BEANSTALK_LISTENERS = [
  httpsListener(BEANSTALK_BALANCER, beanstalkTargets, { SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04' }),
  RULED_LISTENER,
];
const ADMIN_LISTENER = httpsListener(ADMIN_BALANCER, shopTargets, { SslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' });

function balancers(): Answers['elbv2'] {
  return elbv2Answers({
    loadBalancers: [SHOP_BALANCER, BEANSTALK_BALANCER, ADMIN_BALANCER],
    attributes: {
      shop: SOUND_ATTRIBUTES,
      'awseb--AWSEB-1A2B3C4D5E6F': SOUND_ATTRIBUTES,
      admin: { ...SOUND_ATTRIBUTES, 'routing.http.desync_mitigation_mode': 'strictest' },
    },
    listeners: [...SHOP_LISTENERS, ...BEANSTALK_LISTENERS, ADMIN_LISTENER],
    rules: {
      [RULED_LISTENER.ListenerArn ?? '']: [pathRule(RULED_LISTENER, 1, ['/*'], redirect())],
      [ADMIN_LISTENER.ListenerArn ?? '']: [pathRule(ADMIN_LISTENER, 1, ['/admin/*'], forward(shopTargets))],
    },
    targetGroups: [SHOP_TARGETS, BEANSTALK_TARGETS],
    targets: {
      [shopTargets]: [target('10.0.1.30', 'a'), target('10.0.2.30', 'b')],
      [beanstalkTargets]: [target(BEANSTALK[0], 'a', 'healthy', 80), target(BEANSTALK[1], 'b', 'healthy', 80)],
    },
  });
}

const MEDIA = distribution({
  id: 'E2SHOPMEDIA001',
  aliases: ['cdn.shop.example.com'],
  origins: [
    s3Origin('shop-media-111122223333'),
    s3Origin('shop-static-111122223333'),
    customOrigin('shop.example.com'),
  ],
  fallback: behavior('shop-media-111122223333'),
  behaviors: [
    pathBehavior('/static/*', 'shop-static-111122223333', { ViewerProtocolPolicy: 'https-only' }),
    pathBehavior('/api/*', 'shop.example.com', { CachePolicyId: CACHING_DISABLED }),
  ],
  certificate: viewerCertificate(EDGE_CERTIFICATE),
});

export function edge(): Answers {
  return {
    elbv2: balancers() ?? {},
    acm: acmAnswers([
      certificate({ InUseBy: [SHOP_BALANCER.LoadBalancerArn ?? '', BEANSTALK_BALANCER.LoadBalancerArn ?? ''] }),
      // Elliptic curves are not listed to those who do not ask for them.
      certificate({
        id: '0a1b2c3d-0000-4000-8000-00000000c0ec',
        DomainName: 'admin.example.com',
        KeyAlgorithm: 'EC_prime256v1',
        InUseBy: [ADMIN_BALANCER.LoadBalancerArn ?? ''],
      }),
      // Nothing uses it: when it ends, nothing happens.
      certificate({
        id: '0a1b2c3d-0000-4000-8000-00000000c01d',
        DomainName: 'old.example.com',
        NotAfter: new Date('2026-11-28'),
        RenewalEligibility: 'INELIGIBLE',
      }),
    ]),
    cloudfront: cloudfrontAnswers([MEDIA], { E2SHOPMEDIA001: 'shop-logs-111122223333' }),
    route53: route53Answers(
      [
        {
          name: 'example.com',
          records: [
            record('example.com', 'NS', ['ns-1.awsdns-00.com.', 'ns-2.awsdns-00.net.']),
            alias('shop.example.com', SHOP_BALANCER.DNSName ?? ''),
            alias('www.shop.example.com', BEANSTALK_BALANCER.DNSName ?? ''),
            alias('cdn.shop.example.com', MEDIA.DomainName ?? '', 'Z2FDTNDATAQYW2'),
            record('mail.example.com', 'MX', ['10 feedback-smtp.eu-west-1.amazonses.com']),
          ],
        },
      ],
      [healthCheck('shop.example.com'), healthCheck('www.shop.example.com')],
    ),
    wafv2: wafv2Answers([
      SHOP_BALANCER.LoadBalancerArn ?? '',
      BEANSTALK_BALANCER.LoadBalancerArn ?? '',
      ADMIN_BALANCER.LoadBalancerArn ?? '',
    ]),
    sesv2: sesAnswers({ 'example.com': emailIdentity() }),
  };
}
