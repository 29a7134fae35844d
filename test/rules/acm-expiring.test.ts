import rule from '../../rules/https/acm-expiring.ts';
import { testRule } from '../../src/testing/index.ts';
import {
  CERTIFICATE,
  certificate,
  certificateDetail,
  listenerCertificates,
  serverCertificate,
} from '../build/certificates.ts';
import { facts } from '../build/facts.ts';

type Given = Parameters<typeof certificate>[0];
const acm = (given: Given, detail: Parameters<typeof certificateDetail>[0] = {}) =>
  facts(rule, { acm: { certificates: [certificate(given)], certificateDetails: [certificateDetail(detail)] } });
const until = (day: string, more: Given = {}) => acm({ NotAfter: new Date(`${day}T12:00:00Z`), ...more });
const iam = (expiration: string, used: boolean) => {
  const one = serverCertificate({ Expiration: new Date(`${expiration}T12:00:00Z`) });
  return facts(rule, {
    iam: { serverCertificates: [one] },
    elasticloadbalancing: { listenerCertificates: used ? [listenerCertificates(CERTIFICATE, one.Arn)] : [] },
  });
};
const www = 'the certificate of www.example.com';

testRule(rule, {
  pass: {
    'half a year left': acm({}),
    '45 days left, DNS-validated: ACM renews it': until('2027-01-09'),
    'an imported one with 60 days': until('2027-01-24', { Type: 'IMPORTED' }),
    'an IAM certificate in use': iam('2027-05-25', true),
  },
  fail: {
    expired: {
      ...until('2026-11-20'),
      reports: [`${www} expired on 2026-11-20: browsers refuse the site now; replace it`],
      severities: ['critical'],
    },
    'ten days': {
      ...until('2026-12-05'),
      reports: [`${www} expires on 2026-12-05, in 10 days: browsers refuse the site from then on; renew it`],
      severities: ['high'],
    },
    'twenty days': {
      ...until('2026-12-15'),
      reports: [`${www} expires on 2026-12-15, in 20 days: browsers refuse the site from then on; renew it`],
      severities: ['medium'],
    },
    'an imported one with forty': {
      ...until('2027-01-04', { Type: 'IMPORTED' }),
      reports: [
        `${www} expires on 2027-01-04, in 40 days, and as an imported one nobody renews it: browsers refuse the site from then on; renew it`,
      ],
      severities: ['medium'],
    },
    'a renewal that waits for its record': {
      ...acm(
        { NotAfter: new Date('2027-01-09T00:00:00Z') },
        {
          RenewalSummary: {
            RenewalStatus: 'PENDING_VALIDATION',
            RenewalStatusReason: 'CAA_ERROR',
            DomainValidationOptions: [],
            UpdatedAt: new Date('2026-11-20T00:00:00Z'),
          },
        },
      ),
      reports: [
        `${www} cannot be renewed (PENDING_VALIDATION, CAA_ERROR): browsers will refuse the site when it runs out; put its validation record back`,
      ],
      severities: ['high'],
    },
    'never issued': {
      ...acm({ Status: 'VALIDATION_TIMED_OUT', NotAfter: undefined }),
      reports: [`${www} is in use but not issued (VALIDATION_TIMED_OUT): prove the domain, or request it again`],
      severities: ['medium'],
    },
    'validated by mail': {
      ...acm({}, { DomainValidationOptions: [{ DomainName: 'www.example.com', ValidationMethod: 'EMAIL' }] }),
      reports: [
        `${www} is validated by mail: somebody must click a link at each renewal; request one with DNS validation`,
      ],
      severities: ['low'],
    },
    'an elliptic one that only a listener names, for SNI': {
      ...facts(rule, {
        acm: {
          certificates: [
            certificate({ KeyAlgorithm: 'EC_prime256v1', InUse: false, NotAfter: new Date('2026-12-05T12:00:00Z') }),
          ],
          certificateDetails: [certificateDetail({ InUseBy: [] })],
        },
        elasticloadbalancing: { listenerCertificates: [listenerCertificates('arn:other', CERTIFICATE)] },
      }),
      reports: [`${www} expires on 2026-12-05, in 10 days: browsers refuse the site from then on; renew it`],
    },
    'an IAM certificate that ends': {
      ...iam('2026-12-05', true),
      reports: [
        'the IAM certificate legacy expires on 2026-12-05, in 10 days, and as an imported one nobody renews it: browsers refuse the site from then on; renew it',
      ],
      severities: ['high'],
    },
    'an expired one lies in IAM': {
      ...iam('2026-11-01', false),
      reports: [
        'the IAM certificate legacy expired on 2026-11-01 and lies about unused: remove it before somebody picks it',
      ],
      severities: ['low'],
    },
  },
  unknown: {
    'how it is renewed was refused': {
      ...facts(rule, { acm: { certificates: [certificate()] } }),
      reasons: [`how ${www} is renewed could not be seen`],
    },
  },
  silent: {
    'an expired one that nothing uses': acm(
      { InUse: false, NotAfter: new Date('2025-01-01T00:00:00Z') },
      { InUseBy: [] },
    ),
    'an IAM certificate that nothing uses': iam('2027-05-25', false),
  },
});
