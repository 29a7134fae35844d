import type { Json } from '../../src/model/index.ts';
import type {
  AppProcess,
  Effective,
  GunicornOptions,
  ProxyConfig,
  Terraform,
  TerraformBlock,
  TerraformNested,
  TerraformValue,
} from '../../src/model/repository/index.ts';
import { at, item } from './repository.ts';

function chosen<T>(value: T): Effective<T> {
  return { status: 'known', value, source: 'command-line' };
}

function usual<T>(value: T): Effective<T> {
  return { status: 'known', value, source: 'default' };
}

export const option = { chosen, usual, unknown: notKnown };

function notKnown(reason: string): Effective<never> {
  return { status: 'unknown', reason, source: 'config', location: at('gunicorn.conf.py', 3) };
}

/** gunicorn with the options of a good deployment. */
export function gunicorn(more: Partial<GunicornOptions> = {}): GunicornOptions {
  return {
    workers: chosen(3),
    threads: chosen(4),
    worker_class: chosen('gthread'),
    worker_connections: usual(1000),
    timeout: usual(30),
    graceful_timeout: usual(30),
    keepalive: chosen(75),
    max_requests: chosen(1000),
    max_requests_jitter: chosen(100),
    bind: chosen(['0.0.0.0:8000']),
    preload_app: usual(false),
    reload: usual(false),
    worker_tmp_dir: chosen('/dev/shm'),
    forwarded_allow_ips: usual('127.0.0.1,::1'),
    accesslog: chosen('-'),
    errorlog: usual('-'),
    certfile: usual(null),
    keyfile: usual(null),
    chdir: usual(null),
    app: 'config.wsgi:application',
    ...more,
  };
}

/** A web process of production: gunicorn in a container. */
export function process(more: Partial<AppProcess> = {}): AppProcess {
  const path = more.path ?? 'Dockerfile';
  return {
    ...item(path, 40, 'web'),
    kind: 'gunicorn',
    artefact: 'dockerfile',
    name: 'web',
    production: true,
    text: 'gunicorn config.wsgi:application',
    words: ['gunicorn', 'config.wsgi:application'],
    wrappers: [],
    via: [at(path, 40)],
    receivesSignals: true,
    environment: [],
    gunicorn: gunicorn(),
    ...more,
  };
}

export function proxy(more: Partial<ProxyConfig> = {}): ProxyConfig {
  return {
    ...item(more.path ?? 'nginx/nginx.conf'),
    server: 'nginx',
    artefact: 'container',
    listens: [{ port: 80, tls: false, location: at('nginx/nginx.conf', 2) }],
    locations: [],
    setHeaders: {},
    addHeaders: {},
    ...more,
  };
}

export function terraform(more: Partial<Terraform> = {}): Terraform {
  return {
    present: true,
    rootModules: [],
    resources: [],
    data: [],
    externalModules: [],
    variables: [],
    stateFiles: [],
    ...more,
  };
}

export function tf(json: Json, references: readonly string[] = []): TerraformValue {
  const location = at('terraform/main.tf', 7);
  return { status: 'known', value: json, expression: JSON.stringify(json), references, location };
}

export function resource(
  address: string,
  attributes: Readonly<Record<string, TerraformValue>> = {},
  blocks: readonly TerraformNested[] = [],
): TerraformBlock {
  const [type = '', name = ''] = address.split('.');
  const path = 'terraform/main.tf';
  return { ...item(path, 5, address), type, name, address, root: 'terraform', attributes, blocks };
}

export function nested(
  type: string,
  attributes: Readonly<Record<string, TerraformValue>> = {},
  blocks: readonly TerraformNested[] = [],
): TerraformNested {
  return { type, labels: [], attributes, blocks, location: at('terraform/main.tf', 9), dynamic: false };
}
