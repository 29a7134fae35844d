import { atLeast } from '../model/index.ts';
import { didYouMean } from '../model/nearest.ts';
import { isDay } from './check-meaning.ts';
import type { KnownRule } from './config.ts';

/** `# djaudit: ignore[rule-id] until=2027-03-31 -- reason`, on the line of the finding or on a line of its own above it. */
export interface InlineException {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly until?: string;
  readonly line: number;
  /** The lines that it covers. */
  readonly from: number;
  readonly to: number;
}

export interface InlineComments {
  readonly exceptions: readonly InlineException[];
  /** Comments that cover nothing because they are wrong. */
  readonly mistakes: readonly { readonly line: number; readonly message: string }[];
}

/** What every comment holds. */
export const INLINE = 'djaudit:';

const COMMENT = /(?:^|\s)(?:#|\/\/)\s*djaudit:(.*)$/;
const FORM = /^\s*ignore\[([^\]]*)\](?:\s+until=(\S+))?(?:\s+--\s+(.+?))?\s*$/;

/** Reads the comments of one file. Comments begin with `#` or `//`: Python, Dockerfile, YAML, TOML, HCL, shell. */
export function inlineComments(text: string, known: readonly KnownRule[]): InlineComments {
  const lines = text.split(/\r\n|\n|\r/);
  const exceptions: InlineException[] = [];
  const mistakes: { line: number; message: string }[] = [];
  for (const [index, content] of lines.entries()) {
    const [whole, body] = COMMENT.exec(content) ?? [];
    if (whole === undefined || body === undefined) continue;
    const parsed = parse(body, known);
    if (typeof parsed === 'string') mistakes.push({ line: index + 1, message: parsed });
    else exceptions.push({ ...parsed, line: index + 1, ...covered(lines, index) });
  }
  return { exceptions, mistakes };
}

function parse(
  body: string,
  known: readonly KnownRule[],
): Pick<InlineException, 'rules' | 'reason' | 'until'> | string {
  const [whole, list = '', until, reason] = FORM.exec(body) ?? [];
  if (whole === undefined)
    return 'the comment is not understood: # djaudit: ignore[rule-id] until=2027-03-31 -- reason';
  const rules = list.split(',').map((id) => id.trim());
  const wrong = rules.find((id) => !known.some((rule) => rule.id === id));
  if (wrong !== undefined)
    return `there is no rule "${wrong}"${didYouMean(
      wrong,
      known.map(({ id }) => id),
    )}`;
  if (reason === undefined) return `the exception for ${list} gives no reason: add -- and the reason`;
  if (until !== undefined && !isDay(until)) return `there is no day ${until}: until=2027-03-31`;
  const severe = known.find(({ id, severity }) => rules.includes(id) && atLeast(severity, 'high'));
  if (severe !== undefined && until === undefined) {
    return `an exception for ${severe.id} (${severe.severity}) needs an end: until=2027-03-31`;
  }
  return { rules, reason, ...(until === undefined ? {} : { until }) };
}

/** A comment on a line of its own covers the next line that holds something else. */
function covered(lines: readonly string[], index: number): { from: number; to: number } {
  const own = /^\s*(?:#|\/\/)/.test(lines[index] ?? '');
  if (!own) return { from: index + 1, to: index + 1 };
  const next = lines.findIndex((line, at) => at > index && !/^\s*(?:(?:#|\/\/).*)?$/.test(line));
  return { from: index + 1, to: next < 0 ? index + 1 : next + 1 };
}
