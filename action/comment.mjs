/** Keeps one comment on the pull request: the first run writes it, the later ones replace it. Nothing else is ever written. */
import { readFileSync } from 'node:fs';
import { pullRequest } from './pull-request.mjs';
import { run, say, variable } from './workflow.mjs';

/** GitHub refuses a longer one. */
const MOST = 65_536;
const PAGE = 100;

await run(async () => {
  const marker = `<!-- djaudit ${(process.env['CATEGORY'] ?? '').replaceAll(/[^\w./-]/g, '_')} -->`;
  const body = `${marker}\n${readFileSync(variable('MARKDOWN'), 'utf8')}`.slice(0, MOST);
  const comments = `repos/${variable('GITHUB_REPOSITORY')}/issues`;
  const mine = await find(`${comments}/${pullRequest()}/comments`, marker);
  const answer =
    mine === undefined
      ? await request('POST', `${comments}/${pullRequest()}/comments`, { body })
      : await request('PATCH', `${comments}/comments/${mine}`, { body });
  if (!answer.ok) say('warning', `the comment was not written (${answer.status}): the job needs pull-requests: write`);
});

/** Of a bot, so that nobody else's comment is replaced by writing the marker into it. */
async function find(path, marker) {
  for (let page = 1; ; page += 1) {
    const answer = await request('GET', `${path}?per_page=${PAGE}&page=${page}`);
    if (!answer.ok) return undefined;
    const comments = await answer.json();
    const mine = comments.find(({ user, body }) => user?.type === 'Bot' && body?.startsWith(marker));
    if (mine !== undefined || comments.length < PAGE) return mine?.id;
  }
}

async function request(method, path, body) {
  return fetch(`${process.env['GITHUB_API_URL'] ?? 'https://api.github.com'}/${path}`, {
    method,
    headers: { authorization: `Bearer ${variable('GITHUB_TOKEN')}`, accept: 'application/vnd.github+json', 'user-agent': 'djaudit' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
