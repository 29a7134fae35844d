import { resolve } from 'node:path';
import type { AccountShare } from '../../model/account.ts';
import type { Rule } from '../../model/index.ts';
import { readBaseline } from '../baseline-file.ts';
import type { ArgumentsOf } from '../command.ts';
import type { SCAN_OPTIONS } from '../commands.ts';
import { readDay } from '../day.ts';
import type { Host } from '../host.ts';
import { type Progress, progress } from '../progress.ts';
import { type Audited, type AuditRequest, audit } from './audit.ts';
import type { Loaded } from './load-policy.ts';
import { chooseRules } from './selection.ts';
import { stopOnSignal } from './stop.ts';

export type ScanArguments = ArgumentsOf<typeof SCAN_OPTIONS, 'path'>;

export interface ScanAudit extends Audited {
  readonly request: AuditRequest;
  readonly rules: readonly Rule[];
}

/** Reads options and baseline, then audits. @param shares what other machines have read of the account */
export async function scanAudit(
  args: ScanArguments,
  loaded: Loaded,
  host: Host,
  shares?: readonly AccountShare[],
): Promise<ScanAudit> {
  return await withRequest(args, loaded, host, async (request, line, signal) => {
    const whole = shares === undefined ? request : { ...request, shares };
    return { ...(await audit(whole, host, line, signal)), rules: request.rules, request };
  });
}

/** Reads options and baseline: everything that can be wrong with them is, before anything is read. */
export async function withRequest<T>(
  args: ScanArguments,
  loaded: Loaded,
  host: Host,
  work: (request: AuditRequest, line: Progress, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const today = readDay(args.today, new Date());
  const { config, environment, catalogue } = loaded;
  const rules = chooseRules(catalogue.rules, withConfig(args, loaded)).filter(({ id }) => !loaded.off.includes(id));
  const baseline = args.baseline === undefined ? undefined : await readBaseline(args.baseline, host);
  const variables = await readVariables(args, loaded, host);
  const line = progress(host, args['no-progress'] !== true);
  const stop = stopOnSignal(host, line);
  const settings = args.settings ?? environment.settings;
  const include = args.include ?? config.include;
  const exclude = args.exclude ?? config.exclude;
  try {
    return await work(
      {
        path: args.path ?? '.',
        rules,
        known: catalogue.rules,
        derivations: catalogue.derivations,
        policy: { ...loaded.policy, ...(baseline === undefined ? {} : { baseline }) },
        today,
        minSeverity: args['min-severity'] ?? config.minSeverity,
        repository: {
          ...(settings === undefined ? {} : { settings }),
          ...(include === undefined ? {} : { include }),
          ...(exclude === undefined ? {} : { exclude }),
          ...(variables === undefined ? {} : { environment: variables }),
          ...(args['base-ref'] === undefined ? {} : { baseRef: args['base-ref'] }),
        },
        account: withEnvironment(args, loaded),
        verbose: args.verbose === true,
      },
      line,
      stop.signal,
    );
  } finally {
    line.end();
    stop.release();
  }
}

function withConfig(args: ScanArguments, { config }: Loaded): ScanArguments {
  return { ...args, goal: args.goal ?? (config.goals === undefined ? undefined : [...config.goals]) };
}

/** The environment says what the options leave open; --offline and --snapshot leave nothing open. */
function withEnvironment(args: ScanArguments, { environment, config }: Loaded): ScanArguments {
  const scope = args.scope ?? config.scope ?? 'deployment';
  if (args.offline === true || args.snapshot !== undefined) return { ...args, scope };
  const { profile, region, roleArn, externalId } = environment;
  const list = (value: string | readonly string[] | undefined) => (value === undefined ? undefined : [value].flat());
  return {
    ...args,
    scope,
    profile: args.profile ?? profile,
    region: args.region ?? list(region),
    'role-arn': args['role-arn'] ?? list(roleArn),
    'external-id': args['external-id'] ?? externalId,
  };
}

async function readVariables(
  args: ScanArguments,
  { environment, folder }: Loaded,
  host: Host,
): Promise<Readonly<Record<string, string>> | undefined> {
  const given = args['env-file'] === undefined ? undefined : resolve(host.cwd(), args['env-file']);
  const named = environment.envFile === undefined ? undefined : resolve(folder, environment.envFile);
  const file = given ?? named;
  const inFile = file === undefined ? undefined : (await import('../settings.ts')).readEnvironment(file);
  if (given !== undefined || environment.variables === undefined) return inFile;
  const inConfig = Object.entries(environment.variables).map(([name, value]) => [name, asText(value)] as const);
  return { ...inFile, ...Object.fromEntries(inConfig) };
}

/** YAML reads `True` as a boolean; a process sees the word that Django projects write. */
function asText(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}
