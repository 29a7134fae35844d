import { type Location, single } from '../model/index.ts';
import type { WorkflowStep } from '../model/repository/index.ts';
import type { Inputs } from './inputs.ts';

/** A step of a workflow that says a name, and what it does. */
export interface NamingStep {
  readonly text: string;
  readonly location: Location;
  readonly deploys?: WorkflowStep['deploys'];
}

/** The first step whose command or inputs say the name as a whole word, among those that are about `what`. */
export function namingStep(inputs: Inputs, name: string, what: RegExp): NamingStep | undefined {
  const workflows = single(inputs['repository.workflows']);
  if (workflows.status === 'unavailable') return undefined;
  const word = new RegExp(`(?<![\\w-])${name.replaceAll(/[.*+?^\${}()|[\]\\]/g, String.raw`\$&`)}(?![\\w-])`);
  for (const step of workflows.value.flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps))) {
    const said = [
      step.run?.text ?? '',
      ...Object.values(step.with).flatMap((one) => ('text' in one ? [one.text] : [])),
    ];
    const about = [...said, step.uses?.action ?? '', step.deploys ?? ''].join('\n');
    if (!what.test(about) || !said.some((text) => word.test(text))) continue;
    const text = step.name ?? step.uses?.action ?? step.deploys ?? 'a step';
    return { text, location: step.location, ...(step.deploys === undefined ? {} : { deploys: step.deploys }) };
  }
  return undefined;
}
