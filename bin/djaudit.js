#!/usr/bin/env node
import module from 'node:module';
import { isAbsolute, join } from 'node:path';

// Node 22 and later keep the compiled code from run to run: in the user's own cache, as others may write to the system's.
const { HOME, XDG_CACHE_HOME } = process.env;
const cache = [XDG_CACHE_HOME, HOME && join(HOME, '.cache')].find((path) => path && isAbsolute(path));
/** @type {{ enableCompileCache?: (directory: string) => unknown }} */
const { enableCompileCache } = module;
if (cache) enableCompileCache?.(join(cache, 'djaudit'));

try {
  process.cwd();
} catch {
  process.stderr.write('djaudit: the working directory is not there any more. Change to one that is\n');
  process.exit(2);
}

const { main } = await import('../dist/cli.js');
process.exitCode = await main(process);
