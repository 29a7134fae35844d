import rule from '../../rules/static/s3-origin-without-oac.ts';
import { testRule } from '../../src/testing/index.ts';
import { customOrigin, distribution } from '../build/cloudfront.ts';
import { facts } from '../build/facts.ts';

const origin = (DomainName: string, oac = '', identity = '') => ({
  Id: DomainName,
  DomainName,
  OriginAccessControlId: oac,
  S3OriginConfig: { OriginAccessIdentity: identity },
});
type Origin = ReturnType<typeof origin> | ReturnType<typeof customOrigin>;
const cdn = (...Items: Origin[]) =>
  facts(rule, { cloudfront: { distributions: [distribution({ Origins: { Quantity: Items.length, Items } })] } });
const bare = (what: string) =>
  `the CloudFront distribution E1SHOP (static.example.com) asks ${what} unsigned: the bucket must be public to be served, and everybody can go around CloudFront; use origin access control`;
const REGIONAL = 'shop-static.s3.eu-west-1.amazonaws.com';

testRule(rule, {
  pass: {
    'origin access control, which another scanner alarms on': facts(rule, {
      cloudfront: { distributions: [distribution()] },
    }),
    'beside a web server': cdn(origin(REGIONAL, 'E2OAC'), customOrigin('app.example.com', 'https-only')),
  },
  fail: {
    'the regional endpoint, which another scanner skips': {
      ...cdn(origin(REGIONAL)),
      reports: [bare(REGIONAL)],
      severities: ['medium'],
    },
    'the second origin, by the old endpoint': {
      ...cdn(origin(REGIONAL, 'E2OAC'), origin('shop-media.s3.amazonaws.com')),
      reports: [bare('shop-media.s3.amazonaws.com')],
    },
    'a bucket set up as a web server': {
      ...cdn(customOrigin('shop-media.s3-eu-west-1.amazonaws.com', 'https-only')),
      reports: [bare('shop-media.s3-eu-west-1.amazonaws.com')],
    },
    'the older identity': {
      ...cdn(origin(REGIONAL, '', 'origin-access-identity/cloudfront/E1OLD')),
      reports: [
        `the CloudFront distribution E1SHOP (static.example.com) asks ${REGIONAL} by the older origin access identity: it works; origin access control takes its place`,
      ],
      severities: ['info'],
    },
  },
  silent: {
    'a website endpoint': cdn(customOrigin('shop.s3-website-eu-west-1.amazonaws.com', 'http-only')),
    'switched off': facts(rule, {
      cloudfront: {
        distributions: [distribution({ Enabled: false, Origins: { Quantity: 1, Items: [origin(REGIONAL)] } })],
      },
    }),
  },
});
