import { basename, dirname, resolve } from 'node:path';
import { findConfig, type ParsedConfig, parseConfig } from '../config/index.ts';
import { UserError } from '../model/index.ts';
import { readText } from './audit/account.ts';
import { type Catalogue, OWN } from './catalogue.ts';
import type { Host } from './host.ts';

export interface ConfigurationArguments {
  readonly config?: string | undefined;
  readonly 'allow-plugins'?: boolean | undefined;
  readonly path?: string | undefined;
}

/** djaudit.yml, and the catalogue with the plug-ins that it names. */
export interface Configuration {
  readonly parsed?: ParsedConfig;
  /** The folder of the file, from which its paths count. */
  readonly folder: string;
  readonly catalogue: Catalogue;
}

/**
 * Finds and reads the configuration. Its plug-ins are code of the repository, as a rule: none of it runs unless the user says so.
 * @throws UserError when it names plug-ins and they are not allowed
 */
export async function readConfiguration(args: ConfigurationArguments, host: Pick<Host, 'cwd'>): Promise<Configuration> {
  const start = resolve(host.cwd(), args.path ?? '.');
  const named = args.config === undefined ? undefined : resolve(host.cwd(), args.config);
  const file = named === undefined ? await findConfig(start) : { path: named, text: await readText(named, '--config') };
  if (file === undefined) return { folder: start, catalogue: OWN };
  const parsed = parseConfig(file.text, args.config ?? basename(file.path));
  const folder = dirname(file.path);
  const plugins = parsed.config.plugins ?? [];
  if (plugins.length === 0) return { parsed, folder, catalogue: OWN };
  if (args['allow-plugins'] !== true) throw notAllowed(parsed);
  const { loadPlugins } = await import('./plugins/load.ts');
  return { parsed, folder, catalogue: await loadPlugins(plugins, folder) };
}

function notAllowed({ name, locate }: ParsedConfig): UserError {
  const { line, col } = locate([], 'plugins');
  return new UserError(
    `${name}:${line}:${col}: plug-ins are code, and no code of a repository is run unasked`,
    'Read them, then add --allow-plugins',
  );
}

/** For commands that need no configuration: the plug-ins are loaded when they are allowed, and not looked for otherwise. */
export async function readCatalogue(args: ConfigurationArguments, host: Pick<Host, 'cwd'>): Promise<Catalogue> {
  return args['allow-plugins'] === true ? (await readConfiguration(args, host)).catalogue : OWN;
}
