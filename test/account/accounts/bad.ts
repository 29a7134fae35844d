import type { Answers } from '../answers.ts';
import { acmAnswers, certificate } from '../build/acm.ts';
import { inDays } from '../build/where.ts';
import type { AccountOptions } from '../server.ts';
import { applications } from './bad/applications.ts';
import { data } from './bad/data.ts';
import { BAD_EDGE_CERTIFICATE, edge } from './bad/edge.ts';
import { identity } from './bad/identity.ts';
import { machines } from './bad/machines.ts';

/**
 * An account in which every rule on the account fires at least once. Each mistake is a thing of its own, so that a test can
 * name it, and each wrong answer that other scanners give on these topics has its thing too.
 */
export function badAccount(): AccountOptions {
  const inVirginia: Answers = {
    acm: acmAnswers([
      certificate({
        id: BAD_EDGE_CERTIFICATE,
        region: 'us-east-1',
        DomainName: 'cdn.bad.example.com',
        NotAfter: inDays(20),
        InUseBy: ['arn:aws:cloudfront::111122223333:distribution/E2BADMEDIA0001'],
      }),
    ]),
  };
  return {
    answers: { ...machines(), ...applications(), ...data(), ...edge(), ...identity() },
    regions: { 'us-east-1': inVirginia },
  };
}
