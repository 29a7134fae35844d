import type { Location } from '../model/location.ts';
import { LineIndex } from './line-index.ts';

/** Turns a span of a text (UTF-16 units from 0) into a place of a file. */
export type Place = (start: number, end?: number) => Location;

/** For the text of a whole file, or of a part of it that begins at `offset`. */
export function placeIn(path: string, lines: LineIndex, offset = 0): Place {
  return (start, end) => {
    const line = lines.lineOf(offset + start);
    const from = { path, line, column: lines.columnIn(line, offset + start) };
    if (end === undefined) return from;
    const endLine = lines.lineOf(offset + end);
    return { ...from, endLine, endColumn: lines.columnIn(endLine, offset + end) };
  };
}

/** The same for a text that is a file of its own. */
export function placeOfFile(path: string, text: string): Place {
  return placeIn(path, new LineIndex(text));
}

/**
 * For the text of a scalar in another file: its first line stands at `location` (of a block text, on the line below), and
 * what column a further line has is not known.
 */
export function placeAt(location: Location, text: string, block: boolean): Place {
  const lines = new LineIndex(text);
  const { path, line, column } = location;
  return (start) => {
    const at = lines.lineOf(start);
    if (at === 1 && !block) return { path, line, ...(column === undefined ? {} : { column }) };
    return { path, line: line + at - (block ? 0 : 1) };
  };
}
