import { expect, it } from 'vitest';
import { rollouts } from '../../src/deployment/rollouts.ts';
import { collected, type Fact, type ScopedFact, unavailable } from '../../src/model/index.ts';
import { denied, service } from '../build/deployment.ts';
import { ACCOUNT, REGION } from '../build/ref.ts';

const NOT_SCANNED = unavailable('the account was not scanned');
const nowhere = <T>(fact: Fact<T>): readonly ScopedFact<T>[] => [{ scope: {}, fact }];
const inAccount = <T>(fact: Fact<T>): readonly ScopedFact<T>[] => [
  { scope: { account: ACCOUNT, region: REGION }, fact },
];

it('are the services of the deployment, with what of them could not be seen', () => {
  const services = [service()];
  const found = rollouts.derive({
    'deployment.services': nowhere(collected(services, [denied])),
    'ecs.services': inAccount(collected([])),
  });
  expect(found).toEqual(collected({ services }, [denied]));
});

it('are not known without the account, and that is all', () => {
  const found = rollouts.derive({ 'deployment.services': nowhere(NOT_SCANNED), 'ecs.services': nowhere(NOT_SCANNED) });
  expect(found).toEqual(collected({}));
});

it('could not be seen where the account refused', () => {
  const found = rollouts.derive({ 'deployment.services': nowhere(denied), 'ecs.services': inAccount(denied) });
  expect(found).toBe(denied);
});
