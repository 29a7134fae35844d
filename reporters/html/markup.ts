import { html as escaped } from '../neutralise.ts';

/** Markup that is safe to write: only `markup` makes it. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | string | number | undefined | readonly Part[];

/** HTML with its holes filled: text is escaped and inert, markup stands, lists are joined, undefined is nothing. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.map((text, index) => text + written(parts[index])).join('') };
}

/** Parts with something between them: each is escaped by itself, so that a long list is not cut as a long text is. */
export function joined(parts: readonly (Markup | string)[], between: ', ' | ' · ' = ', '): Markup {
  return { markup: parts.map(written).join(between) };
}

function written(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'object') return 'markup' in part ? part.markup : part.map(written).join('');
  return escaped(String(part));
}
