/** `npm run test:lab`: makes the virtual environments, builds the command, and runs the lab's tests against moto_server and real Django. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { venv } from './venv.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const python = await lab('moto');
const django = await lab('django');
const delivery = await lab('delivery');
const ocsf = await lab('ocsf');
step(process.execPath, [join(root, 'build.mjs')], {});
step(
  process.execPath,
  [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--config',
    join(here, 'vitest.config.ts'),
    ...process.argv.slice(2),
  ],
  {
    DJAUDIT_LAB_PYTHON: python,
    DJAUDIT_LAB_DJANGO: django,
    DJAUDIT_LAB_DELIVERY: delivery,
    DJAUDIT_LAB_OCSF: ocsf,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  },
);

/** @param {string} name of the environment and of its two files here */
async function lab(name) {
  return await venv(name, {
    requirements: `test/lab/${name}.requirements.txt`,
    constraints: `test/lab/${name}.constraints.txt`,
  });
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
function step(command, args, env) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
}
