/**
 * Serves a fake account for a shell:
 *
 *     node test/account/serve.mjs good > /tmp/aws.env &      # or bad, demo, empty, generated:500
 *     set -a; . /tmp/aws.env; set +a
 *     node bin/djaudit.js scan --region eu-west-1
 *
 * Options: --page-size N, --latency MS, --fault JSON (repeatable, an object of `Fault`), --port N, --log FILE (every request
 * as a line of JSON). It prints the variables once it listens, and runs until it is ended.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const cache = join(root, 'node_modules', '.cache');
await mkdir(cache, { recursive: true });
const out = await mkdtemp(join(cache, 'fake-account-'));
try {
  const outfile = join(out, 'serve.mjs');
  await build({
    entryPoints: [join(here, 'serve.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  const { serve } = await import(pathToFileURL(outfile).href);
  await serve(process.argv.slice(2));
} finally {
  await rm(out, { recursive: true, force: true });
}
