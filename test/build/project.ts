import type { App, Code, MonitoringStart, Project, RuntimeVersion } from '../../src/model/repository/index.ts';
import { item } from './repository.ts';

export function project(more: Partial<Project> = {}): Project {
  return {
    ...item('manage.py'),
    root: '',
    managePy: 'manage.py',
    importRoots: [''],
    wsgi: [{ name: 'config.wsgi', path: 'config/wsgi.py' }],
    asgi: [],
    celery: [],
    apps: [app('orders', 4)],
    others: [],
    settingsModules: [],
    ...more,
  };
}

export function app(label: string, migrations: number): App {
  return { label, path: label, migrations };
}

export function monitoring(more: Partial<MonitoringStart> = {}): MonitoringStart {
  return {
    ...item(more.path ?? 'config/settings.py', 90, 'sentry_sdk.init'),
    product: 'sentry',
    how: 'call',
    callee: 'sentry_sdk.init',
    arguments: {
      dsn: { status: 'secret', source: 'env SENTRY_DSN', origin: 'env' },
      environment: { status: 'fromEnv', variable: 'ENVIRONMENT', cast: 'str', required: true },
      release: { status: 'fromEnv', variable: 'GIT_SHA', cast: 'str', required: true },
      traces_sample_rate: { status: 'known', value: 0.1 },
    },
    open: false,
    ...more,
  };
}

export function code(more: Partial<Code> = {}): Code {
  return { fileFields: [], uses: [], imports: {}, ...more };
}

/** The Python of the image that runs, unless the case says where else it stands. */
export function runtime(version: string, more: Partial<RuntimeVersion> = {}): RuntimeVersion {
  const path = more.path ?? 'Dockerfile';
  return {
    ...item(path, 1, `python ${version}`),
    runtime: 'python',
    version,
    source: 'dockerfile',
    use: 'run',
    ...more,
  };
}
