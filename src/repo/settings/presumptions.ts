import { type EnvironmentEntry, isApplicationServer, type Project } from '../../model/repository/index.ts';
import { holdsPython } from '../processes/images.ts';
import type { Presumed, Presumptions } from '../python/presumed.ts';
import type { Repository } from '../repository.ts';
import { isOnPlatform, platformEnvironments, serves } from './platforms.ts';

/** What Elastic Beanstalk sets where the environment has a database, and what its documentation has people set where it has not. */
const OF_BEANSTALK = ['RDS_DB_NAME', 'RDS_HOSTNAME', 'RDS_PORT', 'RDS_USERNAME', 'RDS_PASSWORD'];

/**
 * The variables that production's files set for the processes that serve the project: of images, task definitions, manifests
 * and Elastic Beanstalk. One that two of them set to different texts (staging and production) is not known. Where a platform
 * is described, compose files are for people at work on the project.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/create-deploy-python-rds.html
 */
export async function productionVariables(repository: Repository, project: Project): Promise<Presumptions> {
  const beanstalk = await repository.fact('repository.elasticBeanstalk');
  const serving = (await repository.fact('repository.processes')).filter(
    (one) => one.production && isApplicationServer(one.kind) && serves(project, one),
  );
  const platforms = await platformEnvironments(repository, serving);
  const others = platforms.length > 0 ? [] : serving.filter((one) => !isOnPlatform(one));
  const images = (await repository.fact('repository.dockerfiles')).filter((one) => one.production && holdsPython(one));
  const found = new Map<string, Presumed>();
  const python = beanstalk.present && beanstalk.dockerrun === undefined;
  for (const name of python ? OF_BEANSTALK : []) found.set(name, { by: 'Elastic Beanstalk' });
  const entries = [
    ...others.flatMap(({ environment }) => environment),
    ...images.flatMap(({ final }) => final.env),
    ...beanstalk.environment,
  ];
  for (const name of new Set(entries.map((entry) => entry.name))) {
    const presumed = agreed(entries.filter((entry) => entry.name === name));
    if (presumed !== undefined) found.set(name, presumed);
  }
  for (const [name, presumed] of inCommon(platforms)) found.set(name, presumed);
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

/** What every environment sets; its text where they set the same. A variable that one of them leaves out is not presumed. */
function inCommon(environments: readonly (readonly EnvironmentEntry[])[]): ReadonlyMap<string, Presumed> {
  const found = new Map<string, Presumed>();
  for (const { name, location } of environments[0] ?? []) {
    const given = environments.flatMap((environment) => environment.find((one) => one.name === name) ?? []);
    if (given.length < environments.length) continue;
    const texts = new Set(given.map(({ value }) => (value.status === 'known' ? value.text : undefined)));
    const [text] = texts;
    const by = `${location.path}:${location.line}`;
    found.set(name, texts.size === 1 && text !== undefined ? { text, by } : { by });
  }
  return found;
}
