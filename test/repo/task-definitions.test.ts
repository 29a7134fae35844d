import { expect, it } from 'vitest';
import type { EcsTaskDefinition } from '../../src/model/repository/index.ts';
import { readRepository } from '../../src/repo/index.ts';
import { folderWith } from './folder.ts';

async function tasks(files: Readonly<Record<string, string>>): Promise<readonly EcsTaskDefinition[]> {
  const { records } = await readRepository(folderWith(files), ['repository.ecsTaskDefinitions']);
  const found = records[0]?.fact;
  if (found?.status !== 'collected') throw new Error(found?.reason ?? 'no record');
  return found.value as readonly EcsTaskDefinition[];
}

const environmentOf = ([task]: readonly EcsTaskDefinition[]) =>
  task?.containers[0]?.environment.map(({ name, value, location }) => [name, value, location.path]);

const TEMPLATE = `[{ "name": "web", "image": "\${image}",
  "environment": [{ "name": "DJANGO_ENV", "value": "\${stage}" }, { "name": "HOST", "value": "\${host}" }] }]
`;
const MAIN = `data "template_file" "web" {
  template = file("tasks/web.json")
  vars = {
    image = "shop:1"
    stage = var.stage
    host  = aws_db_instance.main.address
  }
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = data.template_file.web.rendered
}
variable "stage" { default = "production" }
`;
const HOST = ['HOST', { status: 'reference', text: '${host}' }, 'infra/tasks/web.json'];

it('a template_file is filled in with its variables, and not read again as it stands', async () => {
  const found = await tasks({ 'infra/main.tf': MAIN, 'infra/tasks/web.json': TEMPLATE });

  expect(found).toHaveLength(1);
  expect(environmentOf(found)).toEqual([
    ['DJANGO_ENV', { status: 'known', text: 'production' }, 'infra/tasks/web.json'],
    HOST,
  ]);
});

it('a value that the tfvars of production give is known, one on which they differ is not', async () => {
  const files = { 'infra/main.tf': MAIN, 'infra/tasks/web.json': TEMPLATE, 'infra/dev.tfvars': 'stage = "dev"\n' };

  expect(environmentOf(await tasks({ ...files, 'infra/prod.tfvars': 'stage = "live"\n' }))).toEqual([
    ['DJANGO_ENV', { status: 'known', text: 'live' }, 'infra/tasks/web.json'],
    HOST,
  ]);
  expect(
    environmentOf(
      await tasks({ ...files, 'infra/prod.tfvars': 'stage = "live"\n', 'infra/stage.tfvars': 'stage = "s"\n' }),
    ),
  ).toEqual([['DJANGO_ENV', { status: 'reference', text: '${stage}' }, 'infra/tasks/web.json'], HOST]);
});
