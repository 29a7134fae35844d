import type { ContainerDefinition } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { containerInWords } from '../shared/ecs.ts';
import { seen } from '../shared/evidence.ts';
import { fix, terraform, text } from '../shared/fix.ts';

export default defineRule({
  id: 'ecs-privileged-or-root',
  topic: 'hosting/ecs',
  severity: 'medium',
  docs: {
    title: 'Run containers without privileges',
    why: 'A flaw in the application gives an attacker what its process may do: as root in the container that is more than needed, privileged it is the host.',
    how: 'Every container of the running revisions is read. `privileged` is high. A `user` of root or 0 is medium. Without a `user` the image decides, which the account does not tell: unknown, unless the repository has the Dockerfile.',
    fix: 'Add a user to the Dockerfile and name it in the task definition.',
    example: {
      language: 'json',
      bad: '{ "name": "web", "user": "root" }',
      good: '{ "name": "web", "user": "1000:1000" }',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-4',
    ],
  },
  controls: { awsFsbp: ['ECS.4'], wellArchitected: ['SEC06'], cwe: ['250'], owaspTop10_2021: ['A05'] },
  needs: ['ecs.taskDefinitions'],
  subjects: ({ ecs }) => ecs.taskDefinitions.flatMap(({ containerDefinitions }) => containerDefinitions),
  judge: (container) => {
    const what = containerInWords(container);
    const evidence = [
      seen('privileged', container.privileged, 'ecs:DescribeTaskDefinition'),
      seen('user', container.user, 'ecs:DescribeTaskDefinition'),
    ];
    const details = { evidence, fix: drop(container) };
    if (container.privileged === true)
      return fail(
        `the container ${what} is privileged: who breaks into the application has the host; run it unprivileged`,
        { ...details, severity: 'high' },
      );
    const user = container.user?.split(':')[0];
    if (user === undefined || user === '')
      return unknown(`the image of ${what} decides about its user: the task definition names none`, { evidence });
    if (user === 'root' || user === '0')
      return fail(
        `the container ${what} runs as root (user ${container.user}): who breaks into the application can change all of it; run it as a user of its own`,
        details,
      );
    return pass(`${what} runs as ${user}`, { evidence });
  },
});

function drop({ name }: ContainerDefinition) {
  return fix(
    `Run ${name} as a user of its own`,
    text(
      'Deploy a new image and revision: no downtime. Files that the application writes must belong to its user, and it binds ports above 1023.',
    ),
    text('# Dockerfile, before CMD\nRUN useradd --uid 1000 django\nUSER django'),
    text('# task definition, container definition\n"user": "1000:1000",\n"privileged": false'),
    terraform('container_definitions: user = "1000:1000"'),
  );
}
