import type { AccountOptions } from '../server.ts';
import { compute } from './demo/compute.ts';
import { data } from './demo/data.ts';
import { edge } from './demo/edge.ts';
import { network } from './demo/network.ts';
import { watching } from './demo/watching.ts';

/**
 * The account of the sample shop in fixtures/demo: production on ECS, staging on Elastic Beanstalk. Much of it is as it
 * should be, and what is not is what shops of this size have.
 */
export function demoAccount(): AccountOptions {
  return {
    callerArn: 'arn:aws:sts::111122223333:assumed-role/audit/djaudit',
    answers: { ...network(), ...compute(), ...data(), ...edge(), ...watching() },
  };
}
