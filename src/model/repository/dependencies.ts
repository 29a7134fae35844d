import type { Location } from '../location.ts';
import type { Item, Text } from './item.ts';

export type DependencyFormat =
  | 'requirements'
  | 'constraints'
  | 'requirements.in'
  | 'pyproject'
  | 'pipfile'
  | 'setup.cfg'
  | 'setup.py'
  | 'poetry.lock'
  | 'uv.lock'
  | 'pdm.lock'
  | 'Pipfile.lock'
  | 'pylock.toml';

/** A file that names Python packages. */
export interface DependencyFile extends Item {
  readonly format: DependencyFormat;
  /** A lock names the exact version of every package; a requirements.txt is one when it was compiled or everything is pinned. */
  readonly kind: 'declaration' | 'lock';
  /** True when the production artefact installs from it, and why: "Dockerfile:14 pip install -r requirements.txt". */
  readonly production: boolean;
  readonly installedBy?: string;
  readonly requirements: readonly Requirement[];
  /** `-r` and `-c` lines, as paths of the repository. */
  readonly includes: readonly { readonly path: string; readonly constraint: boolean; readonly location: Location }[];
  /** `--index-url`, `--extra-index-url`, `--trusted-host`, `--find-links`, poetry and uv sources. */
  readonly indexes: readonly PackageIndex[];
  /** The tool that wrote it, with the Python that it ran under: pip-compile's header. */
  readonly generatedBy?: { readonly tool: string; readonly python?: string; readonly sources: readonly string[] };
  /** `requires-python` and the like. */
  readonly python?: { readonly specifier: string; readonly location: Location };
  /** Why a lock does not belong to its declaration any more: "poetry.lock has another content-hash". */
  readonly stale?: string;
}

/** One package in one file. */
export interface Requirement extends Item {
  /** Normalised as PEP 503 does: `django`. */
  readonly name: string;
  /** As written: `Django`. */
  readonly rawName: string;
  readonly extras: readonly string[];
  /** PEP 440, `` when there is none: `>=4.2,<5`. */
  readonly specifier: string;
  /** The version of `==` or `===` without a wildcard, or of a lock. */
  readonly pinned?: string;
  /** Number of `--hash` digests (or of a lock's). */
  readonly hashes: number;
  /** PEP 508 environment marker as written. */
  readonly marker?: string;
  readonly source?: PackageSource;
  readonly editable: boolean;
  /** `main`, or the group, extra or section that it belongs to. */
  readonly group: string;
}

export type PackageSource =
  | {
      readonly kind: 'vcs';
      readonly url: string;
      /** The revision after `@`. */
      readonly revision?: string;
      /** True when the revision is a whole commit id. */
      readonly immutable: boolean;
    }
  | { readonly kind: 'url'; readonly url: string; readonly hashed: boolean }
  | { readonly kind: 'path'; readonly path: string };

export interface PackageIndex {
  readonly kind: 'index' | 'extra-index' | 'trusted-host' | 'find-links';
  readonly url: Text;
  readonly location: Location;
}

/** What production installs of one package. */
export interface ResolvedPackage {
  readonly name: string;
  readonly version?: string;
  readonly specifier: string;
  readonly extras: readonly string[];
  readonly hashes: number;
  /** `lock` before `pin` before `range`. */
  readonly from: 'lock' | 'pin' | 'range' | 'source';
  readonly location: Location;
  /** `development` when only a development file or group names it. */
  readonly role: 'production' | 'development' | 'test' | 'example';
}

/** A command that installs packages, wherever it stands. */
export interface InstallCommand extends Item {
  readonly tool: 'pip' | 'poetry' | 'uv' | 'pipenv' | 'pdm' | 'conda' | 'npm' | 'yarn' | 'pnpm' | 'platform';
  readonly text: string;
  /** Files of the repository that it installs from. */
  readonly files: readonly string[];
  /** Names given on the command itself, with their specifiers. */
  readonly packages: readonly { readonly name: string; readonly specifier: string }[];
  /** The lock is used as it is: `--require-hashes`, `uv sync --frozen`/`--locked`, `npm ci`, poetry with a lock. */
  readonly frozen: boolean;
  /** Extras and groups that it asks for. */
  readonly groups: readonly string[];
  readonly artefact: string;
}

/** Where a version of Python or Node.js is named. */
export interface RuntimeVersion extends Item {
  readonly runtime: 'python' | 'node';
  /** `3.12`, `3.12.4`; a range as written when it is none. */
  readonly version: string;
  readonly source:
    | 'dockerfile'
    | 'python-version'
    | 'runtime.txt'
    | 'pyproject'
    | 'pipfile'
    | 'workflow'
    | 'lock'
    | 'elastic-beanstalk'
    | 'tool-versions'
    | 'nvmrc'
    | 'package.json';
  /** `run`: what serves; `build`: only an earlier stage or an install step; `test`: continuous integration; `declared`: a range. */
  readonly use: 'run' | 'build' | 'test' | 'declared';
}

export interface Dependencies {
  readonly files: readonly DependencyFile[];
  readonly installs: readonly InstallCommand[];
  /** By normalised name; what production installs, from the lock before the declaration. */
  readonly resolved: Readonly<Record<string, ResolvedPackage>>;
  /** Why `resolved` may not be what production installs, when that could not be told. */
  readonly uncertainty?: string;
}
