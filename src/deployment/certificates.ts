import type { AwsItem, Distribution } from '../model/aws/index.ts';
import { collected, type Edge, type Fact, type FrontDoor, type Linked, pool, type SubjectRef } from '../model/index.ts';
import { live } from './evidence.ts';
import { byId, gap } from './facts.ts';
import type { Inputs } from './inputs.ts';
import { lookup } from './lookup.ts';

type Certificate = AwsItem<'acm.certificateDetails'>;

/** A place that shows a certificate. */
interface Shown {
  readonly arn: string;
  readonly by: SubjectRef;
  readonly what: string;
  readonly call: string;
}

/** Joins the certificates of ACM that the service's listeners and distributions show, those for SNI too. */
export function certificateLinks(
  inputs: Inputs,
  doors: readonly FrontDoor[],
  distributions: readonly Linked<Distribution>[],
): Fact<readonly Linked<Certificate>[]> {
  const shown = [
    ...doors.flatMap((door) => ofListeners(inputs, door)),
    ...distributions.flatMap(({ to }) => ofDistribution(to)),
  ];
  const certificates = pool(inputs['acm.certificateDetails']);
  const links = shown.flatMap((one) => link(inputs, one));
  const distinct = links.filter(
    ({ to, edge }, at) => links.findIndex((other) => other.to === to && other.edge.from.id === edge.from.id) === at,
  );
  return links.length < shown.length && certificates.missing.length > 0 ? gap(certificates) : collected(distinct);
}

function ofListeners(inputs: Inputs, { loadBalancer, listeners }: FrontDoor): readonly Shown[] {
  const all = lookup(inputs['elasticloadbalancing.listenerCertificates'], byId);
  return (listeners.status === 'collected' ? listeners.value : []).flatMap((listener) => {
    const further = all.all([listener.ref.id]).flatMap(({ Certificates }) => Certificates);
    const arns = [...(listener.Certificates ?? []), ...further].flatMap(({ CertificateArn }) => CertificateArn ?? []);
    const what = `listener ${listener.Port} of ${loadBalancer.LoadBalancerName}`;
    return [...new Set(arns)].map((arn) => ({
      arn,
      by: loadBalancer.ref,
      what,
      call: 'elasticloadbalancing:DescribeListenerCertificates',
    }));
  });
}

function ofDistribution({ ref, Id, ViewerCertificate }: Distribution): readonly Shown[] {
  const arn = ViewerCertificate?.ACMCertificateArn;
  return arn === undefined ? [] : [{ arn, by: ref, what: `distribution ${Id}`, call: 'cloudfront:ListDistributions' }];
}

function byArn({ CertificateArn }: Certificate): string | undefined {
  return CertificateArn;
}

function link(inputs: Inputs, { arn, by, what, call }: Shown): readonly Linked<Certificate>[] {
  const to = lookup(inputs['acm.certificateDetails'], byArn).first(arn);
  if (to === undefined) return [];
  const edge: Edge = {
    from: by,
    to: to.ref,
    kind: 'certificate',
    reason: `${what} shows the certificate of ${to.DomainName ?? arn}`,
    confidence: 'high',
    evidence: [live('CertificateArn', arn, call), live('DomainName', to.DomainName ?? '', 'acm:DescribeCertificate')],
  };
  return [{ to, edge }];
}
