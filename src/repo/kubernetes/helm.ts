/**
 * A Helm template as YAML: `{{ … }}` within a line becomes a text of the same length, a line that holds nothing else becomes
 * blank, so that all places stay. What is left out is marked by `TEMPLATED` in the values.
 */
export const TEMPLATED = '⟦';
const CLOSE = '⟧';

/** What YAML would take for its own within an expression, and what stands for it there. */
const SIGNS = `"'\\:#,[]{}`;
const STANDINS = '＂＇＼：＃，［］｛｝';
const YAML_SIGNS = /["'\\:#,[\]{}]/g;

export function maskHelm(text: string): string {
  return text.split('\n').map(maskLine).join('\n');
}

function maskLine(line: string): string {
  if (!line.includes('{{')) return line;
  if (/^\s*(?:\{\{[^}]*\}\}\s*)+(?:#.*)?$/.test(line)) return ' '.repeat(line.length);
  let result = '';
  let at = 0;
  while (at < line.length) {
    const open = line.indexOf('{{', at);
    const close = open === -1 ? -1 : line.indexOf('}}', open);
    if (open === -1 || close === -1) break;
    const inner = line.slice(open + 1, close + 1).replace(YAML_SIGNS, (sign) => STANDINS[SIGNS.indexOf(sign)] ?? '_');
    result += line.slice(at, open) + TEMPLATED + inner.slice(0, -1) + CLOSE + ' ';
    at = close + 2;
  }
  const masked = result + line.slice(at);
  return masked.trimEnd();
}

/** Whether a text came out of a template. */
export function isTemplated(text: string | undefined): boolean {
  return text?.includes(TEMPLATED) === true || /\{\{|\$\{|\$\([A-Z_]+\)/.test(text ?? '');
}

/** A templated text in the form that people know. */
export function readable(text: string): string {
  if (!text.includes(TEMPLATED)) return text;
  const written = text.replaceAll(/⟦([^⟧]*)⟧ ?/g, (_, inner: string) => `{{${inner.replace(/^｛/, '')}}}`);
  return written.replace(/[＂＇＼：＃，［］｛｝]/g, (sign) => SIGNS[STANDINS.indexOf(sign)] ?? sign);
}
