import type { CertificateDetail, CertificateSummary } from '@aws-sdk/client-acm';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { arn, daysAgo, inDays, REGION } from './where.ts';

/** An issued, renewing certificate that a load balancer uses. */
export function certificate(
  differs: Partial<CertificateDetail> & { readonly id?: string; readonly region?: string } = {},
): CertificateDetail {
  const { id = '0a1b2c3d-0000-4000-8000-00000000c001', region = REGION, ...own } = differs;
  const domain = own.DomainName ?? 'shop.example.com';
  return {
    CertificateArn: arn('acm', `certificate/${id}`, { region }),
    DomainName: domain,
    SubjectAlternativeNames: [domain, `www.${domain}`],
    DomainValidationOptions: [
      { DomainName: domain, ValidationDomain: domain, ValidationStatus: 'SUCCESS', ValidationMethod: 'DNS' },
    ],
    Serial: '0a:1b:2c',
    Subject: `CN=${domain}`,
    Issuer: 'Amazon',
    CreatedAt: daysAgo(200),
    IssuedAt: daysAgo(200),
    Status: 'ISSUED',
    NotBefore: daysAgo(200),
    NotAfter: inDays(195),
    KeyAlgorithm: 'RSA_2048',
    SignatureAlgorithm: 'SHA256WITHRSA',
    InUseBy: [],
    Type: 'AMAZON_ISSUED',
    KeyUsages: [{ Name: 'DIGITAL_SIGNATURE' }, { Name: 'KEY_ENCIPHERMENT' }],
    ExtendedKeyUsages: [{ Name: 'TLS_WEB_SERVER_AUTHENTICATION', OID: '1.3.6.1.5.5.7.3.1' }],
    RenewalEligibility: 'ELIGIBLE',
    Options: { CertificateTransparencyLoggingPreference: 'ENABLED', Export: 'DISABLED' },
    ...own,
  };
}

function summaryOf(detail: CertificateDetail): CertificateSummary {
  return {
    CertificateArn: detail.CertificateArn,
    DomainName: detail.DomainName,
    SubjectAlternativeNameSummaries: detail.SubjectAlternativeNames,
    HasAdditionalSubjectAlternativeNames: false,
    Status: detail.Status,
    Type: detail.Type,
    KeyAlgorithm: detail.KeyAlgorithm,
    KeyUsages: ['DIGITAL_SIGNATURE', 'KEY_ENCIPHERMENT'],
    ExtendedKeyUsages: ['TLS_WEB_SERVER_AUTHENTICATION'],
    ExportOption: 'DISABLED',
    InUse: (detail.InUseBy ?? []).length > 0,
    RenewalEligibility: detail.RenewalEligibility,
    NotBefore: detail.NotBefore,
    NotAfter: detail.NotAfter,
    CreatedAt: detail.CreatedAt,
    IssuedAt: detail.IssuedAt,
    ImportedAt: detail.ImportedAt,
  };
}

/** What ACM lists unless the key types are named: RSA of 1024 and 2048 bits. */
const LISTED = ['RSA_1024', 'RSA_2048'];

export function acmAnswers(certificates: readonly CertificateDetail[]): NonNullable<Answers['acm']> {
  return {
    ListCertificates: ({ Includes, CertificateStatuses }) => ({
      CertificateSummaryList: certificates
        .filter(({ KeyAlgorithm = '' }) => (Includes?.keyTypes ?? LISTED).includes(KeyAlgorithm as never))
        .filter(({ Status }) => CertificateStatuses === undefined || CertificateStatuses.includes(Status as never))
        .map(summaryOf),
    }),
    DescribeCertificate: ({ CertificateArn }) => {
      const found = certificates.find((detail) => detail.CertificateArn === CertificateArn);
      if (found === undefined)
        throw new AwsError('ResourceNotFoundException', `Could not find certificate ${CertificateArn ?? ''}.`, 400);
      return { Certificate: found };
    },
  };
}
