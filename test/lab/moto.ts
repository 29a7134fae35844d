import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Moto {
  readonly url: string;
  /** Forgets everything, and gives the same ids again. */
  readonly reset: () => Promise<void>;
  readonly stop: () => void;
}

/** Starts the moto_server of the lab's virtual environment on a free port of the loopback interface. */
export async function startMoto(): Promise<Moto> {
  const python = process.env['DJAUDIT_LAB_PYTHON'];
  if (python === undefined) throw new Error('run the lab with: npm run test:lab');
  const port = await freePort();
  const child = spawn(python, ['-m', 'moto.server', '--host', '127.0.0.1', '--port', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, MOTO_ACCOUNT_ID: ACCOUNT, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
  });
  const url = `http://127.0.0.1:${port}`;
  await ready(url, child);
  return {
    url,
    reset: async () => {
      await post(`${url}/moto-api/reset`);
      await post(`${url}/moto-api/seed?a=42`);
    },
    // A moto that holds anything does not listen to SIGTERM.
    stop: () => void child.kill('SIGKILL'),
  };
}

export const ACCOUNT = '123456789012';

async function ready(url: string, child: ChildProcess): Promise<void> {
  let complaint = '';
  child.stderr?.on('data', (text: Buffer) => (complaint = `${complaint}${text.toString()}`.slice(-2000)));
  for (let waited = 0; waited < 60_000; waited += 200) {
    if (child.exitCode !== null) throw new Error(`moto_server ended by itself:\n${complaint}`);
    const answer = await fetch(`${url}/moto-api/data.json`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(200);
  }
  child.kill('SIGKILL');
  throw new Error(`moto_server did not answer within a minute:\n${complaint}`);
}

async function post(url: string): Promise<void> {
  const answer = await fetch(url, { method: 'POST' });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
