/** Private-use characters: a shell takes them as letters, and no script has them. */
const FIRST = 0xe000;
const LAST = 0xf8ff;
const TEMPLATE = /\$\{\{[^\n]{0,500}?\}\}|\{\{[^\n]{0,500}?\}\}/g;

/** A shell text in which template expressions stand as words of the same length. */
export interface Protected {
  readonly text: string;
  readonly restore: (text: string) => string;
}

/** GitHub's `${{ … }}` and Helm's or Jinja's `{{ … }}` are filled in before a shell sees the text. */
export function protectTemplates(text: string): Protected {
  if (!text.includes('{{')) return { text, restore: (same) => same };
  const originals: string[] = [];
  const replaced = text.replace(TEMPLATE, (whole) => {
    const code = FIRST + originals.length;
    if (code > LAST) return whole;
    originals.push(whole);
    return String.fromCharCode(code).repeat(whole.length);
  });
  const restore = (part: string): string =>
    part.replace(/([\ue000-\uf8ff])\1*/g, (run, character: string) => {
      const original = originals[character.charCodeAt(0) - FIRST];
      return original === undefined ? run : original.repeat(Math.max(1, Math.round(run.length / original.length)));
    });
  return { text: replaced, restore };
}
