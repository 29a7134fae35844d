import type { Goal, Severity } from '../model/index.ts';

type OrOff = Severity | 'off';

/** djaudit.yml, as schema/config-1.json describes it. */
export interface Config {
  readonly failOn?: Severity;
  readonly failOnIncomplete?: boolean;
  readonly minSeverity?: Severity;
  readonly scope?: 'deployment' | 'account';
  readonly goals?: readonly Goal[];
  readonly rules?: Readonly<Record<string, OrOff | RuleConfig>>;
  readonly exceptions?: readonly ExceptionConfig[];
  readonly owners?: readonly { readonly match: string; readonly owner: string }[];
  readonly environments?: Readonly<Record<string, EnvironmentConfig>>;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

export interface RuleConfig {
  readonly severity?: OrOff;
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface ExceptionConfig {
  readonly rule: string;
  readonly subject: string;
  readonly reason: string;
  readonly until?: string;
  readonly owner?: string;
}

export interface EnvironmentConfig {
  readonly profile?: string;
  readonly region?: string | readonly string[];
  readonly roleArn?: string | readonly string[];
  readonly externalId?: string;
  readonly settings?: string;
  readonly envFile?: string;
}

/** What a rule is called and how severe it is: what the configuration is checked against. */
export interface KnownRule {
  readonly id: string;
  readonly severity: Severity;
}

/** The configuration with the place of each exception. */
export interface LoadedConfig {
  readonly config: Config;
  /** The file's name, for reports: `djaudit.yml`. */
  readonly name: string;
  /** The line of each exception, in their order. */
  readonly exceptionLines: readonly number[];
}
