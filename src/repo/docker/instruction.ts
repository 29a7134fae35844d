import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import type { Location } from '../../model/location.ts';
import { LineIndex } from '../line-index.ts';
import { type Place, placeIn } from '../place.ts';

/** One instruction, continuation lines joined only where its own reader joins them. */
export interface DockerInstruction {
  /** In capitals. */
  readonly keyword: string;
  readonly location: Location;
  /** Everything behind the keyword and its flags, as written but for comment lines, which are blanked. */
  readonly text: string;
  /** Places in `text`. */
  readonly place: Place;
  readonly flags: Readonly<Record<string, string>>;
  /** The words of the exec form; undefined for the shell form. */
  readonly json?: readonly string[];
}

/** More than this is no Dockerfile. */
const LIMIT = 200_000;
const MAX_INSTRUCTIONS = 2_000;

/** The instructions of a Dockerfile. Throws when the text is not one at all (no FROM). */
export function parseInstructions(path: string, text: string): readonly DockerInstruction[] {
  if (text.length > LIMIT) throw new Error('is too large for a Dockerfile');
  const lines = new LineIndex(text);
  const starts = lineStarts(text);
  const parsed = DockerfileParser.parse(text);
  const escape = parsed.getEscapeCharacter();
  const instructions = parsed.getInstructions();
  if (instructions.length > MAX_INSTRUCTIONS) throw new Error('has too many instructions for a Dockerfile');
  return instructions.map((instruction) => read(instruction, { path, text, lines, starts, escape }));
}

interface Source {
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly starts: readonly number[];
  readonly escape: string;
}

function read(instruction: Instruction, source: Source): DockerInstruction {
  const range = instruction.getRange();
  const offset = (position: { readonly line: number; readonly character: number }): number =>
    (source.starts[position.line] ?? 0) + position.character;
  const start = offset(range.start);
  const end = offset(range.end);
  const afterKeyword = offset(instruction.getInstructionRange().end);
  const body = blankComments(source.text.slice(afterKeyword, end), source.escape);
  const { flags, length } = readFlags(body);
  const from = afterKeyword + length;
  const text = body.slice(length);
  const json = jsonForm(text);
  return {
    keyword: instruction.getKeyword().toUpperCase(),
    location: placeIn(source.path, source.lines)(start, end),
    text,
    place: placeIn(source.path, source.lines, from),
    flags,
    ...(json === undefined ? {} : { json }),
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Docker leaves out comment and empty lines between continued lines; the same length of text keeps all places. */
function blankComments(text: string, escape: string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n');
  let continued = false;
  const blanked = lines.map((line) => {
    const isComment = continued && /^\s*(#|$)/.test(line) && !/<<-?["']?\w/.test(lines[0] ?? '');
    if (isComment) return line.length === 0 ? line : `${' '.repeat(line.length - 1)}${escape}`;
    continued = new RegExp(`\\${escape}\\s*$`).test(line);
    return line;
  });
  return escape === '\\'
    ? blanked.join('\n')
    : blanked.join('\n').replaceAll(new RegExp(`\\${escape}(?=\\s*\\n)`, 'g'), '\\');
}

/** `--from=build --chown=1:1` before the arguments. */
function readFlags(text: string): { readonly flags: Readonly<Record<string, string>>; readonly length: number } {
  const flags: Record<string, string> = {};
  let length = 0;
  for (;;) {
    const match = /^(?:\s|\\\r?\n)*--([\w-]+)(?:=("[^"]*"|\S+))?(?=\s|$)/.exec(text.slice(length));
    if (match === null) break;
    flags[match[1] ?? ''] = (match[2] ?? '').replaceAll('"', '');
    length += match[0].length;
  }
  const blanks = /^(?:[ \t]|\\[ \t]*\r?\n)+/.exec(text.slice(length))?.[0].length ?? 0;
  return { flags, length: length + blanks };
}

function jsonForm(text: string): readonly string[] | undefined {
  const joined = text.replace(/\\[ \t]*\r?\n/g, ' ').trim();
  if (!joined.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(joined);
    return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
