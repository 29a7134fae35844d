import { realpathSync, statSync } from 'node:fs';
import type { FileIndex, RepositoryFacts, RepositoryFile } from '../model/repository/index.ts';
import { UserError } from '../model/user-error.ts';
import { buildIndex, type Keep } from './file-index.ts';
import { Boundary, type Refusal } from './files/boundary.ts';
import { decode } from './files/decode.ts';
import { Notes } from './files/notes.ts';
import { locateWorkTree, type WorkTree } from './git/locate.ts';
import type { RepositoryOptions } from './options.ts';
import { READERS } from './readers.ts';

/** Configuration is small; what is larger is data or generated. Locks have their own limit. */
const TEXT_LIMIT = 2 * 1024 * 1024;
/** Of all that is kept in memory at once. */
const CACHE_LIMIT = 128 * 1024 * 1024;

/** Of all files that several readers search. */
const BYTES_LIMIT = 64 * 1024 * 1024;

const REFUSED: Readonly<Record<Refusal, string>> = {
  absent: 'is not there (a link to nothing?)',
  outside: 'leads out of the work tree: not read',
  special: 'is no regular file: not read',
  'too-large': 'is too large: not read',
  unreadable: 'may not be read',
};

/** A repository that is being read: its files, each read once, and its facts, each made once and only when asked for. */
export class Repository {
  /** Absolute, without links. */
  readonly root: string;
  readonly tree: WorkTree;
  readonly notes = new Notes();
  readonly options: RepositoryOptions;
  readonly boundary: Boundary;
  readonly #keep: Keep;
  readonly #facts = new Map<string, Promise<unknown>>();
  readonly #texts = new Map<string, string | undefined>();
  readonly #derived = new Map<string, unknown>();
  readonly #bytes = new Map<string, Buffer>();
  #searched = 0;
  #cached = 0;
  #index: FileIndex | undefined;
  #byPath: ReadonlyMap<string, RepositoryFile> | undefined;

  /** Throws a UserError when there is no such folder. */
  constructor(path: string, options: RepositoryOptions, keep: Keep) {
    this.root = folderAt(path);
    this.options = options;
    this.#keep = keep;
    this.tree = locateWorkTree(this.root);
    this.boundary = new Boundary(this.tree.root);
  }

  get index(): FileIndex {
    this.#index ??= buildIndex(this.root, this.tree, this.boundary, this.notes, this.#keep);
    return this.#index;
  }

  /** What a deployment can get: tracked, or new and not ignored. */
  get files(): readonly RepositoryFile[] {
    return this.once('files', () => this.index.files.filter(isDeployable));
  }

  file(path: string): RepositoryFile | undefined {
    this.#byPath ??= new Map(this.index.files.map((file) => [file.path, file]));
    return this.#byPath.get(path);
  }

  /** The fact, made by its reader the first time. */
  fact<N extends keyof RepositoryFacts>(name: N): Promise<RepositoryFacts[N]> {
    const known = this.#facts.get(name) ?? READERS[name](this);
    this.#facts.set(name, known);
    return known as Promise<RepositoryFacts[N]>; // the registry's type ties the name to the value
  }

  /** Something made of the files that several readers use, made once. */
  once<T>(key: string, make: () => T): T {
    if (!this.#derived.has(key)) this.#derived.set(key, make());
    return this.#derived.get(key) as T; // one key, one type: keys are the names of what they hold
  }

  /** The text of a file, or undefined with a note why not. */
  text(path: string, limit = TEXT_LIMIT): string | undefined {
    if (!this.#texts.has(path)) this.#remember(path, this.#read(path, limit));
    return this.#texts.get(path);
  }

  /** The bytes of a file that only has to be searched; nothing is noted. */
  bytes(path: string, limit = TEXT_LIMIT): Buffer | undefined {
    const known = this.#bytes.get(path);
    if (known !== undefined) return known.length > limit ? undefined : known;
    const read = this.boundary.read(this.root, path, limit);
    if (typeof read === 'string') return undefined;
    this.#searched += read.bytes.length;
    if (this.#searched < BYTES_LIMIT) this.#bytes.set(path, read.bytes);
    return read.bytes;
  }

  #read(path: string, limit: number): string | undefined {
    const known = this.#bytes.get(path);
    const read = known === undefined ? this.boundary.read(this.root, path, limit) : { bytes: known };
    if (typeof read === 'string') return void this.notes.add(path, REFUSED[read]);
    const decoded = decode(read.bytes);
    if (decoded === undefined) return void this.notes.add(path, 'is binary: not read');
    if (decoded.note !== undefined) this.notes.add(path, decoded.note);
    return decoded.text;
  }

  #remember(path: string, text: string | undefined): void {
    this.#cached += text?.length ?? 0;
    if (this.#cached > CACHE_LIMIT) {
      this.#texts.clear();
      this.#cached = text?.length ?? 0;
    }
    this.#texts.set(path, text);
  }
}

function isDeployable({ tracked, ignored }: RepositoryFile): boolean {
  return tracked || !ignored;
}

function folderAt(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) return realpathSync(path);
  throw new UserError(
    `${path} is ${stat === undefined ? 'not there' : 'no folder'}`,
    'Give the folder of the project.',
  );
}
