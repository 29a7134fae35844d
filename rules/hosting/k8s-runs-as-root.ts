import type { Subject } from '../../src/model/index.ts';
import { defineRule, fail, part, pass, unknown } from '../../src/model/index.ts';
import type { AppProcess, Dockerfile } from '../../src/model/repository/index.ts';
import { productionDockerfiles } from '../shared/dockerfiles.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';
import { isWeb, type PodContainer, runningContainers, securityContext, serverOf } from '../shared/workloads.ts';

interface Judged extends Subject, PodContainer {}

export default defineRule({
  id: 'k8s-runs-as-root',
  topic: 'hosting/eks',
  severity: 'medium',
  docs: {
    title: 'Forbid root in the pod',
    why: 'Root in a container shares its kernel with the node. A privileged container is root on the node.',
    how: 'The security contexts of pod and container are read together: `privileged` is high; neither `runAsNonRoot: true` nor a `runAsUser` above 0 is medium, unless the Dockerfile of the repository sets a user.',
    fix: '`securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true}`.',
    silent: ['images that are built elsewhere: unknown', 'containers of other programs that are not privileged'],
    example: {
      language: 'yaml',
      bad: 'containers:\n  - name: web\n    command: [gunicorn, config.wsgi]\n    securityContext: { runAsUser: 0 }',
      good: 'containers:\n  - name: web\n    command: [gunicorn, config.wsgi]\n    securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false }',
    },
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  controls: { wellArchitected: ['SEC06'], cwe: ['250'], owaspTop10_2021: ['A05'] },
  needs: ['repository.kubernetes', 'repository.dockerfiles', 'repository.processes'],
  subjects: ({ repository }): readonly Judged[] =>
    runningContainers(repository.kubernetes)
      .filter((one) => isWeb(one, repository.processes) || one.container.securityContext.privileged === true)
      .map((one) => ({ ...one, ref: part(one.workload.ref, one.container.name) })),
  judge: ({ workload, container }, { repository }) => {
    const context = securityContext({ workload, container });
    const what = `container ${container.name} of ${workload.kind} ${workload.name} in ${workload.path}`;
    const location = context.location ?? container.location;
    const details = {
      evidence: [found('securityContext', JSON.stringify({ ...context, location: undefined }), location)],
      location,
    };
    const repair = {
      ...details,
      fix: fix(
        'Forbid it',
        text('securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true}'),
      ),
    };
    if (context.privileged === true)
      return fail(`${what} is privileged: it is root on the node`, { ...repair, severity: 'high' });
    if (context.runAsNonRoot === true || (context.runAsUser ?? 0) > 0)
      return pass(`${what} does not run as root`, details);
    if (context.runAsUser === 0) return fail(`${what} runs as root`, repair);
    if (workload.templated) return unknown(`${what} is a template: its securityContext could not be seen`, details);
    return byImage(what, imagesOf({ workload, container }, repository), details, repair);
  },
});

/** The Dockerfile whose image it is seen to run; else all that production builds. */
function imagesOf(
  one: PodContainer,
  {
    processes,
    dockerfiles,
  }: { readonly processes: readonly AppProcess[]; readonly dockerfiles: readonly Dockerfile[] },
): readonly Dockerfile[] {
  const own = serverOf(one, processes)?.dockerfile;
  return own === undefined ? productionDockerfiles(dockerfiles) : dockerfiles.filter(({ path }) => path === own);
}

function byImage(
  what: string,
  dockerfiles: readonly Dockerfile[],
  details: Parameters<typeof pass>[1],
  repair: Parameters<typeof fail>[1],
) {
  const [file, ...others] = dockerfiles;
  if (file === undefined || others.length > 0)
    return unknown(`${what} has no securityContext: the user of its image decides`, details);
  const user = file.final.user?.text;
  if (user !== undefined && !/^(root|0)(:|$)/.test(user))
    return pass(`${what} runs as ${user}, the user of ${file.path}`, details);
  return fail(`${what} may run as root: neither its securityContext nor ${file.path} says otherwise`, repair);
}
