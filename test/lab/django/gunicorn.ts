import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The Python of the lab's Django. */
export function python(): string {
  const found = process.env['DJAUDIT_LAB_DJANGO'];
  if (found === undefined) throw new Error('run the lab with: npm run test:lab');
  return found;
}

/** gunicorn that serves a project on the loopback interface. */
export interface Served {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Starts the very command of the project, with another address only: the one that the machine gives. */
export async function serve(root: string, words: readonly string[], port: number): Promise<Served> {
  const options = words.slice(1).flatMap((word) => (word === '0.0.0.0:8000' ? `127.0.0.1:${port}` : word));
  const child = spawn(python(), ['-m', 'gunicorn', ...options], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', HOME: root },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await listening(child, port);
  return {
    port,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  let complaint = '';
  child.stderr?.on('data', (text: Buffer) => (complaint = `${complaint}${text.toString()}`.slice(-2000)));
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (child.exitCode !== null) throw new Error(`gunicorn ended by itself:\n${complaint}`);
    if (await answers(port)) return;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error(`gunicorn did not listen within a minute:\n${complaint}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
