import type { Item, Placed } from './item.ts';

/** The Django project of the repository: the one that production runs. */
export interface Project extends Item {
  /** Folder of manage.py (or of the settings package), `` for the root. */
  readonly root: string;
  readonly managePy?: string;
  /** Folders that stand for the top of the import path, the project's own first. */
  readonly importRoots: readonly string[];
  /** Dotted modules with their paths: `config.wsgi`. */
  readonly wsgi: readonly PythonModule[];
  readonly asgi: readonly PythonModule[];
  readonly celery: readonly PythonModule[];
  /** Folders with a `migrations` package, or an apps.py. */
  readonly apps: readonly App[];
  /** Other folders with a manage.py. */
  readonly others: readonly string[];
  /** Every place that names a settings module, the chosen one first. */
  readonly settingsModules: readonly SettingsModuleMention[];
  /** Why more than one of them could be what production runs. */
  readonly ambiguity?: string;
}

export interface PythonModule {
  readonly name: string;
  readonly path: string;
}

export interface App {
  /** The folder's name, as Django labels it by default. */
  readonly label: string;
  readonly path: string;
  readonly migrations: number;
}

/** Where a file says which settings are used. */
export interface SettingsModuleMention extends Item {
  /** Dotted; as written, when it could not be resolved. */
  readonly module: string;
  readonly source: SettingsModuleSource;
  /** `--settings=`, an environment variable of the artefact, or `os.environ.setdefault` / `os.environ[…] =`. */
  readonly how: 'environment' | 'argument' | 'setdefault' | 'assignment';
  /** The module's file in the repository, when there is one. */
  readonly file?: string;
  readonly evidence: Placed;
}

export type SettingsModuleSource =
  | 'dockerfile'
  | 'compose'
  | 'ecs'
  | 'elastic-beanstalk'
  | 'procfile'
  | 'kubernetes'
  | 'terraform'
  | 'cloudformation'
  | 'workflow'
  | 'script'
  | 'service'
  | 'env-file'
  | 'wsgi'
  | 'asgi'
  | 'manage.py'
  | 'celery'
  | 'pytest';
