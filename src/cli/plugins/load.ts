import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DECLARATIONS } from '../../aws/declarations.ts';
import { type Plugin, UserError } from '../../model/index.ts';
import { type Catalogue, OWN } from '../catalogue.ts';
import { addPlugin } from './add.ts';

/**
 * Our catalogue with that of the plug-ins. This runs their code: it is called only when --allow-plugins is given.
 * @param names paths from the folder, which begin with a dot or a slash, and packages
 * @param folder of djaudit.yml
 * @throws UserError a plug-in that is not there, fails to load, or is none
 */
export async function loadPlugins(names: readonly string[], folder: string): Promise<Catalogue> {
  let catalogue = OWN;
  for (const name of names) catalogue = addPlugin(catalogue, await load(name, folder), name, Object.keys(DECLARATIONS));
  return catalogue;
}

async function load(name: string, folder: string): Promise<Plugin> {
  const url = pathToFileURL(fileOf(name, folder)).href;
  const module = await importOf(url, name);
  const plugin: unknown = typeof module === 'object' && module !== null && 'default' in module ? module.default : null;
  if (typeof plugin === 'object' && plugin !== null) return plugin as Plugin; // addPlugin looks at everything
  throw new UserError(`plug-in ${name} exports no plug-in`, 'Write export default definePlugin({ name, rules })');
}

function fileOf(name: string, folder: string): string {
  if (/^[./]/.test(name)) return resolve(folder, name);
  try {
    return createRequire(join(folder, 'djaudit.yml')).resolve(name);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new UserError(
      `the package ${name} of plugins is not found from ${folder === process.cwd() ? '.' : 'the folder of djaudit.yml'}: ${why}`,
      `npm install ${name}; a file is named by its path: ./${name}`,
    );
  }
}

async function importOf(url: string, name: string): Promise<unknown> {
  try {
    return await import(/* @vite-ignore */ url);
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0] ?? ''}` : String(error);
    const absent = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    const remedy = absent && !/djaudit/.test(why) ? 'Name a file that is there' : remedyOf(why);
    throw new UserError(`plug-in ${name} cannot be loaded: ${why}`, remedy);
  }
}

function remedyOf(why: string): string {
  return /'djaudit'/.test(why)
    ? 'Install djaudit beside it: npm install --save-dev djaudit'
    : 'Run it with node by itself to see where';
}
