import { createHash } from 'node:crypto';
import { FINDINGS_CSS } from './findings.css.ts';
import { FRAMEWORKS_CSS } from './frameworks.css.ts';
import { HEADER_CSS } from './header.css.ts';
import { LISTS_CSS } from './lists.css.ts';
import { PAGE_CSS } from './page.css.ts';
import { PICTURE_CSS } from './picture/picture.css.ts';
import { RULES_CSS } from './rules.css.ts';
import { SCORES_CSS } from './scores.css.ts';
import { TREND_CSS } from './trend.css.ts';

/** The one style of the page: a section with a style of its own adds it here. */
export const STYLE = squeezed([
  PAGE_CSS,
  HEADER_CSS,
  SCORES_CSS,
  TREND_CSS,
  FRAMEWORKS_CSS,
  FINDINGS_CSS,
  LISTS_CSS,
  RULES_CSS,
  PICTURE_CSS,
]);

/** What the content security policy calls it. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** Blanks between rules are for those who write them. */
function squeezed(sheets: readonly string[]): string {
  return sheets
    .join('')
    .replaceAll(/\s*\n\s*/g, '')
    .replaceAll(/ \{ /g, '{');
}
