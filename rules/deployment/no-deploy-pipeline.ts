import type { Subject } from '../../src/model/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';
import { deployJobs, deployStep } from '../shared/workflows.ts';

const MANUAL = new Set(['workflow_dispatch', 'manual']);

export default defineRule({
  id: 'no-deploy-pipeline',
  topic: 'deployment/continuous-deployment',
  severity: 'low',
  docs: {
    title: 'Deploy from a pipeline',
    why: 'What people deploy from their own machines depends on who does it and what lies in their folder. A pipeline deploys the commit that was tested, the same way each time, and says who deployed what when.',
    how: 'Workflows are searched for a step that deploys. Workflows without one are low, and one that somebody must start by hand is only advice. A repository without any workflow may be deployed by CodePipeline, Argo CD or another repository: unknown.',
    fix: 'Add a job that deploys on a push to the main branch, after the tests.',
    silent: ['repositories that Argo CD or Flux pull, or that call workflows elsewhere: unknown'],
    example: {
      language: 'yaml',
      bad: 'on: { push: { branches: [main] } }\njobs:\n  test: { runs-on: ubuntu-latest, steps: [{ run: pytest }] }',
      good: 'on: { push: { branches: [main] } }\njobs:\n  test: { runs-on: ubuntu-latest, steps: [{ run: pytest }] }\n  deploy: { needs: [test], runs-on: ubuntu-latest, steps: [{ run: eb deploy shop-production }] }',
    },
    references: [
      'https://docs.github.com/en/actions/concepts/workflows-and-actions/deployment-environments',
      'https://docs.aws.amazon.com/wellarchitected/latest/operational-excellence-pillar/ops_dev_integ_build_man_sys.html',
    ],
  },
  controls: { wellArchitected: ['OPS05', 'OPS06'], soc2: ['CC8.1'] },
  needs: ['repository.workflows', 'repository.project', 'repository.kubernetes'],
  subjects: ({ repository }): readonly Subject[] => [{ ref: repository.project.ref }],
  judge: (_, { repository: { workflows, kubernetes } }) => {
    const [first, ...more] = deployJobs(workflows);
    if (first === undefined)
      return none(
        workflows,
        kubernetes.manifests.some(({ apiVersion }) => /argoproj|fluxcd/.test(apiVersion)),
      );
    const step = deployStep(first.job);
    const location = step?.location ?? first.job.location;
    const details = { evidence: [found(first.job.id, step?.deploys ?? 'deploys', location)], location };
    const byHand = [first, ...more].every(
      ({ workflow, job }) => job.manual || workflow.triggers.every(({ event }) => MANUAL.has(event)),
    );
    if (!byHand) return pass(`${first.workflow.path} deploys (${step?.deploys ?? ''})`, details);
    return fail(`${first.workflow.path} deploys only when somebody starts it`, {
      ...details,
      severity: 'info',
      fix: fix('Deploy when the main branch changes', text('on:\n  push:\n    branches: [main]')),
    });
  },
});

function none(
  workflows: readonly { readonly path: string; readonly external: readonly { readonly what: string }[] }[],
  pulled: boolean,
) {
  if (pulled) return unknown('Argo CD or Flux deploys what the repository holds');
  const [external] = workflows.flatMap((workflow) => workflow.external);
  if (external !== undefined) return unknown(`no step deploys; ${external.what} is not in the repository`);
  if (workflows.length === 0)
    return unknown('no workflow is in the repository: CodePipeline or another repository may deploy it');
  return fail('no workflow of the repository deploys', {
    evidence: workflows.slice(0, 3).map(({ path }) => ({ label: path, value: 'deploys nothing', source: path })),
    fix: fix('Add a job that deploys after the tests', text('jobs:\n  deploy:\n    needs: [test]')),
  });
}
