import type { Severity } from '../../src/model/index.ts';
import { type Markup, markup } from './markup.ts';

/** What a chip may say: a severity, or what became of a verdict. The word says it; the colour says it again. */
export type ChipKind = Severity | 'pass' | 'unknown' | 'accepted' | 'expired' | 'new';

export function chip(kind: ChipKind): Markup {
  return markup`<span class="chip ${kind}">${kind}</span>`;
}
