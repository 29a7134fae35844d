/** A Python regular expression in JavaScript's syntax; undefined where the two differ in ways that are not followed. */
export function toJavaScript(pattern: string, flags: string): RegExp | undefined {
  let source = pattern;
  const inline = /^\(\?([aiLmsux]+)\)/.exec(source);
  const all = flags + (inline?.[1] ?? '');
  if (inline !== null) source = source.slice(inline[0].length);
  if (all.includes('x') || /\\[AZ]|\(\?\(|\(\?>|[*+?}]\+|\(\?#|\\N\{|\[\[|\{,/.test(source)) {
    if (all.includes('x') || /\(\?\(|\(\?>|[*+?}]\+|\(\?#|\\N\{|\[\[|\{,/.test(source)) return undefined;
    source = source.replaceAll('\\A', '(?<![^])').replaceAll('\\Z', '(?![^])');
  }
  source = source.replace(/\(\?P<(\w+)>/g, '(?<$1>').replace(/\(\?P=(\w+)\)/g, '\\k<$1>');
  // to Python `$` also matches before a newline at the end
  if (!all.includes('m')) source = source.replace(/(^|[^\\])\$/g, '$1(?=\\n?(?![^]))');
  const javascript = `${all.includes('i') ? 'i' : ''}${all.includes('m') ? 'm' : ''}${all.includes('s') ? 's' : ''}d`;
  try {
    return new RegExp(source, javascript);
  } catch {
    return undefined;
  }
}

/** A replacement with `\1`, `\g<name>` filled in. */
export function expandTemplate(template: string, match: RegExpExecArray): string {
  return template.replace(
    /\\(?:g<(\w+)>|(\d{1,2})|(.))/g,
    (whole: string, name, number, escape: string | undefined) => {
      const key = String(name ?? number ?? '');
      if (escape !== undefined) return { n: '\n', t: '\t', r: '\r', '\\': '\\' }[escape] ?? whole;
      return (/^\d+$/.test(key) ? match[Number(key)] : match.groups?.[key]) ?? '';
    },
  );
}
