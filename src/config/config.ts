import type { AttestationName, Goal, OptionTable, Severity } from '../model/index.ts';

type OrOff = Severity | 'off';

/** djaudit.yml, as config-1.json describes it. */
export interface Config {
  readonly failOn?: Severity;
  readonly failOnIncomplete?: boolean;
  readonly minSeverity?: Severity;
  readonly scope?: 'deployment' | 'account';
  readonly goals?: readonly Goal[];
  readonly rules?: Readonly<Record<string, OrOff | RuleConfig>>;
  readonly exceptions?: readonly ExceptionConfig[];
  readonly attestations?: readonly AttestationConfig[];
  readonly owners?: readonly { readonly match: string; readonly owner: string }[];
  readonly environments?: Readonly<Record<string, EnvironmentConfig>>;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Paths from the file's folder, or packages. */
  readonly plugins?: readonly string[];
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

export interface AttestationConfig {
  readonly name: AttestationName;
  readonly attests: string;
  readonly owner: string;
  readonly until: string;
}

export interface EnvironmentConfig {
  readonly profile?: string;
  readonly region?: string | readonly string[];
  readonly roleArn?: string | readonly string[];
  readonly externalId?: string;
  readonly settings?: string;
  readonly envFile?: string;
  readonly variables?: Readonly<Record<string, string | number | boolean>>;
}

/** What a rule is called, how severe it is and what can be set: what the configuration is checked against. */
export interface KnownRule {
  readonly id: string;
  readonly severity: Severity;
  readonly options: OptionTable;
}

/** A file that has the form of a configuration. Whether its rules and days exist is checked when the plug-ins are loaded. */
export interface ParsedConfig {
  readonly config: Config;
  /** The file's name, for messages and reports: `djaudit.yml`. */
  readonly name: string;
  readonly locate: Locate;
}

/** A place in the document: keys and indexes. */
export type Path = readonly (string | number)[];

/** Says where a path stands; of a key that is not to be there, with `key`. Counted from 1. */
export type Locate = (path: Path, key?: string) => { readonly line: number; readonly col: number };

/** The configuration with the places of its exceptions and attestations. */
export interface LoadedConfig {
  readonly config: Config;
  /** The file's name, for reports: `djaudit.yml`. */
  readonly name: string;
  /** The line of each exception, in their order. */
  readonly exceptionLines: readonly number[];
  /** The line of each attestation, in their order. */
  readonly attestationLines: readonly number[];
}
