import type { AwsItem } from '../../src/model/aws/index.ts';
import { defineRule, fail, notApplicable, pass, type Severity, unknown, type Verdict } from '../../src/model/index.ts';
import { cis } from '../shared/cis.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { day, daysUntil } from '../shared/time.ts';

type Certificate = AwsItem<'acm.certificates'>;
type Detail = AwsItem<'acm.certificateDetails'>;
type ServerCertificate = AwsItem<'iam.serverCertificates'>;

export default defineRule({
  id: 'acm-expiring',
  topic: 'https/acm',
  severity: 'high',
  docs: {
    title: 'Renew certificates in time',
    why: 'When a certificate runs out, browsers refuse the site at that second, and with HSTS nobody can click it away: the application is down for everybody.',
    how: 'Certificates of ACM that AWS calls in use are judged, of every key type (AWS lists only RSA unless asked), in the region and, for CloudFront, in us-east-1. Expired is critical; less than 14 days high, less than 30 medium, less than 45 medium when it was imported, because nobody renews it. A renewal that waits for validation or failed is high whatever the date; a certificate in use that was never issued medium; one that is validated by mail low. A DNS-validated certificate with 45 days left is normal: ACM renews it. Server certificates in IAM are medium from 45 days before their end, with less confidence: IAM does not say who uses them.',
    fix: 'Put the validation CNAME back; import a new one over an imported certificate.',
    silent: ['certificates of ACM that nothing uses'],
    example: {
      language: 'json',
      bad: '"InUseBy": ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188"],\n"Status": "ISSUED",\n"RenewalSummary": { "RenewalStatus": "PENDING_VALIDATION" }',
      good: '"InUseBy": ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188"],\n"Status": "ISSUED",\n"RenewalSummary": { "RenewalStatus": "SUCCESS" }',
    },
    references: [
      'https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html',
      'https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-renewal.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/acm-controls.html#acm-1',
    ],
  },
  controls: {
    cisAws: cis('iam-certs'),
    awsFsbp: ['ACM.1'],
    wellArchitected: ['SEC09'],
    soc2: ['CC6.7', 'A1.2'],
    cwe: ['298'],
    owaspTop10_2021: ['A02'],
  },
  needs: ['acm.certificates', 'acm.certificateDetails', 'iam.serverCertificates'],
  subjects: ({ acm, iam }) => [...acm.certificates, ...iam.serverCertificates],
  judge: (certificate, { acm }, { today }) => {
    if ('ServerCertificateName' in certificate) return judgeServerCertificate(certificate, today);
    const detail = acm.certificateDetails.find(({ ref }) => ref.id === certificate.ref.id);
    return judgeCertificate(certificate, detail, today);
  },
});

function judgeCertificate(certificate: Certificate, detail: Detail | undefined, today: string): Verdict {
  const users = detail?.InUseBy ?? [];
  const status = certificate.Status ?? detail?.Status;
  const renewal = detail?.RenewalSummary?.RenewalStatus;
  const evidence = [
    seen('NotAfter', certificate.NotAfter, 'acm:ListCertificates'),
    seen('Status', status, 'acm:ListCertificates'),
    seen('RenewalStatus', renewal, 'acm:DescribeCertificate'),
    seen('InUseBy', users, 'acm:DescribeCertificate'),
  ];
  const name = `the certificate of ${certificate.DomainName ?? certificate.CertificateArn}`;
  if (users.length === 0 && certificate.InUse !== true) return notApplicable(`${name} is not in use`, { evidence });
  const problem = problemOf(certificate, detail, today);
  if (problem !== undefined)
    return fail(`${name} ${problem.what}`, { severity: problem.severity, evidence, fix: renew(certificate, detail) });
  if (detail === undefined) return unknown(`how ${name} is renewed could not be seen`, { evidence });
  return pass(
    `${name} is valid until ${certificate.NotAfter === undefined ? 'further notice' : day(certificate.NotAfter)}`,
    { evidence },
  );
}

interface Problem {
  readonly severity: Severity;
  readonly what: string;
}

function problemOf(certificate: Certificate, detail: Detail | undefined, today: string): Problem | undefined {
  const imported = certificate.Type === 'IMPORTED';
  const status = certificate.Status ?? detail?.Status;
  const renewal = detail?.RenewalSummary?.RenewalStatus;
  const byDate = certificate.NotAfter && ending(certificate.NotAfter, imported, today);
  if (byDate?.severity === 'critical') return byDate;
  if (renewal === 'PENDING_VALIDATION' || renewal === 'FAILED')
    return {
      severity: 'high',
      what: `cannot be renewed (${renewal}${reasonOf(detail)}): browsers will refuse the site when it runs out; put its validation record back`,
    };
  if (byDate !== undefined) return byDate;
  if (status !== undefined && status !== 'ISSUED')
    return { severity: 'medium', what: `is in use but not issued (${status}): prove the domain, or request it again` };
  if (detail?.DomainValidationOptions?.some(({ ValidationMethod }) => ValidationMethod === 'EMAIL'))
    return {
      severity: 'low',
      what: 'is validated by mail: somebody must click a link at each renewal; request one with DNS validation',
    };
  return undefined;
}

