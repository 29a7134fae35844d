import rule from '../../rules/monitoring/cloudtrail-off.ts';
import { testRule } from '../../src/testing/index.ts';
import { facts } from '../build/facts.ts';
import { identity, trail, trailStatus } from '../build/monitoring.ts';

type Trail = ReturnType<typeof trail>;
const account = (trails: Trail[], logging: boolean | undefined = true) =>
  facts(rule, {
    sts: { identity: [identity()] },
    cloudtrail: {
      trails,
      trailStatuses: logging === undefined ? [] : trails.map((one) => trailStatus(one, logging)),
    },
  });
const off = (what: string) =>
  `account 123456789012 is not recorded by CloudTrail: ${what}; after an incident nobody can tell who did what. Record all regions`;
const organization = trail({
  Name: 'organization',
  TrailARN: 'arn:aws:cloudtrail:us-east-1:999999999999:trail/organization',
  IsOrganizationTrail: true,
  ref: { ...trail().ref, id: 'arn:aws:cloudtrail:us-east-1:999999999999:trail/organization', account: '999999999999' },
});

testRule(rule, {
  pass: {
    'all regions': account([trail({ Name: 'old', IsMultiRegionTrail: false }), trail()]),
    'the trail of the organization': account([organization]),
    'selectors of its own, less sure': account([trail({ HasCustomEventSelectors: true })]),
  },
  fail: {
    none: { ...account([]), reports: [off('there is no trail')], severities: ['high'] },
    'one region': {
      ...account([trail({ Name: 'eu', IsMultiRegionTrail: false })]),
      reports: [off('the trail eu covers one region only')],
    },
    'switched off': { ...account([trail()], false), reports: [off('the trail all-regions is switched off')] },
    'without validation': {
      ...account([trail({ LogFileValidationEnabled: false })]),
      reports: [
        'the trail all-regions has no log file validation: whoever changes its files leaves no trace; switch it on',
      ],
      severities: ['low'],
    },
  },
  unknown: {
    'its status was refused': {
      ...facts(rule, { sts: { identity: [identity()] }, cloudtrail: { trails: [trail()] } }),
      reasons: ['whether the trail all-regions is logging could not be seen'],
    },
  },
});
