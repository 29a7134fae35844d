import type { Subject } from '../../src/model/index.ts';
import { defineRule, fail, part, pass, unknown } from '../../src/model/index.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';
import { isWeb, type PodContainer, runningContainers } from '../shared/workloads.ts';

interface Judged extends Subject, PodContainer {}

export default defineRule({
  id: 'k8s-missing-probes',
  topic: 'hosting/eks',
  severity: 'medium',
  docs: {
    title: 'Give web containers a readiness probe',
    why: 'Without one Kubernetes sends requests to a container as soon as its process starts, before Django has loaded, and takes the old one away: every deployment shows errors.',
    how: 'Containers that serve Django are judged: no readiness probe is medium, no liveness probe low. Probes of every kind count.',
    fix: 'A readinessProbe on a path that a middleware answers, with a Host header from ALLOWED_HOSTS.',
    silent: ['workers, jobs and the containers of other programs', 'templates of which parts cannot be seen: unknown'],
    example: {
      language: 'yaml',
      bad: 'containers:\n  - name: web\n    command: [gunicorn, config.wsgi, --bind, "0.0.0.0:8000"]',
      good: 'containers:\n  - name: web\n    command: [gunicorn, config.wsgi, --bind, "0.0.0.0:8000"]\n    readinessProbe:\n      httpGet: { path: /health/, port: 8000, httpHeaders: [{ name: Host, value: shop.example.com }] }\n    livenessProbe: { tcpSocket: { port: 8000 } }',
    },
    references: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
  },
  controls: { wellArchitected: ['REL06', 'REL11'], soc2: ['A1.1'] },
  needs: ['repository.kubernetes', 'repository.processes'],
  subjects: ({ repository }): readonly Judged[] =>
    runningContainers(repository.kubernetes)
      .filter((one) => isWeb(one, repository.processes))
      .map((one) => ({ ...one, ref: part(one.workload.ref, one.container.name) })),
  judge: ({ workload, container }) => {
    const what = `container ${container.name} of ${workload.kind} ${workload.name} in ${workload.path}`;
    const details = {
      evidence: [found('container', container.name, container.location)],
      location: container.location,
    };
    const missing =
      container.readinessProbe === undefined
        ? 'readiness'
        : container.livenessProbe === undefined
          ? 'liveness'
          : undefined;
    if (missing === undefined) return pass(`${what} has probes`, details);
    if (workload.templated && missing === 'readiness')
      return unknown(`${what} is a template: its probes could not be seen`, details);
    const message =
      missing === 'readiness'
        ? `${what} has no readiness probe: it gets requests before Django has started`
        : `${what} has no liveness probe: a process that hangs stays`;
    return fail(message, {
      ...details,
      severity: missing === 'readiness' ? 'medium' : 'low',
      fix: fix(
        'Add a probe',
        text(
          `${missing}Probe:\n  httpGet: {path: /health/, port: ${container.ports[0] ?? 8000}, httpHeaders: [{name: Host, value: app.example.com}]}`,
        ),
      ),
    });
  },
});
