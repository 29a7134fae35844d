import { type Markup, markup } from './markup.ts';

type Cell = Markup | string | number | undefined;

export interface Table {
  /** Says what the table holds; it is read out before the table, and shown above it. */
  readonly caption: string | Markup;
  readonly columns: readonly (string | Markup)[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly Cell[])[];
  /** `counts`: every column but the first holds numbers. */
  readonly kind?: 'counts' | 'text';
}

/** A table with a caption and scoped headings; the head is repeated on every printed page. */
export function table({ caption, columns, rows, kind = 'text' }: Table): Markup {
  return markup`<table class="${kind}"><caption>${caption}</caption>
<thead><tr>${columns.map((column) => markup`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(rowMarkup)}</tbody></table>
`;
}

function rowMarkup([first, ...rest]: readonly Cell[]): Markup {
  return markup`<tr><th scope="row">${first}</th>${rest.map((cell) => markup`<td>${cell}</td>`)}</tr>
`;
}
