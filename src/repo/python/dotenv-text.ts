const LINE = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*=\s*(.*)$/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', '"': '"', "'": "'" };

/** The variables of a dotenv file, as python-dotenv reads them, without expansion of `${NAME}`. */
export function parseDotenv(text: string): Record<string, string> {
  const variables: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const match = LINE.exec(lines[index] ?? '');
    if (match === null) continue;
    const [, name = '', first = ''] = match;
    let raw = first;
    const quote = raw[0];
    if (quote === '"' || quote === "'") {
      while (!closes(raw, quote) && index + 1 < lines.length) {
        index += 1;
        raw += `\n${lines[index] ?? ''}`;
      }
    }
    variables[name] = valueOf(raw);
  }
  return variables;
}

function closes(raw: string, quote: string): boolean {
  return new RegExp(quote === '"' ? '^"(?:[^"\\\\]|\\\\.)*"' : "^'(?:[^'\\\\]|\\\\.)*'", 's').test(raw);
}

function valueOf(raw: string): string {
  const double = /^"((?:[^"\\]|\\.)*)"/s.exec(raw);
  if (double !== null)
    return (double[1] ?? '').replaceAll(/\\([nrt\\"'])/g, (_, char: string) => ESCAPES[char] ?? char);
  const single = /^'((?:[^'\\]|\\.)*)'/s.exec(raw);
  if (single !== null) return (single[1] ?? '').replaceAll(/\\(['\\])/g, '$1');
  return raw.replace(/\s+#.*$/, '').trim();
}
