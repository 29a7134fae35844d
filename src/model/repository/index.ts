import type { EvaluatedSettings } from '../value.ts';

/** Facts read from the repository's files. */
export interface RepositoryFacts {
  'repository.settings': EvaluatedSettings;
}
