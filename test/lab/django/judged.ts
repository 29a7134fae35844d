import { collected, type DeployedService, type EvaluatedSettings, type Rule } from '../../../src/model/index.ts';
import type { RepositoryFacts } from '../../../src/model/repository/index.ts';
import { readRepository } from '../../../src/repo/index.ts';
import { type Judged, judge } from '../../../src/testing/index.ts';
import { service, variables } from '../../build/deployment.ts';

/** What djaudit says of the project at `root`, as the service of `differs` runs it under these variables. */
export async function judged(
  rule: Rule,
  root: string,
  given: Readonly<Record<string, string>> = {},
  differs: Partial<DeployedService> = {},
): Promise<Judged> {
  const reading = await readRepository(root, [...rule.needs, 'repository.processes']);
  const facts = new Map(reading.records.map(({ name, fact }) => [name as string, fact]));
  const settings = await reading.evaluate(given);
  const live = service({
    variables: variables(given),
    settings: collected(settings),
    ...processOf(facts.get('repository.processes')),
    ...differs,
  });
  const repository: Record<string, unknown> = { settings };
  for (const [name, fact] of facts) {
    const [side, thing = ''] = name.split('.');
    if (side === 'repository' && thing !== 'settings' && fact.status === 'collected') repository[thing] = fact.value;
  }
  const [first, ...others] = judge(rule, { repository, deployment: { services: [live] } } as never); // the rule's own needs
  if (first === undefined || others.length > 0)
    throw new Error(`${rule.id} gave ${others.length + 1} verdicts, not one`);
  return first;
}

/** The settings that djaudit computes for the project under these variables. */
export async function settingsUnder(root: string, given: Readonly<Record<string, string>>): Promise<EvaluatedSettings> {
  return (await readRepository(root, [])).evaluate(given);
}

function processOf(fact: unknown): Pick<Partial<DeployedService>, 'process'> {
  const found = fact as { status: string; value?: RepositoryFacts['repository.processes'] } | undefined;
  const web = found?.value?.find(({ gunicorn }) => gunicorn !== undefined);
  return web === undefined ? {} : { process: collected(web) };
}

/** The words of a verdict. */
export function said(verdict: Judged): string {
  return 'reason' in verdict ? verdict.reason : (verdict.message ?? '');
}
