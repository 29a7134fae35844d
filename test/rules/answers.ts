import * as catalogue from '../../rules/index.ts';
import {
  'alb-insecure-tls-policy' as albPolicy,
  'clb-insecure-policy' as clbPolicy,
  'eks-version-support' as eksVersion,
  'asg-ignores-load-balancer-health' as groupHealth,
  's3-no-tls-policy' as plainHttp,
  'http-not-redirected' as redirected,
  'rds-tls-not-enforced' as tlsEnforced,
  'cloudfront-insecure-viewer' as viewer,
} from '../../rules/index.ts';
import { run, suppress } from '../../src/engine/index.ts';
import type { PolicyStatement } from '../../src/model/aws/index.ts';
import {
  collected,
  type FactName,
  type FactRecord,
  type Facts,
  type Rule,
  type TypedRule,
  unavailable,
} from '../../src/model/index.ts';
import { judge } from '../../src/testing/index.ts';
import { SSL_POLICIES } from '../account/baseline/ssl-policies.ts';
import { autoScalingGroup } from '../build/autoscaling.ts';
import { distribution } from '../build/cloudfront.ts';
import { liveSettings, service } from '../build/deployment.ts';
import { cluster, clusterVersion } from '../build/eks.ts';
import { classicLoadBalancer, classicPolicies, listener, sslPolicy } from '../build/elasticloadbalancing.ts';
import { facts, type NeedsOf } from '../build/facts.ts';
import { door, frontDoor } from '../build/front-door.ts';
import { dbCluster, dbInstance, parameterGroup } from '../build/rds.ts';
import { answer, bucket, policyDocument } from '../build/s3.ts';
import { result } from '../engine/build.ts';

/** An answer is the status of each subject that is judged, a failure's with its severity. */
export type Answers = readonly string[];

export function answers<N extends FactName>(rule: TypedRule<N>, { given }: { readonly given: Facts<N> }): Answers {
  return judge(rule, given)
    .filter(({ status }) => status !== 'not-applicable')
    .map((verdict) => (verdict.status === 'fail' ? `fail ${verdict.severity ?? rule.severity}` : verdict.status));
}

/** A listener with a predefined policy, judged by what DescribeSSLPolicies tells of all of them. */
export function policyOf(SslPolicy: string, Protocol: 'HTTPS' | 'TLS' = 'HTTPS'): Answers {
  const sslPolicies = SSL_POLICIES.map(({ Name = '', SslProtocols = [], Ciphers = [] }) =>
    sslPolicy(
      Name,
      SslProtocols,
      Ciphers.flatMap((one) => one.Name ?? []),
    ),
  );
  const listeners = [listener({ Protocol, SslPolicy })];
  return answers(albPolicy, facts(albPolicy, { elasticloadbalancing: { listeners, sslPolicies } }));
}

export function doors(...listeners: readonly ReturnType<typeof door>[]): Answers {
  const one = service({
    frontDoors: collected([frontDoor({ listeners: collected(listeners) })]),
    settings: collected(liveSettings({ SECURE_SSL_REDIRECT: false })),
  });
  return answers(redirected, { given: { repository: { proxies: [] }, deployment: { services: [one] } } });
}

export function health(given: Parameters<typeof autoScalingGroup>[0]): Answers {
  return answers(groupHealth, facts(groupHealth, { autoscaling: { groups: [autoScalingGroup(given)] } }));
}

export function kubernetes(version: string): Answers {
  const clusterVersions = [
    clusterVersion('1.31', '2025-11-26', '2026-11-26'),
    clusterVersion('1.34', '2026-12-02', '2027-12-02'),
    clusterVersion('1.36', '2027-08-02', '2028-08-02'),
  ];
  return answers(eksVersion, facts(eksVersion, { eks: { clusters: [cluster({ version })], clusterVersions } }));
}

export type Instance = ReturnType<typeof dbInstance>;
export function database<N extends FactName>(rule: TypedRule<N>, ...instances: readonly Instance[]): Answers {
  return answers(rule, facts(rule, { rds: { instances } } as never));
}

export function enforced(engine: string, value: string, given: Partial<Instance> = {}): Answers {
  const name = engine.startsWith('mysql') ? 'require_secure_transport' : 'rds.force_ssl';
  const db = dbInstance({
    Engine: engine,
    EngineVersion: engine === 'mysql' ? '8.0.46' : '16.4',
    DBParameterGroups: [{ DBParameterGroupName: 'own', ParameterApplyStatus: 'in-sync' }],
    ...given,
  });
  const parameters = [parameterGroup({ name: 'own', parameters: { [name]: value }, row: { ApplyType: 'static' } })];
  return answers(tlsEnforced, facts(tlsEnforced, { rds: { instances: [db], parameters } }));
}

export function clusterEnforced(value: string): Answers {
  const clusters = [dbCluster({ Engine: 'aurora-mysql', EngineVersion: '8.0.mysql_aurora.3.05.2' })];
  const parameters = [
    parameterGroup({ kind: 'cluster', name: 'shop-aurora16', parameters: { require_secure_transport: value } }),
  ];
  return answers(tlsEnforced, facts(tlsEnforced, { rds: { clusters, parameters } }));
}

export function cdn(
  given: Parameters<typeof distribution>[0],
  rule: TypedRule<NeedsOf<typeof viewer>> = viewer,
): Answers {
  return answers(rule, facts(rule, { cloudfront: { distributions: [distribution(given)] } }));
}

export function bucketPolicy(given: Partial<PolicyStatement>): Answers {
  const deny: PolicyStatement = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: ['arn:aws:s3:::shop-media', 'arn:aws:s3:::shop-media/*'],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    ...given,
  };
  return answers(
    plainHttp,
    facts(plainHttp, { s3: { buckets: [bucket()], policies: [answer(policyDocument(deny))] } }),
  );
}

/** The statuses of every rule that needs the fact, when AWS refused it. */
export function refused(name: FactName, action: string): Answers {
  const rules = Object.values<Rule>(catalogue).filter(({ layer, needs }) => layer === 'aws' && needs.includes(name));
  const scope = { account: '123456789012', region: 'eu-west-1' };
  const records = rules
    .flatMap(({ needs }) => needs)
    .map(
      (need): FactRecord => ({
        name: need,
        scope,
        fact: need === name ? unavailable(`denied: ${action}`, action) : (collected([]) as never),
      }),
    );
  const context = { today: '2026-11-25', scanned: { account: true, repository: false } };
  return [...new Set(run({ rules, records, context }).results.map(({ status }) => status))];
}

/** Whether an exception for one name covers the finding on another. */
export function accepted(pattern: string, name: string): Answers {
  const finding = result({
    status: 'fail',
    rule: 'rds-public',
    subject: { kind: 'resource', id: `arn:aws:x:::${name}`, name },
  });
  const exception = {
    rules: ['rds-public'],
    where: { kind: 'subject', pattern },
    reason: 'x',
    source: 'djaudit.yml:1',
  } as const;
  return suppress([finding], [exception], { today: '2026-11-25', judged: new Set(['rds-public']) }).results.map(
    ({ status }) => status,
  );
}

export function classic(attributes: Readonly<Record<string, string>>): Answers {
  const one = classicLoadBalancer();
  const classicPolicies_ = [classicPolicies(one, attributes)];
  return answers(
    clbPolicy,
    facts(clbPolicy, { elasticloadbalancing: { classicLoadBalancers: [one], classicPolicies: classicPolicies_ } }),
  );
}
