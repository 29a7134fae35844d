import type {
  ElasticBeanstalk,
  EnvironmentEntry,
  OptionSetting,
  RepositoryFile,
} from '../../model/repository/index.ts';
import { lastOfEach } from '../docker/read.ts';
import { item, startOf } from '../item.ts';
import { folderOf } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { loadShell } from '../shell/shell.ts';
import { readCronYaml, readEbConfig } from './config.ts';
import { readExtension } from './extension.ts';
import { readHooks } from './hooks.ts';
import { readProcfile } from './procfile.ts';

const MARKER = /^(?:(.*)\/)?\.(ebextensions|platform|elasticbeanstalk)\//;

/** What Elastic Beanstalk would read of the bundle whose top is the folder with `.ebextensions`. */
export async function readElasticBeanstalk(repository: Repository): Promise<ElasticBeanstalk> {
  const shell = await loadShell();
  const files = repository.files.filter(({ path }) => MARKER.test(path) && roleOf(path) !== 'example');
  const top = topOf(files);
  const beside = (name: string): string => (top === '' ? name : `${top}/${name}`);
  for (const { path } of files)
    if (/(^|\/)\.ebextensions\/[^/]+\.(ya?ml|json)$/.test(path))
      repository.notes.add(path, 'is not read by Elastic Beanstalk, which takes files that end in .config');
  const extensions = files
    .filter(({ path }) => /(^|\/)\.ebextensions\/[^/]+\.config$/.test(path))
    .map(({ path }) => readExtension(repository, shell, path));
  const optionSettings = extensions.flatMap(({ options }) => options);
  const present = files.length > 0;
  const procfile = present ? readProcfile(repository, shell, beside('Procfile')) : undefined;
  const buildfile = present ? readProcfile(repository, shell, beside('Buildfile')) : undefined;
  const dockerrun = repository.file(beside('Dockerrun.aws.json'));
  const config = readEbConfig(repository, beside('.elasticbeanstalk'));
  return {
    present: present || dockerrun !== undefined,
    extensions: extensions.map(({ extension }) => extension),
    optionSettings: optionSettings.filter(({ namespace }) => !namespace.startsWith(ENVIRONMENT)),
    environment: variables(optionSettings, ENVIRONMENT),
    environmentSecrets: variables(optionSettings, 'aws:elasticbeanstalk:application:environmentsecrets'),
    containerCommands: extensions.flatMap(({ containerCommands }) => containerCommands),
    hooks: readHooks(repository, shell, files),
    proxyFiles: files
      .filter(({ path }) => /\/(nginx|httpd)\//.test(path))
      .map(({ path }) => item(startOf(path), undefined, 'production')),
    ...(procfile === undefined ? {} : { procfile }),
    ...(buildfile === undefined ? {} : { buildfile }),
    cron: [...readCronYaml(repository, beside('cron.yaml')), ...extensions.flatMap(({ cron }) => cron)],
    ...(dockerrun === undefined ? {} : { dockerrun: item(startOf(dockerrun.path), undefined, 'production') }),
    ...(config === undefined ? {} : { config }),
  };
}

const ENVIRONMENT = 'aws:elasticbeanstalk:application:environment';

function variables(options: readonly OptionSetting[], namespace: string): readonly EnvironmentEntry[] {
  return lastOfEach(
    options
      .filter((one) => one.namespace === namespace)
      .map(({ option, value, location }) => ({ name: option, value, location })),
  );
}

/** The folder that is bundled: where most of the marked folders stand. */
function topOf(files: readonly RepositoryFile[]): string {
  const tops = files.map(({ path }) => MARKER.exec(path)?.[1] ?? '');
  const counted = new Map<string, number>();
  for (const top of tops) counted.set(top, (counted.get(top) ?? 0) + 1);
  return [...counted].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? folderOf('');
}
