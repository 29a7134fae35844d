import { createServer, request } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { connect, createServer as createNetServer } from 'node:net';
import type { Pem } from '../pem.ts';

export interface Answer {
  readonly status: number;
  readonly location?: string;
  readonly body: string;
}

/** Asks one server on the loopback interface, with exactly these headers. */
export function ask(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { location } = response.headers;
        resolve({
          status: response.statusCode ?? 0,
          ...(location === undefined ? {} : { location }),
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** As a load balancer asks a target: by its address, over HTTP, without forwarded headers. */
export function probe(port: number, path: string): Promise<Answer> {
  return ask(port, path, { Host: '10.0.1.5:8000' });
}

/** What ends TLS before the application as an application load balancer does: it overwrites X-Forwarded-Proto. */
export async function tlsProxy(
  target: number,
  { certificate, key }: Pem,
): Promise<{ port: number; close: () => void }> {
  const server = createTlsServer({ cert: certificate, key }, (incoming, outgoing) => {
    const headers = { ...incoming.headers, 'x-forwarded-proto': 'https' };
    const onward = request(
      { host: '127.0.0.1', port: target, path: incoming.url ?? '/', headers, agent: false },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  });
  const port = await listen(server);
  return { port, close: () => void server.close() };
}

/**
 * How long a server keeps a connection after an answer: milliseconds until it closes, or undefined when it still holds it
 * after `longest`.
 */
export function kept(port: number, longest: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answered = 0;
    const give = (value: number | undefined) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(value);
    };
    const timer = setTimeout(() => give(undefined), longest);
    socket.once('connect', () =>
      socket.write('GET / HTTP/1.1\r\nHost: shop.example.com\r\nConnection: keep-alive\r\n\r\n'),
    );
    socket.on('data', () => (answered = performance.now()));
    socket.once('close', () => give(performance.now() - answered));
    socket.once('error', reject);
  });
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createNetServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listen(server: Server | ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
