import type { DependencyFile, PackageIndex, Requirement } from '../../model/repository/index.ts';
import { item } from '../item.ts';
import { textOf } from '../mask.ts';
import { folderOf, joinPath, nameOf } from '../paths.ts';
import { parseRequirement } from './pep508.ts';

/** What a requirements file holds, before anybody knows who installs it. */
export type ReadFile = Omit<DependencyFile, 'production' | 'installedBy' | 'stale' | keyof ReturnType<typeof item>> & {
  readonly path: string;
};

interface LogicalLine {
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
}

/** A requirements or constraints file as pip reads it: continuation lines, comments, options, hashes. Places are of lines. */
export function readRequirements(path: string, text: string): ReadFile {
  const requirements: Requirement[] = [];
  const includes: ReadFile['includes'][number][] = [];
  const indexes: PackageIndex[] = [];
  for (const line of logicalLines(text)) {
    const location = { path, line: line.line, column: 1, endLine: line.endLine };
    const option = optionOf(line.text);
    if (option === undefined) {
      const requirement = requirementOf(line.text, location, false);
      if (requirement !== undefined) requirements.push(requirement);
    } else if (option.name === 'editable') {
      const requirement = requirementOf(option.value, location, true);
      if (requirement !== undefined) requirements.push(requirement);
    } else if (option.name === 'requirement' || option.name === 'constraint') {
      const target = joinPath(folderOf(path), option.value);
      if (target !== undefined) includes.push({ path: target, constraint: option.name === 'constraint', location });
    } else indexes.push({ kind: option.name, url: textOf(undefined, option.value), location });
  }
  const generatedBy = headerOf(text);
  const compiled =
    generatedBy !== undefined ||
    (requirements.length > 0 &&
      requirements.every(({ pinned, source, hashes }) => pinned !== undefined || source !== undefined || hashes > 0));
  return {
    path,
    format: path.endsWith('.in') ? 'requirements.in' : /constraint/.test(nameOf(path)) ? 'constraints' : 'requirements',
    kind: compiled ? 'lock' : 'declaration',
    requirements,
    includes,
    indexes,
    ...(generatedBy === undefined ? {} : { generatedBy }),
  };
}

/** Longer than a requirement with hashes for every platform and version. */
const MAX_LINE = 100_000;
/** Where Python's `str.splitlines` splits. */
const LINE_END = /(\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])/;

/** Lines as pip joins them: a backslash at the very end continues, a comment line ends; comments go when lines are joined. Numbers count newlines only. */
function logicalLines(text: string): readonly LogicalLine[] {
  const lines: LogicalLine[] = [];
  let open: { text: string; line: number } | undefined;
  const close = (endLine: number): void => {
    const content = open === undefined || open.text.length > MAX_LINE ? '' : withoutComment(open.text).trim();
    if (content !== '') lines.push({ text: content, line: open?.line ?? endLine, endLine });
    open = undefined;
  };
  let number = 1;
  text.split(LINE_END).forEach((line, index) => {
    if (index % 2 === 1) {
      if (line.endsWith('\n')) number += 1;
      return;
    }
    const isComment = /^\s*#/.test(line);
    const continues = line.endsWith('\\') && !isComment;
    const part = continues ? line.slice(0, -1) : isComment ? ` ${line}` : line;
    open = { text: (open?.text ?? '') + part, line: open?.line ?? number };
    if (!continues) close(number);
  });
  if (open !== undefined) close(number);
  return lines;
}

/** A `#` at the beginning or behind a blank. */
function withoutComment(line: string): string {
  for (let at = line.indexOf('#'); at !== -1; at = line.indexOf('#', at + 1))
    if (at === 0 || /\s/.test(line[at - 1] ?? '')) return line.slice(0, at);
  return line;
}

const OPTIONS = {
  '-r': 'requirement',
  '--requirement': 'requirement',
  '-c': 'constraint',
  '--constraint': 'constraint',
  '-e': 'editable',
  '--editable': 'editable',
  '-i': 'index',
  '--index-url': 'index',
  '--extra-index-url': 'extra-index',
  '--trusted-host': 'trusted-host',
  '-f': 'find-links',
  '--find-links': 'find-links',
} as const;

type OptionKind = (typeof OPTIONS)[keyof typeof OPTIONS];

/** Undefined for a requirement; options that say nothing here (`--no-binary`) are dropped by an empty value of no index. */
function optionOf(text: string): { readonly name: OptionKind; readonly value: string } | undefined {
  const match = /^(--?[a-z][a-z-]{0,40})(?:[=\s](.*))?$/s.exec(text);
  const short = /^(-[rcefi])(\S.*)$/s.exec(text);
  const [flag, value] = match === null ? [short?.[1], short?.[2]] : [match[1], match[2]];
  if (flag === undefined || !(flag in OPTIONS)) return undefined;
  return { name: OPTIONS[flag as keyof typeof OPTIONS], value: (value ?? '').trim().replace(/^["']|["']$/g, '') }; // tested above
}

function requirementOf(text: string, location: Requirement['location'], editable: boolean): Requirement | undefined {
  const hashes = text.match(/--hash[=\s]/g)?.length ?? 0;
  const options = text.search(/\s-/);
  const parsed = parseRequirement(options === -1 ? text : text.slice(0, options));
  if (parsed === undefined) return undefined;
  return { ...item(location, parsed.name), ...parsed, hashes, editable, group: 'main' };
}

/** The first lines of what pip-compile and uv write. */
function headerOf(text: string): ReadFile['generatedBy'] {
  const head = text.slice(0, 1_500);
  const pip = /autogenerated by pip-compile(?: with python ([\d.]+))?/i.exec(head);
  const uv = /autogenerated by uv|uv (?:pip compile|export)/i.test(head);
  if (pip === null && !uv) return undefined;
  const command = /^#\s+(?:pip-compile|uv) (.*)$/im.exec(head)?.[1] ?? '';
  const sources = command.split(/\s+/).filter((word) => /\.(in|toml|cfg|py)$/.test(word));
  const python = pip?.[1] ?? /--python-version[= ]([\d.]+)/.exec(command)?.[1];
  return { tool: pip === null ? 'uv' : 'pip-compile', ...(python === undefined ? {} : { python }), sources };
}
