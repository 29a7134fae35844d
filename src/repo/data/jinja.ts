/** Whether a text is a template of cookiecutter and its like, before anybody filled it in. */
export function isJinja(text: string): boolean {
  return /\{%-?\s*(?:if|for|raw|endif|endfor|set|else)\b|\{\{\s*cookiecutter\b/.test(text);
}

/**
 * The text without its template tags: statements become blanks, expressions words, all of the same length, so that every
 * place stays. Both branches of a condition remain.
 */
export function maskJinja(text: string): string {
  return text
    .replace(/\{%[^\n]{0,500}?%\}|\{#[^\n]{0,500}?#\}/g, (tag) => ' '.repeat(tag.length))
    .replace(/\{\{[^\n]{0,300}?\}\}/g, (tag) => tag.replace(/[^\w]/g, '_'));
}