function reasonOf(detail: Detail | undefined): string {
  const reason = detail?.RenewalSummary?.RenewalStatusReason;
  return reason === undefined ? '' : `, ${reason}`;
}

function ending(end: Date, imported: boolean, today: string): Problem | undefined {
  const days = daysUntil(end, today);
  const nobody = imported ? ', and as an imported one nobody renews it' : '';
  if (days < 0)
    return { severity: 'critical', what: `expired on ${day(end)}: browsers refuse the site now; replace it` };
  const what = `expires on ${day(end)}, in ${days} days${nobody}: browsers refuse the site from then on; renew it`;
  if (days < 14) return { severity: 'high', what };
  return days < 30 || (imported && days < 45) ? { severity: 'medium', what } : undefined;
}

/** IAM does not say who uses a certificate: what is said of it is less sure than of one of ACM. */
function judgeServerCertificate(certificate: ServerCertificate, today: string): Verdict {
  const { ServerCertificateName: name, Expiration, ref } = certificate;
  const evidence = [seen('Expiration', Expiration, 'iam:ListServerCertificates')];
  if (Expiration === undefined) return unknown(`AWS gave no end of the IAM certificate ${name}`, { evidence });
  const days = daysUntil(Expiration, today);
  if (days >= 45) return pass(`the IAM certificate ${name} is valid until ${day(Expiration)}`, { evidence });
  const when = days < 0 ? `expired on ${day(Expiration)}` : `expires on ${day(Expiration)}, in ${days} days`;
  return fail(
    `the IAM certificate ${name} ${when}, and nobody renews it: browsers refuse a site whose load balancer still names it; replace it by one of ACM and remove it`,
    {
      severity: 'medium',
      confidence: 'medium',
      evidence,
      fix: fix(
        `Replace ${name} by an ACM certificate`,
        text(
          'Request one from ACM with DNS validation and set it on the listeners and distributions that name this one (no downtime); the command refuses while a load balancer still uses it.',
        ),
        cli('iam delete-server-certificate', { 'server-certificate-name': name }, ref.region),
        terraform('aws_acm_certificate with validation_method = "DNS" in place of aws_iam_server_certificate'),
      ),
    },
  );
}

function renew(certificate: Certificate, detail: Detail | undefined) {
  const { CertificateArn: arn, ref } = certificate;
  if (certificate.Type === 'IMPORTED')
    return fix(
      'Import a new certificate over the old one',
      text(
        'No downtime: the services that use it take the new one within minutes. Better: request one from ACM, which renews itself.',
      ),
      cli(
        'acm import-certificate',
        {
          'certificate-arn': arn,
          certificate: 'fileb://certificate.pem',
          'private-key': 'fileb://private-key.pem',
          'certificate-chain': 'fileb://chain.pem',
        },
        ref.region,
      ),
      terraform('aws_acm_certificate: certificate_body, private_key, certificate_chain; or validation_method = "DNS"'),
    );
  const others = (certificate.SubjectAlternativeNameSummaries ?? []).filter((name) => name !== certificate.DomainName);
  const records = (detail?.DomainValidationOptions ?? []).flatMap(({ ResourceRecord: record }) =>
    record === undefined ? [] : [`${record.Name ?? ''} ${record.Type ?? ''} ${record.Value ?? ''}`],
  );
  return fix(
    'Prove the domain again',
    text(
      records.length > 0
        ? `Each of these records must exist in DNS; ACM then renews without downtime:\n${records.join('\n')}`
        : 'Request a certificate with DNS validation, set its record, and put it on the listener or distribution in place of this one (no downtime).',
    ),
    ...(records.length > 0
      ? [cli('acm describe-certificate', { 'certificate-arn': arn }, ref.region)]
      : [
          cli(
            'acm request-certificate',
            {
              'domain-name': certificate.DomainName,
              'subject-alternative-names': others.length === 0 ? undefined : others,
              'validation-method': 'DNS',
            },
            ref.region,
          ),
        ]),
    terraform('aws_acm_certificate: validation_method = "DNS"; aws_route53_record for its domain_validation_options'),
  );
}
