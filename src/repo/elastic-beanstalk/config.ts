import type { CronJob, EbConfig, Placed } from '../../model/repository/index.ts';
import { documentOf } from '../data/documents.ts';
import { at, type DataNode, entriesOf, itemsOf, textAt, textOf } from '../data/node.ts';
import { toJson } from '../data/to-json.ts';
import { item, startOf } from '../item.ts';
import { folderOf } from '../paths.ts';
import type { Repository } from '../repository.ts';

/** `.elasticbeanstalk/config.yml` with the saved configurations beside it. */
export function readEbConfig(repository: Repository, folder: string): EbConfig | undefined {
  const files = repository.files.filter(
    ({ path }) => folderOf(path) === folder || folderOf(path) === `${folder}/saved_configs`,
  );
  const main = files.find(({ path }) => /\/config\.(global\.)?ya?ml$/.test(path));
  const saved = files.filter(({ path }) => path !== main?.path && /\.(ya?ml|cfg|json)$/.test(path));
  if (main === undefined && saved.length === 0) return undefined;
  const document = main === undefined ? undefined : documentOf(repository, main.path);
  const global = at(document, 'global');
  const application = placed(at(global, 'application_name'));
  const region = placed(at(global, 'default_region'));
  const platform = placed(at(global, 'default_platform'));
  return {
    ...item(startOf(main?.path ?? saved[0]?.path ?? folder), undefined, 'production'),
    ...(application === undefined ? {} : { application }),
    environments: entriesOf(at(document, 'branch-defaults')).flatMap(({ key, value }) => {
      const name = textAt(value, 'environment');
      return name === undefined ? [] : [{ branch: key, name }];
    }),
    ...(region === undefined ? {} : { region }),
    ...(platform === undefined ? {} : { platform }),
    saved: saved.map(({ path }) => ({ path, content: toJson(documentOf(repository, path)) })),
  };
}

function placed(node: DataNode | undefined): Placed | undefined {
  const text = textOf(node);
  return text === undefined || node === undefined ? undefined : { text, location: node.location };
}

/** `cron.yaml` of a worker environment. */
export function readCronYaml(repository: Repository, path: string): readonly CronJob[] {
  if (repository.file(path) === undefined) return [];
  return itemsOf(at(documentOf(repository, path), 'cron')).map((job, index) => ({
    ...item({ ...job.location, path }, textAt(job, 'name') ?? `${index + 1}`, 'production'),
    name: textAt(job, 'name') ?? `${index + 1}`,
    schedule: textAt(job, 'schedule') ?? '',
    target: textAt(job, 'url') ?? '',
    source: 'cron.yaml' as const,
  }));
}
