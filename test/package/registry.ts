import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Packed } from './pack.ts';

export interface Registry {
  readonly url: string;
  /** The paths that were asked for. */
  readonly asked: readonly string[];
  readonly close: () => void;
}

/** npm's registry on loopback, with one version of djaudit and nothing else. */
export async function startRegistry({ tarball }: Packed): Promise<Registry> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }; // ours
  const bytes = readFileSync(tarball);
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/djaudit.tgz') return response.end(bytes);
    const dist = { tarball: `${url()}/djaudit.tgz`, integrity };
    const manifest = { name: 'djaudit', version, bin: { djaudit: 'bin/djaudit.js' }, dist };
    const all = { name: 'djaudit', 'dist-tags': { latest: version }, versions: { [version]: manifest } };
    if (request.url !== '/djaudit') response.statusCode = 404;
    return response.end(JSON.stringify(request.url === '/djaudit' ? all : {}));
  });
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: url(), asked, close: () => server.close() };
}
