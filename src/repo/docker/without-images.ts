import { nameOf } from '../paths.ts';
import type { Repository } from '../repository.ts';

/**
 * What runs the project in production without an image, when nothing in the repository deploys one: the Python platform of
 * Elastic Beanstalk. Its Dockerfiles are then for work on one's own machine.
 */
export async function withoutImages(repository: Repository): Promise<string | undefined> {
  const beanstalk = await repository.fact('repository.elasticBeanstalk');
  const platform = beanstalk.config?.platform?.text ?? '';
  const python =
    /python/i.test(platform) ||
    beanstalk.optionSettings.some(({ namespace }) => namespace.startsWith('aws:elasticbeanstalk:container:python')) ||
    beanstalk.containerCommands.some(({ command }) => VENV.test(command.text));
  if (!python || beanstalk.dockerrun !== undefined || /docker/i.test(platform)) return undefined;
  const tasks = await repository.fact('repository.ecsTaskDefinitions');
  const { workloads } = await repository.fact('repository.kubernetes');
  if (tasks.length > 0 || workloads.length > 0 || repository.files.some(({ path }) => DEPLOYS_IMAGES.test(path)))
    return undefined;
  return `${nameOf(beanstalk.extensions[0]?.path ?? '.ebextensions')} runs the project on the Python platform of Elastic Beanstalk, and nothing deploys an image`;
}

/** The virtual environment of the Python platform, on Amazon Linux 1 and later. */
const VENV = /\/opt\/python\/(run|current)\/|\/var\/app\/venv\/|\$\{?PYTHONPATH\}?\/activate/;

/** Files of other platforms that may run an image; what they run is not asked. */
const DEPLOYS_IMAGES =
  /\.tf$|(^|\/)(heroku|cloudbuild|render|captain-definition|copilot|app\.json)(\.ya?ml)?$|(^|\/)(fly|railway)\.(toml|json)$|(^|\/)(copilot|cdk|helm|charts)\//;
