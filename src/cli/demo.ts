import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../model/index.ts';
import type { ArgumentsOf } from './command.ts';
import type { DEMO_OPTIONS } from './commands.ts';
import type { Host } from './host.ts';
import { scan } from './scan.ts';

/** Beside the package's own folders, from the source and from the bundle alike. */
const DEMO = fileURLToPath(new URL('../../fixtures/demo', import.meta.url));

type DemoArguments = ArgumentsOf<typeof DEMO_OPTIONS>;

/** `djaudit demo`: the sample shop and its recorded account, on the day of the recording. */
export async function demo(args: DemoArguments, host: Host): Promise<number> {
  const snapshot = `${DEMO}/account.json`;
  if (!existsSync(snapshot))
    throw new UserError('the sample deployment is not in this installation', 'Install djaudit again');
  const { readSnapshot } = await import('../aws/snapshot.ts');
  const { readChunks } = await import('./audit/account.ts');
  const { takenAt } = await readSnapshot(readChunks(snapshot, '--snapshot'), 'account.json');
  const request = {
    ...REPOSITORY_ONLY,
    ...atUser(args, host),
    path: 'shop',
    snapshot: 'account.json',
    today: takenAt.slice(0, 10),
  };
  return await scan(request, { ...inDemo(host), env: withoutCredentials(host.env) });
}

/** Files that are named are where the user stands. */
function atUser(args: DemoArguments, host: Host): DemoArguments {
  const at = (file: string | undefined) => (file === undefined ? undefined : resolve(host.cwd(), file));
  return {
    ...args,
    format: args.format?.map((text) => text.replace(/=(.+)$/s, (_, file: string) => `=${resolve(host.cwd(), file)}`)),
    output: at(args.output),
    baseline: at(args.baseline),
  };
}

/** Reports name the sample's paths from its own folder. */
function inDemo(host: Host): Host {
  return {
    argv: host.argv,
    env: host.env,
    stdin: host.stdin,
    stdout: host.stdout,
    stderr: host.stderr,
    cwd: () => DEMO,
    on: (signal, listener) => host.on(signal, listener),
    off: (signal, listener) => host.off(signal, listener),
  };
}

function withoutCredentials(env: Host['env']): Host['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_')));
}

const REPOSITORY_ONLY = {
  history: undefined,
  profile: undefined,
  region: undefined,
  'role-arn': undefined,
  'external-id': undefined,
  offline: undefined,
  shard: undefined,
  scope: undefined,
  settings: undefined,
  'env-file': undefined,
  environment: undefined,
  'base-ref': undefined,
  include: undefined,
  exclude: undefined,
  config: undefined,
  'allow-plugins': undefined,
  fix: undefined,
  'fix-unsafe': undefined,
  diff: undefined,
} as const;
