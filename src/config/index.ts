export type { Config, EnvironmentConfig, KnownRule, LoadedConfig } from './config.ts';
export { type ConfigFile, findConfig } from './find-config.ts';
export { inlineComments } from './inline.ts';
export { parseConfig } from './parse-config.ts';
