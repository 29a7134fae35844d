import { type Config, checkConfig, type EnvironmentConfig, type LoadedConfig } from '../../config/index.ts';
import type { Exception } from '../../engine/index.ts';
import { type Attestation, type Severity, UserError } from '../../model/index.ts';
import { maskText } from '../../model/mask-text.ts';
import { didYouMean } from '../../model/nearest.ts';
import type { Catalogue } from '../catalogue.ts';
import { type ConfigurationArguments, readConfiguration } from '../configuration.ts';
import type { Host } from '../host.ts';
import type { Policy } from './policy.ts';

/** djaudit.yml as the scan uses it. */
export interface Loaded {
  readonly config: Config;
  readonly policy: Policy;
  /** Rules that the configuration switches off. */
  readonly off: readonly string[];
  readonly environment: EnvironmentConfig;
  /** The folder of the file, from which its paths count. */
  readonly folder: string;
  readonly catalogue: Catalogue;
}

interface PolicyArguments extends ConfigurationArguments {
  readonly environment?: string | undefined;
}

/** Finds, reads and checks the configuration; without one, everything is as it is by default. */
export async function loadPolicy(args: PolicyArguments, host: Pick<Host, 'cwd'>): Promise<Loaded> {
  const { parsed, folder, catalogue } = await readConfiguration(args, host);
  const loaded = parsed === undefined ? undefined : checkConfig(parsed, catalogue.rules);
  const config = loaded?.config ?? {};
  return {
    config,
    catalogue,
    policy: policyOf(loaded, catalogue),
    off: Object.entries(config.rules ?? {}).flatMap(([id, one]) => (severityOf(one) === 'off' ? [id] : [])),
    environment: environmentOf(config, args.environment),
    folder,
  };
}

type RuleEntry = NonNullable<Config['rules']>[string];

function severityOf(entry: RuleEntry): Severity | 'off' | undefined {
  return typeof entry === 'string' ? entry : entry.severity;
}

function policyOf(loaded: LoadedConfig | undefined, { origins }: Catalogue): Policy {
  const { rules = {}, owners = [] } = loaded?.config ?? {};
  const severities = Object.entries(rules).flatMap(([id, entry]): [string, Severity][] => {
    const severity = severityOf(entry);
    return severity === undefined || severity === 'off' ? [] : [[id, severity]];
  });
  const options = Object.entries(rules).flatMap(([id, entry]) =>
    typeof entry === 'string' || entry.options === undefined ? [] : [[id, entry.options] as const],
  );
  return {
    options: Object.fromEntries(options),
    severities: Object.fromEntries(severities),
    origins,
    exceptions: loaded === undefined ? [] : exceptionsOf(loaded),
    attestations: loaded === undefined ? [] : attestationsOf(loaded),
    owners,
  };
}

function exceptionsOf({ config, name, exceptionLines }: LoadedConfig): readonly Exception[] {
  return (config.exceptions ?? []).map(({ rule, subject, reason, until, owner }, index) => ({
    rules: [rule],
    where: { kind: 'subject', pattern: subject },
    reason: maskText(reason),
    ...(until === undefined ? {} : { until }),
    ...(owner === undefined ? {} : { owner: maskText(owner) }),
    source: `${name}:${exceptionLines[index] ?? 1}`,
  }));
}

function attestationsOf({ config, name, attestationLines }: LoadedConfig): readonly Attestation[] {
  return (config.attestations ?? []).map((one, index) => ({
    ...one,
    attests: maskText(one.attests),
    owner: maskText(one.owner),
    source: `${name}:${attestationLines[index] ?? 1}`,
  }));
}

function environmentOf({ environments = {} }: Config, name: string | undefined): EnvironmentConfig {
  if (name === undefined) return {};
  const found = environments[name];
  if (found !== undefined) return found;
  const names = Object.keys(environments);
  if (names.length === 0)
    throw new UserError(`--environment ${name}: djaudit.yml has no environments`, 'djaudit init writes a file');
  throw new UserError(
    `djaudit.yml has no environment "${name}"${didYouMean(name, names)}`,
    `It has ${names.join(', ')}`,
  );
}
