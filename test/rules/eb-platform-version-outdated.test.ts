import rule from '../../rules/deployment/eb-platform-version-outdated.ts';
import { testRule } from '../../src/testing/index.ts';
import { environment, platform, settingsOf } from '../build/elasticbeanstalk.ts';
import { facts } from '../build/facts.ts';

type Platform = ReturnType<typeof platform>;
const MANAGED = 'aws:elasticbeanstalk:managedactions/ManagedActionsEnabled';
const eb = (given: Partial<Platform>, managed: string, ...others: Platform[]) =>
  facts(rule, {
    elasticbeanstalk: {
      environments: [environment()],
      platforms: [platform({ PlatformLifecycleState: undefined, ...given }), ...others],
      configurationSettings: [settingsOf(environment(), { [MANAGED]: managed })],
    },
  });
const created = (day: string): Partial<Platform> => ({ DateCreated: new Date(day), DateUpdated: new Date(day) });
const newest = (day: string) =>
  platform({ PlatformArn: 'arn:newest', PlatformLifecycleState: 'Recommended', ...created(day) });
const outdated = (since: string, hint: string) =>
  `the Elastic Beanstalk environment shop-prod runs Python 3.12 running on 64bit Amazon Linux 2023 4.3.0 of ${since}, which is not the recommended version any more: patches of the system are missing; ${hint}`;

testRule(rule, {
  pass: {
    recommended: eb({ PlatformLifecycleState: 'Recommended' }, 'false'),
    'the newer version came out last week': eb(created('2026-08-01'), 'false', newest('2026-11-18')),
    'our own version is younger than the grace': eb(created('2026-11-20'), 'false'),
  },
  fail: {
    'managed updates are off': {
      ...eb(created('2026-08-01'), 'false', newest('2026-10-01')),
      reports: [outdated('2026-08-01', 'upgrade it and switch managed updates on')],
      severities: ['medium'],
    },
    'managed updates will take it': {
      ...eb(created('2026-08-01'), 'true'),
      reports: [outdated('2026-08-01', 'managed updates are on, see why they did not come')],
      severities: ['low'],
    },
    'older than half a year': {
      ...eb(created('2026-01-01'), 'true'),
      reports: [outdated('2026-01-01', 'managed updates are on, see why they did not come')],
      severities: ['high'],
    },
  },
  unknown: {
    'the platform was not described': {
      ...facts(rule, { elasticbeanstalk: { environments: [environment()] } }),
      reasons: ['AWS did not describe the platform version of shop-prod'],
    },
    'the settings were refused': {
      ...facts(rule, {
        elasticbeanstalk: {
          environments: [environment()],
          platforms: [platform({ PlatformLifecycleState: undefined, ...created('2026-08-01') })],
        },
      }),
      reasons: ['the configuration settings of shop-prod could not be seen'],
    },
  },
});
