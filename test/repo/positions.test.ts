import { beforeAll, describe, expect, it } from 'vitest';
import type { FactName, FactRecord } from '../../src/model/facts.ts';
import type { Location } from '../../src/model/location.ts';
import { CORPUS } from './corpus.ts';
import { readEverything } from './every-fact.ts';
import { folderWith } from './folder.ts';

/** A place in a fact (names and indexes) and the text that stands there in the file. */
const PLACES: readonly (readonly [fact: string, steps: string, text: string])[] = [
  ['project', 'settingsModules.0.location', 'DJANGO_SETTINGS_MODULE=con'],
  ['dependencies', 'resolved.django.location', 'Django==5.2.17 \\'],
  ['dependencies', 'resolved.gunicorn.location', '"gunicorn"]'],
  ['dependencies', 'resolved.celery.location', 'celery = { version'],
  ['dependencies', 'installs.0.location', 'pip install --no-cache-dir'],
  ['runtimes', '0.location', 'FROM python:${PYTHON}-slim AS'],
  ['dockerfiles', '0.globalArgs.0.location', 'PYTHON=3.13'],
  ['dockerfiles', '0.stages.1.env.1.location', 'PORT=8000'],
  ['dockerfiles', '0.stages.1.runs.0.commands.0.location', 'python manage.py collectstatic'],
  ['dockerfiles', '0.stages.1.user.location', 'USER app'],
  ['dockerfiles', '0.final.cmd.location', 'CMD ["gunicorn"'],
  ['dockerignore', '0.patterns.1.location', '!app'],
  ['composeFiles', '0.services.0.location', 'web:'],
  ['composeFiles', '0.services.0.environment.0.location', 'DEBUG: "0"'],
  ['composeFiles', '0.services.0.environment.1.location', 'SECRET_KEY: ${'],
  ['composeFiles', '0.services.0.command.location', 'gunicorn config.wsgi -b'],
  ['migrateRuns', '0.location', 'python manage.py migrate --noinput'],
  ['elasticBeanstalk', 'environment.0.location', 'DJANGO_SETTINGS_MODULE: config'],
  ['elasticBeanstalk', 'optionSettings.0.location', 'MinSize: 2'],
  ['elasticBeanstalk', 'containerCommands.0.location', '01_migrate:'],
  ['elasticBeanstalk', 'extensions.0.files.0.location', '"/etc/cron.d/x":'],
  ['elasticBeanstalk', 'hooks.0.script.commands.1.location', 'python manage.py migrate'],
  ['elasticBeanstalk', 'procfile.entries.1.command.commands.0.location', 'celery -A config worker'],
  ['elasticBeanstalk', 'config.platform.location', 'Python 3.13 running'],
  ['ecsTaskDefinitions', '0.containers.0.image.location', '"x/web:${TAG}"'],
  ['ecsTaskDefinitions', '0.containers.0.secrets.0.location', '{"name": "B"'],
  ['ecsTaskDefinitions', '1.containers.0.command.location', '["gunicorn", "config.wsgi"]'],
  ['kubernetes', 'workloads.1.containers.0.args.location', '["gunicorn", "config.wsgi"]'],
  ['kubernetes', 'workloads.1.containers.0.readinessProbe.location', 'readinessProbe: {'],
  ['kubernetes', 'workloads.0.replicas.location', '{{ .Values.replicas }}'],
  ['kubernetes', 'secrets.0.entries.0.location', 'hunter2hunter2}'],
  ['kubernetes', 'kustomizations.0.images.0.location', '{name: x/web'],
  ['terraform', 'resources.0.location', 'resource "aws_db_instance"'],
  ['terraform', 'resources.0.attributes.tags.location', 'local.tags'],
  ['terraform', 'variables.0.value.location', '"shop"'],
  ['cloudformation', '0.parameters.0.location', 'Size:'],
  ['cloudformation', '0.resources.0.propertyLocations.BucketName', 'BucketName: !Sub'],
  ['workflows', '0.triggers.0.location', 'push:'],
  ['workflows', '0.jobs.1.location', 'deploy:'],
  ['workflows', '0.jobs.1.steps.0.run.commands.0.location', 'aws ecs update-service'],
  ['workflows', '0.jobs.0.steps.0.uses.location', 'actions/checkout@v4'],
  ['envFiles', '0.names.1.location', 'SECRET_KEY="abc"'],
  ['proxies', '0.listens.0.location', 'listen 443 ssl'],
  ['proxies', '0.locations.1.location', 'proxy_pass http'],
  ['urls', 'routes.2.location', 're_path(r"^health/$"'],
  ['middleware', '0.answers.0.location', 'return HttpResponse("ok"'],
  ['migrations', '0.migrations.0.operations.1.location', 'migrations.RunPython'],
  ['code', 'fileFields.0.location', 'picture = models.ImageField'],
  ['code', 'imports.pathlib', 'from pathlib import'],
];

describe('a place is where its text stands', () => {
  let records: readonly FactRecord[];
  beforeAll(async () => {
    ({ records } = await readEverything(folderWith(CORPUS)));
  });

  it.each(PLACES)('%s: %s', (fact, steps, text) => {
    const found = records.find(({ name }) => name === (`repository.${fact}` satisfies string as FactName))?.fact;
    const value = found?.status === 'collected' ? found.value : undefined;
    const place = steps
      .split('.')
      .reduce<unknown>((at, step) => (at as Readonly<Record<string, unknown>> | undefined)?.[step], value) as
      | Location
      | undefined; // the steps of the table lead to places
    const line = CORPUS[place?.path ?? '']?.split('\n')[(place?.line ?? 0) - 1];
    expect(place?.column).toBeGreaterThan(0);
    expect(line?.slice((place?.column ?? 1) - 1)).toMatch(
      new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`),
    );
  });
});
