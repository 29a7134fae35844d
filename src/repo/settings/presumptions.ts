import type { EnvironmentEntry, ProcessKind } from '../../model/repository/index.ts';
import { holdsPython } from '../processes/images.ts';
import type { Presumed, Presumptions } from '../python/presumed.ts';
import type { Repository } from '../repository.ts';

const SERVERS: ReadonlySet<ProcessKind> = new Set<ProcessKind>([
  'gunicorn',
  'uvicorn',
  'daphne',
  'hypercorn',
  'granian',
  'uwsgi',
  'waitress',
  'mod_wsgi',
]);

/** What Elastic Beanstalk sets where the environment has a database, and what its documentation has people set where it has not. */
const OF_BEANSTALK = ['RDS_DB_NAME', 'RDS_HOSTNAME', 'RDS_PORT', 'RDS_USERNAME', 'RDS_PASSWORD'];

/**
 * The variables that production's files set for the processes that serve: of images, task definitions, manifests and Elastic
 * Beanstalk. One that two of them set to different texts (staging and production) is not known.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/create-deploy-python-rds.html
 */
export async function productionVariables(repository: Repository): Promise<Presumptions> {
  const processes = await repository.fact('repository.processes');
  const beanstalk = await repository.fact('repository.elasticBeanstalk');
  const serving = processes.filter(({ kind, production }) => production && SERVERS.has(kind));
  const found = new Map<string, Presumed>();
  const python = beanstalk.present && beanstalk.dockerrun === undefined;
  for (const name of python ? OF_BEANSTALK : []) found.set(name, { by: 'Elastic Beanstalk' });
  const dockerfiles = await repository.fact('repository.dockerfiles');
  const images = dockerfiles.filter((one) => one.production && holdsPython(one));
  const entries = [
    ...serving.flatMap(({ environment }) => environment),
    ...images.flatMap(({ final }) => final.env),
    ...beanstalk.environment,
  ];
  for (const name of new Set(entries.map((entry) => entry.name))) {
    const presumed = agreed(entries.filter((entry) => entry.name === name));
    if (presumed !== undefined) found.set(name, presumed);
  }
  return found;
}

/** The one text that all give; undefined for what they do not agree on, and for what stands in no file. */
function agreed(entries: readonly EnvironmentEntry[]): Presumed | undefined {
  const [first] = entries;
  if (first === undefined || entries.some(({ value }) => value.status === 'unknown')) return undefined;
  const texts = new Set(entries.map(({ value }) => (value.status === 'known' ? value.text : '')));
  const by = `${first.location.path}:${first.location.line}`;
  if (entries.every(({ value }) => value.status === 'known')) {
    const [text] = texts;
    return texts.size === 1 && text !== undefined ? { text, by } : undefined;
  }
  return entries.every(({ value }) => value.status !== 'known') ? { by } : undefined;
}
