import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { folderWith, PROJECT } from '../repo/folder.ts';
import { type Job, runAction } from './runner.ts';

interface Comment {
  readonly id: number;
  readonly user: { readonly type: string };
  body: string;
}

/** GitHub's three calls for comments of a pull request, and every request that came. */
let server: Server;
let comments: Comment[] = [];
let requests: string[] = [];
let status = 200;
let workspace = '';

beforeAll(() => {
  workspace = folderWith(PROJECT);
});
afterAll(() => rmSync(workspace, { recursive: true }));

beforeEach(async () => {
  [comments, requests, status] = [[], [], 200];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      const body = chunks.length === 0 ? undefined : (JSON.parse(Buffer.concat(chunks).toString()) as { body: string }); // of the step
      const url = new URL(request.url ?? '', 'http://github');
      response.statusCode = status;
      response.end(JSON.stringify(status === 200 ? answer(url, body?.body) : {}));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterEach(() => server.close());

function answer(url: URL, body: string | undefined): unknown {
  const page = Number(url.searchParams.get('page'));
  if (body === undefined) return comments.slice((page - 1) * 100, page * 100);
  const old = comments.find(({ id }) => url.pathname.endsWith(`/issues/comments/${id}`));
  if (old === undefined) comments.push({ id: comments.length + 1, user: { type: 'Bot' }, body });
  else old.body = body;
  return {};
}

function run(inputs: Readonly<Record<string, string>> = {}): Promise<Job> {
  const repo = { full_name: 'shop/web' };
  return runAction(
    { offline: 'true', comment: 'true', args: '--only=debug-true', ...inputs },
    {
      workspace,
      done: { install: { command: resolve('bin/djaudit.js') } },
      event: { pull_request: { number: 7, head: { repo }, base: { repo } } },
      env: { GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, // it listens
    },
  );
}

describe('the comment on a pull request', () => {
  it('is written once and replaced after that', async () => {
    expect((await run()).failed).toBe(false);
    await run();
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toContain('## djaudit: no findings');
    expect(requests.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'GET /repos/shop/web/issues/7/comments?per_page=100&page=1',
      'POST /repos/shop/web/issues/7/comments',
      'GET /repos/shop/web/issues/7/comments?per_page=100&page=1',
      'PATCH /repos/shop/web/issues/comments/1',
    ]);
    expect(requests.every((line) => line.endsWith(' Bearer token-of-the-job'))).toBe(true);
  });

  it('is one for each category', async () => {
    await run();
    await run({ category: 'djaudit-prod' });
    expect(comments).toHaveLength(2);
  });

  it('is found on a later page, and is never one that somebody else wrote', async () => {
    const others = Array.from({ length: 130 }, (_, index) => ({
      id: index + 1,
      user: { type: 'User' },
      body: '<!-- djaudit djaudit -->',
    }));
    comments = [...others, { id: 131, user: { type: 'Bot' }, body: '<!-- djaudit djaudit -->\nold' }];
    await run();
    expect(comments).toHaveLength(131);
    expect(comments[130]?.body).toContain('no findings');
    expect(comments.slice(0, 130)).toEqual(others);
  });

  it('that may not be written is a warning, and the scan still decides', async () => {
    status = 403;
    const job = await run();
    expect(job.log).toContain(
      '::warning title=djaudit::the comment was not written (403): the job needs pull-requests: write',
    );
    expect([job.failed, job.outputs['exit-code'], requests.length]).toEqual([false, '0', 1]);
  });
});
