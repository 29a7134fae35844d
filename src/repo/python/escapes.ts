/** What stands between a literal's quotes, decoded, or why it cannot be. */
export type Decoded = { readonly text: string } | { readonly reason: string };

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE = /\\(?:([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|N\{([^}]*)\}|([^]))/g;

/** Decodes the escapes of a `str` literal as CPython does; an unknown escape keeps its backslash. */
export function decodeString(raw: string): Decoded {
  if (!raw.includes('\\')) return { text: raw };
  let reason: string | undefined;
  const text = raw.replace(ESCAPE, (whole: string, octal, hex, short, long, name, other: string | undefined) => {
    const code = octal === undefined ? (hex ?? short ?? long) : undefined;
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(String(octal), 8));
    if (code !== undefined) {
      const point = Number.parseInt(String(code), 16);
      if (point <= 0x10ffff) return String.fromCodePoint(point);
      reason ??= `the escape ${whole} is no character`;
      return '';
    }
    if (name !== undefined) {
      reason ??= `the Unicode name in ${whole} is not looked up`;
      return '';
    }
    if (other === 'x' || other === 'u' || other === 'U' || other === 'N') reason ??= `a truncated escape \\${other}`;
    return SIMPLE[other ?? ''] ?? whole;
  });
  return reason === undefined ? { text } : { reason };
}

const BYTES_ESCAPE = /\\(?:([0-7]{1,3})|x([\da-fA-F]{2})|([^]))/g;

/** Decodes the escapes of a `bytes` literal: one UTF-16 unit per byte. */
export function decodeBytes(raw: string): Decoded {
  let reason: string | undefined = /[^\0-\x7f]/.test(raw) ? 'a bytes literal with a character above ASCII' : undefined;
  const text = raw.replace(BYTES_ESCAPE, (whole: string, octal, hex, other: string | undefined) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(String(octal), 8) & 0xff);
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(String(hex), 16));
    if (other === 'x') reason ??= 'a truncated escape \\x';
    return SIMPLE[other ?? ''] ?? whole;
  });
  return reason === undefined ? { text } : { reason };
}
