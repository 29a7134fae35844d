import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

export interface Rendered {
  /** Opening tags as they stand, in order: `<details>`, `<code class="language-sh">`. */
  readonly tags: readonly string[];
  /** What was opened and never closed, or closed and never opened. */
  readonly unbalanced: readonly string[];
  readonly comments: readonly string[];
  /** Text outside of code. */
  readonly prose: string;
  readonly code: readonly string[];
  /** Rows of tables, as numbers of cells. */
  readonly rows: readonly number[];
}

/** The elements that our Markdown is made of. */
const OURS =
  /^<(?:details|summary|b|h2|h3|p|code|pre|ul|li|strong|em|table|thead|tbody|tr|th|td|code class="language-(?:sh|hcl|diff)")>$/;
const LINK = /@\w|#\d|\bgh-\d|https?:\/\/|\bwww\.\w/gi;

/** What GitHub would make of our Markdown that is not ours. */
export function markdownDefects(text: string): readonly string[] {
  const { tags, unbalanced, comments, prose } = rendered(text);
  return [
    ...tags.filter((tag) => !OURS.test(tag)),
    ...unbalanced.map((tag) => `unbalanced ${tag}`),
    ...comments.slice(1).map((comment) => `a second comment ${comment}`),
    ...(prose.match(LINK) ?? []).map((link) => `a link: ${link}`),
  ];
}

const TOKEN = /<!--[\s\S]*?-->|<\/?[a-zA-Z][^>]*>|<[!?/][^>]*>|[^<]+|</g;
const VOID = new Set(['hr', 'br', 'img', 'input']);

/** Markdown as GitHub renders it, raw HTML included. */
export function rendered(markdown: string): Rendered {
  const page = micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const open: string[] = [];
  const [tags, unbalanced, comments, prose, code, rows]: [string[], string[], string[], string[], string[], number[]] =
    [[], [], [], [], [], []];
  for (const token of page.match(TOKEN) ?? []) {
    const [, end = '', name = ''] = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)/.exec(token) ?? [];
    if (token.startsWith('<!--')) comments.push(token);
    else if (name === '') (open.includes('code') ? code : prose).push(decoded(token));
    else if (end === '/') {
      if (open.pop() !== name) unbalanced.push(token);
    } else {
      tags.push(token);
      if (name === 'tr') rows.push(0);
      if (name === 'td' || name === 'th') rows.push((rows.pop() ?? 0) + 1);
      if (!VOID.has(name)) open.push(name);
    }
  }
  return { tags, unbalanced: [...unbalanced, ...open], comments, prose: prose.join(''), code, rows };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (entity, code?: string, name = '') =>
    code === undefined ? (ENTITIES[name as string] ?? entity) : String.fromCodePoint(Number(code)),
  );
}
