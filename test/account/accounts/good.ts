import type { Answers } from '../answers.ts';
import { acmAnswers, certificate } from '../build/acm.ts';
import type { AccountOptions } from '../server.ts';
import { compute } from './good/compute.ts';
import { data } from './good/data.ts';
import { EDGE_CERTIFICATE, edge } from './good/edge.ts';
import { network } from './good/network.ts';
import { watching } from './good/watching.ts';

/**
 * A Django shop that is run by the playbook: one half of it on Elastic Beanstalk, one on ECS, and a small EKS cluster.
 * No rule of medium or above may fail here. Among its things are those that other scanners call wrong and that are not.
 */
export function goodAccount(): AccountOptions {
  const inVirginia: Answers = {
    acm: acmAnswers([
      certificate({
        id: EDGE_CERTIFICATE,
        region: 'us-east-1',
        InUseBy: ['arn:aws:cloudfront::111122223333:distribution/E2SHOPMEDIA001'],
      }),
    ]),
  };
  return {
    answers: { ...network(), ...compute(), ...data(), ...edge(), ...watching() },
    regions: { 'us-east-1': inVirginia },
  };
}
