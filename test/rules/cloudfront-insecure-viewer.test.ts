import rule from '../../rules/static/cloudfront-insecure-viewer.ts';
import { testRule } from '../../src/testing/index.ts';
import { behavior, customOrigin, distribution } from '../build/cloudfront.ts';
import { facts } from '../build/facts.ts';

type Given = Parameters<typeof distribution>[0];
const cf = (given: Given) => facts(rule, { cloudfront: { distributions: [distribution(given)] } });
const tls = (MinimumProtocolVersion: string, more: Given = {}) =>
  cf({
    ViewerCertificate: {
      ...distribution().ViewerCertificate,
      MinimumProtocolVersion: MinimumProtocolVersion as 'TLSv1.2_2021',
    },
    ...more,
  });
const origin = (...args: Parameters<typeof customOrigin>) =>
  cf({ Origins: { Quantity: 1, Items: [customOrigin(...args)] } });
const unsafe = (what: string) =>
  `the CloudFront distribution E1SHOP (static.example.com) lets traffic be read or changed on its way: ${what}`;
const admin = { Quantity: 1, Items: [{ ...behavior({ ViewerProtocolPolicy: 'allow-all' }), PathPattern: '/admin/*' }] };

testRule(rule, {
  pass: {
    'redirected, with current TLS': cf({}),
    'TLSv1.2_2021 and a certificate of ACM, which another scanner flags': tls('TLSv1.2_2021'),
    'a protocol newer than we know': tls('TLSv1.3_2031'),
    'without an own domain the certificate of CloudFront decides': cf({
      Aliases: { Quantity: 0 },
      ViewerCertificate: { CloudFrontDefaultCertificate: true, MinimumProtocolVersion: 'TLSv1' },
    }),
    'no geo restriction, no failover': cf({ OriginGroups: { Quantity: 0 } }),
    'the website endpoint of a bucket speaks HTTP only': origin('shop.s3-website-eu-west-1.amazonaws.com', 'http-only'),
    'whatever the visitor used is HTTPS here': origin('app.example.com', 'match-viewer'),
  },
  fail: {
    'an ordered behaviour, which other scanners do not read': {
      ...cf({ CacheBehaviors: admin }),
      reports: [unsafe('visitors may use HTTP for /admin/*: redirect them to HTTPS')],
      severities: ['medium'],
    },
    'TLS 1.1, which another scanner passes': {
      ...tls('TLSv1.1_2016'),
      reports: [unsafe('it accepts TLS older than 1.2 (TLSv1.1_2016): set TLSv1.2_2021 or newer')],
      severities: ['medium'],
    },
    'old ciphers of TLS 1.2': {
      ...tls('TLSv1.2_2019'),
      reports: [unsafe('it accepts weak ciphers of TLS 1.2 (TLSv1.2_2019): set TLSv1.2_2021 or newer')],
      severities: ['low'],
    },
    'an origin by HTTP': {
      ...origin('shop-1234567890.eu-west-1.elb.amazonaws.com', 'http-only'),
      reports: [
        unsafe(
          'it asks shop-1234567890.eu-west-1.elb.amazonaws.com by HTTP (http-only), in clear over the internet: set https-only',
        ),
      ],
      severities: ['medium'],
    },
    'an origin with old TLS': {
      ...origin('app.example.com', 'https-only', ['TLSv1', 'TLSv1.2']),
      reports: [unsafe('it speaks TLSv1 with app.example.com: allow TLSv1.2 only')],
      severities: ['low'],
    },
    'several at once are one finding': {
      ...tls('TLSv1.2_2019', { CacheBehaviors: admin }),
      reports: [
        unsafe(
          'visitors may use HTTP for /admin/*: redirect them to HTTPS; it accepts weak ciphers of TLS 1.2 (TLSv1.2_2019): set TLSv1.2_2021 or newer',
        ),
      ],
      severities: ['medium'],
    },
  },
  silent: { 'switched off': cf({ Enabled: false, CacheBehaviors: admin }) },
});
