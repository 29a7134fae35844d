import { ACMClient, ImportCertificateCommand } from '@aws-sdk/client-acm';
import {
  type Action,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { redirect } from '../../account/build/elbv2.ts';
import type { Pem } from '../pem.ts';
import type { Network } from './network.ts';
import type { Session } from './session.ts';
import { must } from './session.ts';

export interface Balancer {
  readonly arn: string;
  readonly targetGroup: string;
}

/** An internet-facing load balancer with TLS on 443, and on 80 what `cleartext` says. */
export async function balancer(
  session: Session,
  network: Network,
  given: {
    readonly name: string;
    readonly group: string;
    readonly tls?: { readonly policy: string; readonly pem: Pem };
    readonly redirects: boolean;
    readonly attributes: Readonly<Record<string, string>>;
  },
): Promise<Balancer> {
  const elb = new ElasticLoadBalancingV2Client(session);
  const made = await elb.send(
    new CreateLoadBalancerCommand({
      Name: given.name,
      Subnets: [...network.subnets],
      SecurityGroups: [given.group],
      Scheme: 'internet-facing',
      Type: 'application',
    }),
  );
  const arn = must(made.LoadBalancers?.[0]?.LoadBalancerArn, 'load balancer');
  const targetGroup = await targets(elb, network, given.name);
  const forward: Action = { Type: 'forward', TargetGroupArn: targetGroup };
  const listen = (Port: number, DefaultActions: Action[], more: object = {}) =>
    elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: arn,
        Port,
        Protocol: Port === 443 ? 'HTTPS' : 'HTTP',
        DefaultActions,
        ...more,
      }),
    );
  await listen(80, [given.redirects ? redirect() : forward]);
  if (given.tls !== undefined) {
    const CertificateArn = await certificate(session, given.tls.pem);
    await listen(443, [forward], { SslPolicy: given.tls.policy, Certificates: [{ CertificateArn }] });
  }
  const Attributes = Object.entries(given.attributes).map(([Key, Value]) => ({ Key, Value }));
  if (Attributes.length > 0)
    await elb.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: arn, Attributes }));
  return { arn, targetGroup };
}

async function targets(elb: ElasticLoadBalancingV2Client, network: Network, Name: string): Promise<string> {
  const made = await elb.send(
    new CreateTargetGroupCommand({
      Name,
      Protocol: 'HTTP',
      Port: 8000,
      VpcId: network.vpc,
      TargetType: 'ip',
      HealthCheckPath: '/healthz',
      Matcher: { HttpCode: '200' },
    }),
  );
  return must(made.TargetGroups?.[0]?.TargetGroupArn, 'target group');
}

async function certificate(session: Session, pem: Pem): Promise<string> {
  const made = await new ACMClient(session).send(
    new ImportCertificateCommand({ Certificate: Buffer.from(pem.certificate), PrivateKey: Buffer.from(pem.key) }),
  );
  return must(made.CertificateArn, 'certificate');
}
