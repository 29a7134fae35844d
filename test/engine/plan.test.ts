import { describe, expect, it } from 'vitest';
import { derivationsFor, plan } from '../../src/engine/plan.ts';
import type { Derivation, FactName } from '../../src/model/index.ts';
import { collected } from '../../src/model/index.ts';

const derivation = (name: string, ...needs: readonly string[]): Derivation => ({
  name: name as FactName,
  needs: needs as readonly FactName[],
  derive: () => collected([]),
});
const needing = (...needs: readonly string[]) => ({ needs: needs as readonly FactName[] });

describe('the plan', () => {
  it('holds what the chosen rules need, once, and nothing else', () => {
    expect(plan([needing('rds.instances', 'acm.certificates'), needing('rds.instances')])).toEqual([
      'acm.certificates',
      'rds.instances',
    ]);
  });

  it('follows derived facts to what they are made of', () => {
    const derivations = [
      derivation('deployment.services', 'deployment.links', 'ecs.services'),
      derivation('deployment.links', 'repository.settings', 'rds.instances'),
      derivation('deployment.unused', 'iam.users'),
    ];
    expect(plan([needing('deployment.services')], derivations)).toEqual([
      'ecs.services',
      'rds.instances',
      'repository.settings',
    ]);
  });

  it('computes each derived fact after the ones that it needs', () => {
    const derivations = [derivation('deployment.services', 'deployment.links'), derivation('deployment.links')];
    const rules = [{ ...needing('deployment.services') }] as Parameters<typeof derivationsFor>[0];
    expect(derivationsFor(rules, derivations).map(({ name }) => name)).toEqual([
      'deployment.links',
      'deployment.services',
    ]);
  });

  it('refuses facts that need each other, by name', () => {
    const derivations = [derivation('deployment.a', 'deployment.b'), derivation('deployment.b', 'deployment.a')];
    const rules = [needing('deployment.a')] as Parameters<typeof derivationsFor>[0];
    expect(() => derivationsFor(rules, derivations)).toThrow('deployment.a → deployment.b → deployment.a');
  });
});
