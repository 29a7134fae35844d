import rule from '../../rules/https/acm-expiring.ts';
import { testRule } from '../../src/testing/index.ts';
import { certificate, certificateDetail, serverCertificate } from '../build/certificates.ts';
import { facts } from '../build/facts.ts';

type Given = Parameters<typeof certificate>[0];
const acm = (given: Given, detail: Parameters<typeof certificateDetail>[0] = {}) =>
  facts(rule, { acm: { certificates: [certificate(given)], certificateDetails: [certificateDetail(detail)] } });
const until = (day: string, more: Given = {}) => acm({ NotAfter: new Date(`${day}T12:00:00Z`), ...more });
const iam = (expiration: string) =>
  facts(rule, {
    iam: { serverCertificates: [serverCertificate({ Expiration: new Date(`${expiration}T12:00:00Z`) })] },
  });
const www = 'the certificate of www.example.com';

testRule(rule, {
  pass: {
    'half a year left': acm({}),
    '45 days left, DNS-validated: ACM renews it': until('2027-01-09'),
    'an imported one with 60 days': until('2027-01-24', { Type: 'IMPORTED' }),
    'a certificate in IAM': iam('2027-05-25'),
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
    'an elliptic one, which AWS lists only when asked for': {
      ...until('2026-12-05', { KeyAlgorithm: 'EC_prime256v1' }),
      reports: [`${www} expires on 2026-12-05, in 10 days: browsers refuse the site from then on; renew it`],
    },
    'one that only its details call in use': {
      ...until('2026-12-05', { InUse: undefined }),
      reports: [`${www} expires on 2026-12-05, in 10 days: browsers refuse the site from then on; renew it`],
    },
    'a certificate in IAM that ends': {
      ...iam('2026-12-05'),
      reports: [
        'the IAM certificate legacy expires on 2026-12-05, in 10 days, and nobody renews it: browsers refuse a site whose load balancer still names it; replace it by one of ACM and remove it',
      ],
      severities: ['medium'],
    },
    'an expired one in IAM': {
      ...iam('2026-11-01'),
      reports: [
        'the IAM certificate legacy expired on 2026-11-01, and nobody renews it: browsers refuse a site whose load balancer still names it; replace it by one of ACM and remove it',
      ],
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
  },
});
