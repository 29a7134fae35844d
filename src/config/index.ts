export type { Config, EnvironmentConfig, KnownRule, LoadedConfig, ParsedConfig } from './config.ts';
export { CONFIG_NAMES, type ConfigFile, findConfig } from './find-config.ts';
export { INLINE, inlineComments } from './inline.ts';
export { checkConfig, parseConfig } from './parse-config.ts';
