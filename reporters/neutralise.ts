import { stripVTControlCharacters } from 'node:util';

/**
 * Names, tags and file contents come from outside and may be hostile. Everything that a reporter writes goes through one of
 * these first. What they return means the same to a person and nothing to a terminal, a runner, a browser or a parser.
 */

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
/** Direction overrides, invisible and tag characters: text that is not what it seems. */
const DECEPTIVE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]|[\u{e0000}-\u{e007f}]/gu;
const LONE = /\p{Surrogate}/gu;
const BREAKS = /[\r\n\u2028\u2029\u0085\t]+/g;

/** No name of AWS's is longer than 2,048 characters and no path than 4,096; what is, is not there to be read. */
const LONGEST = 5000;
const LONGEST_LINE = 10_000;
const MOST_LINES = 500;

/**
 * One line of plain text.
 * @param most characters (UTF-16 code units); what is longer ends with an ellipsis
 */
export function plain(text: string, most = LONGEST): string {
  const cleaned = safe(clipped(text, 4 * LONGEST).replaceAll(BREAKS, ' '));
  return clipped(cleaned.replaceAll(/ {2,}/g, ' ').trim(), most);
}

/** Text that keeps its lines: commands, diffs, code. Tabs become two spaces. */
export function plainLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|[\r\n\u2028\u2029\u0085]/, MOST_LINES + 1);
  const shown = lines
    .slice(0, MOST_LINES)
    .map((line) => clipped(safe(line.replaceAll('\t', '  ')).trimEnd(), LONGEST_LINE));
  return lines.length > MOST_LINES ? [...shown, '…'] : shown;
}

/** Whole characters only: no half of a pair is left at the end. */
export function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function safe(text: string): string {
  return stripVTControlCharacters(text).replaceAll(CONTROL, '').replaceAll(DECEPTIVE, '').replaceAll(LONE, '\ufffd');
}

/**
 * Text that a GitHub runner may see in a log: a line that begins with `::`, and `##[` anywhere, are commands to it; blanks
 * and colours before them do not help.
 */
export function withoutCommands(text: string): string {
  return text
    .replaceAll(/^((?:\s|\u001b\[[\d;]*m)*):(?=(?:\u001b\[[\d;]*m)*:)/gm, '$1\u02d0')
    .replaceAll('##[', '## [');
}

/** A value of a workflow command, as @actions/core escapes it. */
export function commandData(text: string): string {
  return safe(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property of a workflow command. */
export function commandProperty(text: string): string {
  return commandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Text in HTML and in attributes between double quotes. */
export function html(text: string): string {
  return escapeHtml(plain(text));
}

/** Text in HTML that keeps its lines, for `pre`. */
export function htmlLines(text: string): string {
  return plainLines(text).map(escapeHtml).join('\n');
}

/** What a runner would take for a command is an entity, too, where a page is printed in a log. */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('##[', '##&#91;')
    .replaceAll(/^(\s*):(?=:)/gm, '$1&#58;');
}

/** Text in XML: what XML 1.0 cannot hold is gone, what it would read as markup is escaped. */
export function xml(text: string): string {
  return html(text).replaceAll(/[\ufffe\uffff]/g, '');
}

/** Text in GitHub's Markdown, tables too: no markup, no HTML, no mention, no link. */
export function markdown(text: string, most?: number): string {
  return unlinked(plain(text, most))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]|~$]/g, (character) => `\\${character}`)
    .replace(/^[-+#=]/, (character) => `\\${character}`)
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** Text in the HTML that GitHub's Markdown may hold, where nothing of Markdown is read: a `<summary>`. */
export function markdownHtml(text: string, most?: number): string {
  return escapeHtml(unlinked(plain(text, most)));
}

/**
 * GitHub makes links of mentions, of numbers of issues and of addresses, in Markdown and in HTML, escaped or not. A mark
 * that takes no room keeps them text.
 */
function unlinked(text: string): string {
  return text
    .replaceAll('@', '@\u200c')
    .replaceAll(/#(?=\d)/g, '#\u200c')
    .replaceAll(/\bgh-(?=\d)/gi, (match) => `${match}\u200c`)
    .replaceAll('://', ':\u200c//')
    .replaceAll(/\bwww\./gi, (match) => `${match.slice(0, -1)}\u200c.`);
}

/** A code span in Markdown, fenced by more backticks than the text holds in a row. */
export function markdownCode(text: string, most?: number): string {
  const content = plain(text, most);
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = content.startsWith('`') || content.endsWith('`') || content === '' ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

/** A fenced block in Markdown; the fence is longer than any in the text. */
export function markdownBlock(language: string, text: string): string {
  const lines = plainLines(text);
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

/** JSON that is inert in terminals, logs and script elements; parsed, it is the same data. */
export function jsonText(value: unknown, indent = 2): string {
  return JSON.stringify(value, undefined, indent).replaceAll(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff<]|##\[/g,
    (match) => (match === '##[' ? '##\\u005b' : `\\u${match.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

/** A JSON array with a line for each item, in pieces: of a hundred thousand the text is never there as a whole. */
export function* jsonLines<T>(items: readonly T[], shown: (item: T) => unknown): Generator<string> {
  let before = '[\n';
  for (const item of items) {
    yield before + jsonText(shown(item), 0);
    before = ',\n';
  }
  yield items.length === 0 ? '[]\n' : ']\n';
}
