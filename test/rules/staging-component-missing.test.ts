import rule from '../../rules/comparison/staging-component-missing.ts';
import { collected } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { databaseLink, denied } from '../build/deployment.ts';
import { ALONE, compared } from '../build/environments.ts';
import { process } from '../build/process.ts';
import { dbInstance } from '../build/rds.ts';

const databases = collected([databaseLink(dbInstance())]);
const worker = collected(process({ kind: 'celery-worker' }));

testRule(rule, {
  pass: {
    'the same kinds': compared({ databases }, { databases }),
    'more than production has': compared({}, { databases }),
  },
  fail: {
    'no database of RDS': {
      ...compared({ databases }, { databases: collected([]) }),
      reports: ['staging has no RDS database, which production has: they are tried in production for the first time'],
      severities: ['medium'],
    },
    'neither load balancer nor worker': {
      ...compared({ process: worker }, { frontDoors: collected([]) }),
      reports: [
        'staging has no load balancer and Celery worker, which production has: they are tried in production for the first time',
      ],
    },
  },
  unknown: {
    'a list of staging was denied': {
      ...compared({ databases }, { databases: denied }),
      reasons: ['whether staging has RDS database as production does could not be told'],
    },
    'a list of production was denied': {
      ...compared({ caches: denied }, {}),
      reasons: ['whether staging has cache as production does could not be told'],
    },
  },
  silent: ALONE,
});
