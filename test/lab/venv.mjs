import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * A Python virtual environment under `.venv/`, made when it is missing or what it holds has changed.
 *
 * @param {string} name of the environment: `moto`
 * @param {{ requirements: string, constraints?: string, python?: string }} files paths from the repository's root
 * @returns {Promise<string>} the path of its python
 * @throws {Error} that says what is missing, when there is no Python or pip cannot install
 */
export async function venv(name, { requirements, constraints, python = process.env['PYTHON'] ?? 'python3' }) {
  const folder = join(ROOT, '.venv', name);
  const binary = join(folder, 'bin', 'python');
  const stamp = join(folder, 'requirements.sha256');
  const wanted = await hashOf([requirements, constraints]);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted && (await exists(binary))) return binary;
  await rm(folder, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await run(python, ['-m', 'venv', folder], 'Python 3 with its venv module is needed (Debian: python3-venv)');
  const pins = constraints === undefined ? [] : ['--constraint', join(ROOT, constraints)];
  const install = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--requirement',
    join(ROOT, requirements),
  ];
  await run(binary, [...install, ...pins], `pip could not install ${requirements}`);
  await writeFile(stamp, wanted);
  return binary;
}

/** @param {(string | undefined)[]} files */
async function hashOf(files) {
  const texts = await Promise.all(files.map((file) => (file === undefined ? '' : readFile(join(ROOT, file), 'utf8'))));
  return createHash('sha256').update(texts.join('\0')).digest('hex');
}

/** @param {string} path */
async function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} complaint
 */
async function run(command, args, complaint) {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(127));
    child.on('exit', resolve);
  });
  if (code !== 0) throw new Error(`${complaint}: ${command} ${args.slice(0, 3).join(' ')} … ended with ${code}`);
}
