import rule from '../../rules/databases/rds-ca-outdated.ts';
import { testRule } from '../../src/testing/index.ts';
import { facts } from '../build/facts.ts';
import { certificate, dbInstance } from '../build/rds.ts';

const g1 = certificate('rds-ca-rsa2048-g1', '2061-05-21T00:00:00Z');
const db = (ca: string, validTill?: string) =>
  dbInstance({
    CACertificateIdentifier: ca,
    CertificateDetails: { CAIdentifier: ca, ...(validTill === undefined ? {} : { ValidTill: new Date(validTill) }) },
  });
const account = (instance: ReturnType<typeof dbInstance>, ...certificates: ReturnType<typeof certificate>[]) =>
  facts(rule, { rds: { instances: [instance], certificates } });
const refused = 'clients that verify the certificate are refused from then on, so rotate it';

testRule(rule, {
  pass: {
    'a current authority': account(dbInstance(), g1),
    'the one-year certificate of a g1 authority 60 days before its end': account(
      db('rds-ca-rsa2048-g1', '2027-01-24T00:00:00Z'),
      g1,
    ),
    'a newer authority that no list knows': account(
      db('rds-ca-rsa2048-g2', '2027-08-01T00:00:00Z'),
      certificate('rds-ca-rsa2048-g2', '2066-01-01T00:00:00Z'),
    ),
  },
  fail: {
    'rds-ca-2019': {
      ...account(db('rds-ca-2019', '2024-08-22T17:08:50Z')),
      reports: [`postgres instance shop-prod: its authority rds-ca-2019 has expired; ${refused}`],
      severities: ['high'],
    },
    'the change waits for the window': {
      ...account({ ...db('rds-ca-2019'), PendingModifiedValues: { CACertificateIdentifier: 'rds-ca-rsa2048-g1' } }),
      reports: [
        `postgres instance shop-prod: its authority rds-ca-2019 has expired (the change to rds-ca-rsa2048-g1 waits for the maintenance window); ${refused}`,
      ],
    },
    'an authority that ends soon': {
      ...account(db('custom-ca', '2030-01-01T00:00:00Z'), certificate('custom-ca', '2026-12-25T00:00:00Z')),
      reports: [`postgres instance shop-prod: its authority custom-ca expires on 2026-12-25, in 30 days; ${refused}`],
      severities: ['medium'],
    },
    'a g1 certificate that should have been renewed': {
      ...account(db('rds-ca-rsa2048-g1', '2026-12-05T00:00:00Z'), g1),
      reports: [`postgres instance shop-prod: its server certificate expires on 2026-12-05, in 10 days; ${refused}`],
      severities: ['medium'],
    },
    'a certificate that is past': {
      ...account(db('rds-ca-rsa2048-g1', '2026-11-20T00:00:00Z'), g1),
      reports: [`postgres instance shop-prod: its server certificate expired on 2026-11-20; ${refused}`],
      severities: ['high'],
    },
  },
  unknown: {
    'no end of validity': {
      ...account(db('rds-ca-rsa2048-g1')),
      reasons: ['AWS gave no end of validity of rds-ca-rsa2048-g1'],
    },
  },
  silent: {
    'no certificate at all': account(dbInstance({ CACertificateIdentifier: undefined, CertificateDetails: undefined })),
  },
});
