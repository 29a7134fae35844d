import type { AwsItem } from '../../src/model/aws/index.ts';
import {
  defineRule,
  type Evidence,
  fail,
  notApplicable,
  pass,
  type Severity,
  unknown,
  type Verdict,
} from '../../src/model/index.ts';
import { cis } from '../shared/cis.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, fix, text } from '../shared/fix.ts';
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
    how: 'Certificates in use are judged: those that a service names, and those of TLS listeners; of ACM in every key type (AWS lists only RSA unless asked), and server certificates in IAM. Expired is critical; less than 14 days high, less than 30 medium, less than 45 medium when it was imported, because nobody renews it. A renewal that waits for validation or failed is high whatever the date; a certificate in use that was never issued medium; one that is validated by mail low. A DNS-validated certificate with 45 days left is normal: ACM renews it.',
    fix: 'Put the validation CNAME back; import a new one over an imported certificate.',
    silent: ['certificates that nothing uses, but for expired ones that lie in IAM'],
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
  needs: [
    'acm.certificates',
    'acm.certificateDetails',
    'iam.serverCertificates',
    'elasticloadbalancing.listenerCertificates',
    'elasticloadbalancing.classicLoadBalancers',
  ],
  subjects: ({ acm, iam }) => [...acm.certificates, ...iam.serverCertificates],
  judge: (certificate, { acm, elasticloadbalancing }, { today }) => {
    const listeners = new Set([
      ...elasticloadbalancing.listenerCertificates.flatMap(({ Certificates }) =>
        Certificates.flatMap(({ CertificateArn }) => CertificateArn ?? []),
      ),
      ...elasticloadbalancing.classicLoadBalancers.flatMap(({ ListenerDescriptions }) =>
        (ListenerDescriptions ?? []).flatMap(({ Listener }) => Listener?.SSLCertificateId ?? []),
      ),
    ]);
    if ('ServerCertificateName' in certificate)
      return judgeServerCertificate(certificate, listeners.has(certificate.Arn), today);
    const detail = acm.certificateDetails.find(({ ref }) => ref.id === certificate.ref.id);
    return judgeCertificate(certificate, detail, listeners.has(certificate.CertificateArn), today);
  },
});

function judgeCertificate(
  certificate: Certificate,
  detail: Detail | undefined,
  listens: boolean,
  today: string,
): Verdict {
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
  if (!listens && users.length === 0 && certificate.InUse !== true)
    return notApplicable(`${name} is not in use`, { evidence });
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

function judgeServerCertificate(certificate: ServerCertificate, used: boolean, today: string): Verdict {
  const { ServerCertificateName: name, Expiration, Arn, ref } = certificate;
  const evidence: readonly Evidence[] = [
    seen('Expiration', Expiration, 'iam:ListServerCertificates'),
    seen('used by a listener', used, 'elasticloadbalancing:DescribeListenerCertificates'),
  ];
  if (Expiration === undefined) return unknown(`AWS gave no end of the IAM certificate ${name}`, { evidence });
  const problem = ending(Expiration, true, today);
  const remove = fix(
    used ? `Replace ${name} by an ACM certificate` : `Remove ${name}`,
    text(
      used
        ? 'Request one from ACM with DNS validation, set it on the listener (no downtime), then delete this one.'
        : 'Nothing uses it.',
    ),
    cli('iam delete-server-certificate', { 'server-certificate-name': name }, ref.region),
  );
  if (problem !== undefined && used)
    return fail(`the IAM certificate ${name} ${problem.what}`, { severity: problem.severity, evidence, fix: remove });
  if (daysUntil(Expiration, today) < 0)
    return fail(
      `the IAM certificate ${name} expired on ${day(Expiration)} and lies about unused: remove it before somebody picks it`,
      {
        severity: 'low',
        evidence,
        fix: remove,
      },
    );
  return used
    ? pass(`the IAM certificate ${name} is valid until ${day(Expiration)}`, { evidence })
    : notApplicable(`${Arn} is not in use`, { evidence });
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
    );
  const records = (detail?.DomainValidationOptions ?? []).flatMap(({ ResourceRecord: record }) =>
    record === undefined ? [] : [`${record.Name ?? ''} ${record.Type ?? ''} ${record.Value ?? ''}`],
  );
  return fix(
    'Prove the domain again',
    text(
      records.length > 0
        ? `Each of these records must exist in DNS; ACM then renews without downtime: ${list(records, 20)}`
        : 'Request a certificate with DNS validation, set its record, and put it on the listener or distribution in place of this one (no downtime).',
    ),
    cli('acm describe-certificate', { 'certificate-arn': arn }, ref.region),
  );
}
