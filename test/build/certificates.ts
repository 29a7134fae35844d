import type { AwsItem } from '../../src/model/aws/index.ts';
import { ACCOUNT, arn, ref } from './ref.ts';

type Certificate = AwsItem<'acm.certificates'>;
type Detail = AwsItem<'acm.certificateDetails'>;

const CERTIFICATE = arn('acm', 'certificate/11111111-2222-3333-4444-555555555555');

/** A certificate of ACM in use, with half a year left. */
export function certificate(given: Partial<Certificate> = {}): Certificate {
  return {
    ref: ref(CERTIFICATE, 'www.example.com'),
    CertificateArn: CERTIFICATE,
    DomainName: 'www.example.com',
    Status: 'ISSUED',
    Type: 'AMAZON_ISSUED',
    KeyAlgorithm: 'RSA_2048',
    InUse: true,
    RenewalEligibility: 'ELIGIBLE',
    NotBefore: new Date('2026-05-01T00:00:00Z'),
    NotAfter: new Date('2027-05-25T23:59:59Z'),
    ...given,
  };
}

export function certificateDetail(given: Partial<Detail> = {}): Detail {
  return {
    ref: ref(CERTIFICATE, 'www.example.com'),
    CertificateArn: CERTIFICATE,
    DomainName: 'www.example.com',
    SubjectAlternativeNames: ['www.example.com'],
    Status: 'ISSUED',
    Type: 'AMAZON_ISSUED',
    InUseBy: [arn('elasticloadbalancing', 'loadbalancer/app/shop/50dc6c495c0c9188')],
    DomainValidationOptions: [
      {
        DomainName: 'www.example.com',
        ValidationMethod: 'DNS',
        ValidationStatus: 'SUCCESS',
        ResourceRecord: { Name: '_a.www.example.com.', Type: 'CNAME', Value: '_b.acm-validations.aws.' },
      },
    ],
    ...given,
  };
}

export function serverCertificate(
  given: Partial<AwsItem<'iam.serverCertificates'>> = {},
): AwsItem<'iam.serverCertificates'> {
  const name = given.ServerCertificateName ?? 'legacy';
  const id = `arn:aws:iam::${ACCOUNT}:server-certificate/${name}`;
  return {
    ref: ref(id, name, 'global'),
    Arn: id,
    ServerCertificateName: name,
    ServerCertificateId: 'ASCA0123',
    Path: '/',
    Expiration: new Date('2027-05-25T00:00:00Z'),
    ...given,
  };
}
