import type { DbInstance } from '../../src/model/aws/index.ts';
import { defineRule, type Evidence, fail, notApplicable, pass, type Severity, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { sameScope } from '../shared/scope.ts';
import { day, daysUntil } from '../shared/time.ts';

const EXPIRED = new Set(['rds-ca-2015', 'rds-ca-2019']);
const CURRENT = 'rds-ca-rsa2048-g1';
const WARN = 90;
/** A g1 authority renews the server certificate by itself; later than this it should have. */
const RENEWED_BY = 30;

export default defineRule({
  id: 'rds-ca-outdated',
  topic: 'databases/encryption-in-transit',
  severity: 'high',
  docs: {
    title: 'Use a certificate authority that is valid',
    why: 'When the certificate of the database or its authority runs out, every client that verifies it (sslmode=verify-full) is refused at once: the whole application is down until the certificate is rotated.',
    how: 'The authority in use (`CACertificateIdentifier`), its own end of validity and that of the server certificate (`CertificateDetails.ValidTill`) are read. High when one of them is past, or the authority is rds-ca-2015 or rds-ca-2019; medium within 90 days. A server certificate of a g1 authority is renewed by RDS itself: it is a finding only from 30 days before its end.',
    fix: 'Change the authority to rds-ca-rsa2048-g1, with the global bundle in every client first.',
    silent: ['the one-year server certificate of a g1 authority', 'engines without a certificate of their own'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_db_instance" "shop" {\n  engine             = "postgres"\n  ca_cert_identifier = "rds-ca-2019"\n}',
      good: 'resource "aws_db_instance" "shop" {\n  engine             = "postgres"\n  ca_cert_identifier = "rds-ca-rsa2048-g1"\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html',
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL-certificate-rotation.html',
    ],
  },
  controls: { wellArchitected: ['SEC09'], soc2: ['CC6.7'], cwe: ['298'], owaspTop10_2021: ['A02'] },
  needs: ['rds.instances', 'rds.certificates'],
  subjects: ({ rds }) => rds.instances,
  judge: (db, { rds }, { today }) => {
    const authority = db.CertificateDetails?.CAIdentifier ?? db.CACertificateIdentifier;
    if (authority === undefined) return notApplicable(`AWS names no certificate of ${db.DBInstanceIdentifier}`);
    const caEnd = rds.certificates.find(
      (one) => one.CertificateIdentifier === authority && sameScope(one, db),
    )?.ValidTill;
    const serverEnd = db.CertificateDetails?.ValidTill;
    const evidence = [
      seen('CACertificateIdentifier', authority, 'rds:DescribeDBInstances'),
      seen('ValidTill of the authority', caEnd, 'rds:DescribeCertificates'),
      seen('ValidTill of the server certificate', serverEnd, 'rds:DescribeDBInstances'),
    ];
    const problem = outdated(authority, caEnd, serverEnd, today);
    if (problem !== undefined) return rotate(db, authority, problem, evidence);
    if (caEnd === undefined && serverEnd === undefined)
      return unknown(`AWS gave no end of validity of ${authority}`, { evidence });
    return pass(`the certificate of ${db.DBInstanceIdentifier} is valid (${authority})`, { evidence });
  },
});

interface Problem {
  readonly severity: Severity;
  readonly what: string;
}

function outdated(
  authority: string,
  caEnd: Date | undefined,
  serverEnd: Date | undefined,
  today: string,
): Problem | undefined {
  if (EXPIRED.has(authority)) return { severity: 'high', what: `its authority ${authority} has expired` };
  const renewsItself = authority.endsWith('-g1');
  return (
    ending(`its authority ${authority}`, caEnd, today, WARN) ??
    ending('its server certificate', serverEnd, today, renewsItself ? RENEWED_BY : WARN)
  );
}

function ending(what: string, end: Date | undefined, today: string, warn: number): Problem | undefined {
  if (end === undefined) return undefined;
  const days = daysUntil(end, today);
  if (days < 0) return { severity: 'high', what: `${what} expired on ${day(end)}` };
  return days < warn ? { severity: 'medium', what: `${what} expires on ${day(end)}, in ${days} days` } : undefined;
}

function rotate(db: DbInstance, authority: string, { severity, what }: Problem, evidence: readonly Evidence[]) {
  const name = db.DBInstanceIdentifier;
  const pending = db.PendingModifiedValues?.CACertificateIdentifier;
  const waiting = pending === undefined ? '' : ` (the change to ${pending} waits for the maintenance window)`;
  return fail(
    `${db.Engine} instance ${name}: ${what}${waiting}; clients that verify the certificate are refused from then on, so rotate it`,
    { severity, evidence, fix: rotation(name, authority, db.ref.region) },
  );
}

function rotation(name: string, authority: string, region: string | undefined) {
  const target = authority.endsWith('-g1') ? authority : CURRENT;
  return fix(
    `Rotate the certificate of ${name}`,
    text(
      'First put the global bundle (https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem) into every client. The rotation restarts the database unless the engine version can do without (SupportsCertificateRotationWithoutRestart of describe-db-engine-versions): then add --no-certificate-rotation-restart.',
    ),
    cli(
      'rds modify-db-instance',
      { 'db-instance-identifier': name, 'ca-certificate-identifier': target, 'apply-immediately': true },
      region,
    ),
    terraform(`ca_cert_identifier = "${target}"`),
  );
}
