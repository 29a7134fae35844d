import type { Location } from '../location.ts';
import type { Subject } from '../subject.ts';
import type { SecretTraits } from '../value.ts';

/**
 * What a file is for. A finding belongs to what production uses; the others are silent unless production refers to them.
 * `production` also covers what is shared by all (a base settings module, a Dockerfile without a suffix).
 */
export type Role = 'production' | 'development' | 'test' | 'example';

/** Something that stands in a file of the repository. `ref.id` is the path, with the part of the file after `#`. */
export interface Item extends Subject {
  /** Relative to the scanned folder, with `/`. */
  readonly path: string;
  readonly location: Location;
  readonly role: Role;
}

/**
 * A text of the repository as a rule may see it. Secrets never pass the reader: `secret` keeps only what is not secret of
 * them (`text` has marks in their place), a `reference` names where the value comes from at run time.
 */
export type Text =
  | { readonly status: 'known'; readonly text: string }
  | {
      readonly status: 'secret';
      readonly text: string;
      readonly traits: SecretTraits;
      /** `changeme`, `dummy`, `build`: stands for a secret and is none. */
      readonly placeholder: boolean;
    }
  /** `${DATABASE_URL}`, `${{ secrets.KEY }}`, a `valueFrom`, a Terraform or CloudFormation reference. */
  | { readonly status: 'reference'; readonly text: string }
  | { readonly status: 'unknown'; readonly reason: string };

/** A variable that an artefact gives to a process. */
export interface EnvironmentEntry {
  readonly name: string;
  readonly value: Text;
  readonly location: Location;
}

/** A text together with its place. */
export interface Placed {
  readonly text: string;
  readonly location: Location;
}

/** A value that may not be computable from the files, with its place where it has one. */
export type Known<T> =
  | { readonly status: 'known'; readonly value: T; readonly location?: Location }
  | { readonly status: 'unknown'; readonly reason: string; readonly location?: Location };

/** A container image as an artefact names it. */
export interface ImageReference {
  /** As written, variables expanded as far as they are known. */
  readonly text: string;
  readonly registry?: string;
  /** Without registry, tag and digest: `library/python` is `python`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  /** Variables that nothing in the repository gives a value to. */
  readonly unresolved: readonly string[];
  readonly location: Location;
}

/** A command as an artefact gives it; secrets in it are masked. */
export interface CommandLine {
  /** `exec`: a list of words, started without a shell. `shell`: a text for `/bin/sh -c`. */
  readonly form: 'exec' | 'shell';
  readonly text: string;
  /** The words of the exec form; of the shell form, those of its last simple command. */
  readonly words: readonly string[];
  /** Every simple command in the order of the text, operators left out; nested `sh -c` opened. */
  readonly commands: readonly SimpleCommand[];
  readonly location: Location;
}

export interface SimpleCommand {
  readonly words: readonly string[];
  readonly location: Location;
  /** True when the shell is replaced (`exec gunicorn …`); `exec` is then not among the words. */
  readonly exec: boolean;
  /** The commands around it decide whether it runs: `if`, `&&`, `||`, `case`. The text of that condition, when there is one. */
  readonly when?: string;
  /** `|| true`, `|| :`, `; true`: its failure is swallowed. */
  readonly ignoresFailure: boolean;
  readonly background: boolean;
  /** What `when` is made of, each by itself; those that end the alternative are in `not (…)`. */
  readonly conditions?: readonly string[];
  /** The branches of `case` that it stands in: `$1` is one of the patterns. */
  readonly branches?: readonly { readonly subject: string; readonly patterns: readonly string[] }[];
  /** `NAME=value` before it, or an `export`. */
  readonly environment?: readonly EnvironmentEntry[];
}
