import rule from '../../rules/databases/rds-coupled-to-eb.ts';
import { testRule } from '../../src/testing/index.ts';
import { environment, settingsOf } from '../build/elasticbeanstalk.ts';
import { facts } from '../build/facts.ts';

const eb = (given: Record<string, string | undefined>) =>
  facts(rule, {
    elasticbeanstalk: { environments: [environment()], configurationSettings: [settingsOf(environment(), given)] },
  });
const COUPLED = 'aws:rds:dbinstance/HasCoupledDatabase';
const POLICY = 'aws:rds:dbinstance/DBDeletionPolicy';
const lost =
  'the database of the Elastic Beanstalk environment shop-prod is deleted with the environment (DBDeletionPolicy Delete): ending or replacing shop-prod loses all data; set Retain, then decouple it';

testRule(rule, {
  pass: {
    'no database inside': eb({ [POLICY]: 'Delete' }),
    'an environment from before the option': eb({ [COUPLED]: undefined }),
  },
  fail: {
    'deleted with the environment': {
      ...eb({ [COUPLED]: 'true', [POLICY]: 'Delete' }),
      reports: [lost],
      severities: ['critical'],
    },
    'Delete is the default': { ...eb({ [COUPLED]: 'true' }), reports: [lost] },
    'a snapshot is left': {
      ...eb({ [COUPLED]: 'true', [POLICY]: 'Snapshot' }),
      reports: [
        'the database of the Elastic Beanstalk environment shop-prod lives inside the environment (DBDeletionPolicy Snapshot): a new environment cannot take it over; decouple it',
      ],
      severities: ['medium'],
    },
  },
  unknown: {
    'the settings of this environment were refused': {
      ...facts(rule, { elasticbeanstalk: { environments: [environment()] } }),
      reasons: ['the configuration settings of shop-prod could not be seen'],
    },
  },
});
