import { collected, type Fact, unavailable } from '../model/fact.ts';
import type { FactName, FactRecord } from '../model/facts.ts';
import { maskText } from '../model/mask-text.ts';
import type { CodeFrame } from '../model/report.ts';
import type { RepositoryFacts } from '../model/repository/index.ts';
import { UserError } from '../model/user-error.ts';
import type { EvaluatedSettings } from '../model/value.ts';
import { folderIn } from './file-index.ts';
import { keepOnly } from './files/keep.ts';
import type { Note } from './files/notes.ts';
import { NotAvailable } from './not-available.ts';
import type { RepositoryOptions } from './options.ts';
import { Repository } from './repository.ts';
import { scrub, scrubNote } from './scrub.ts';

export type { Note } from './files/notes.ts';
export type { RepositoryOptions } from './options.ts';

type RepositoryFactName = keyof RepositoryFacts;

/** A repository as far as the chosen rules need it. */
export interface RepositoryReading {
  /** One for each needed name that is a fact of the repository, in the order of the names. */
  readonly records: readonly FactRecord[];
  /** What could not be read and why; sorted. More are added by `evaluate`. */
  readonly notes: () => readonly Note[];
  readonly commit?: string;
  /** Where the folder lies in its work tree; absent at its root. */
  readonly folder?: string;
  /** Whether a Django project was found. */
  readonly django: boolean;
  /**
   * What Django would compute under exactly these variables, for a live environment; one that is null is set, and its text
   * is not known. Without a module: the chosen one.
   */
  readonly evaluate: (
    environment: Readonly<Record<string, string | null>>,
    module?: string,
  ) => Promise<EvaluatedSettings>;
  /** The text of a file of the work tree, for edits; undefined when it may not be read. */
  readonly text: (path: string) => string | undefined;
  /** The files with comments of `#` or `//` that hold a text, sorted: Python, Dockerfiles, YAML, TOML, HCL, shell. */
  readonly containing: (text: string) => readonly string[];
  /** The lines around a place, secrets masked. */
  readonly frame: (path: string, line: number, endLine?: number) => CodeFrame | undefined;
}

/**
 * Reads the facts that are needed and no others. Names of other sides are passed over. Throws a UserError when the path is no
 * folder; everything else that cannot be read becomes a note, and a fact whose reader fails is `unavailable`.
 */
export async function readRepository(
  root: string,
  needs: readonly FactName[],
  options: RepositoryOptions = {},
): Promise<RepositoryReading> {
  const repository = new Repository(root, options, keepOnly(options));
  const records: FactRecord[] = [];
  for (const name of [...new Set(needs)].filter(isOfRepository))
    records.push({ name, scope: {}, fact: await attempt(repository, name) });
  const { commit } = repository.index.git ?? {};
  const folder = folderIn(repository.tree.root, repository.root);
  const { readSource, frameOf, sourcesWith } = await import('./source.ts');
  return {
    records,
    notes: () => repository.notes.all().map(scrubNote),
    ...(commit === undefined ? {} : { commit }),
    ...(folder === undefined ? {} : { folder }),
    django: (await attempt(repository, 'repository.project')).status === 'collected',
    evaluate: async (environment, module) =>
      (await import('./settings/read.ts')).evaluate(repository, environment, module),
    text: (path) => readSource(repository, path),
    containing: (text) => sourcesWith(repository, text),
    frame: (path, line, endLine) => frameOf(repository, path, line, endLine),
  };
}

function isOfRepository(name: FactName): name is RepositoryFactName {
  return name.startsWith('repository.');
}

/** A reader that fails takes its own fact with it and nothing else. A mistake of the user goes up. */
async function attempt<N extends RepositoryFactName>(
  repository: Repository,
  name: N,
): Promise<Fact<RepositoryFacts[N]>> {
  try {
    return collected(scrub(await repository.fact(name)));
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = error instanceof NotAvailable ? error.message : `the reader failed: ${String(error)}`;
    return unavailable(maskText(reason));
  }
}
