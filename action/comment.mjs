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
  const issues = `repos/${variable('GITHUB_REPOSITORY')}/issues`;
  const all = `${issues}/${pullRequest()}/comments`;
  try {
    const mine = await find(all, marker);
    if (mine === undefined) await request('POST', all, { body });
    else await request('PATCH', `${issues}/comments/${mine}`, { body });
  } catch (error) {
    say('warning', `the comment was not written (${error.message}): the job needs pull-requests: write`);
  }
});

/** Of a bot, so that nobody else's comment is replaced by writing the marker into it. */
async function find(path, marker) {
  for (let page = 1; ; page += 1) {
    const comments = await request('GET', `${path}?per_page=${PAGE}&page=${page}`);
    const mine = comments.find(({ user, body }) => user?.type === 'Bot' && body?.startsWith(marker));
    if (mine !== undefined || comments.length < PAGE) return mine?.id;
  }
}

async function request(method, path, body) {
  const answer = await fetch(`${process.env['GITHUB_API_URL'] ?? 'https://api.github.com'}/${path}`, {
    method,
    headers: { authorization: `Bearer ${variable('GITHUB_TOKEN')}`, accept: 'application/vnd.github+json', 'user-agent': 'djaudit' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return await answer.json();
}
