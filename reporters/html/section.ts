import type { Report, ReporterOptions } from '../../src/model/index.ts';
import { type Markup, markup } from './markup.ts';

/** A part of the page under its own heading, which the table of contents names. */
export interface SectionContent {
  /** Its anchor, kebab-case: `could-not-be-told`. */
  readonly id: string;
  readonly title: string;
  /** What the table of contents says beside the title: a count. */
  readonly tally?: string | number;
  readonly body: Markup;
  /** Headings below it that the table of contents names too; the body holds their anchors. */
  readonly parts?: readonly { readonly id: string; readonly title: string; readonly tally?: string | number }[];
}

/** Nothing where the report has nothing to say there. */
export type Section = (report: Report, options: ReporterOptions) => SectionContent | undefined;

/** Headings inside of the body begin at h3. */
export function sectionMarkup({ id, title, body }: SectionContent): Markup {
  return markup`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${body}</section>
`;
}

/** A heading with an anchor inside of a section. */
export function heading(id: string, title: string | Markup): Markup {
  return markup`<h3 id="${id}">${title}</h3>
`;
}

/** An id for an element: of text from outside, only what is harmless in an id and in a fragment. */
export function anchor(prefix: string, text: string): string {
  return `${prefix}-${text
    .slice(0, LONGEST)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')}`;
}

const LONGEST = 120;
