import { SEVERITIES, type Severity } from '../../../src/model/index.ts';
import { columns, cut, cutMiddle, headOf } from '../../columns.ts';
import type { Extra, Thing } from './scene.ts';
import { byTally, findings, sumOf, type Tally, worst } from './tally.ts';
import type { Icon } from './words.ts';

/** What is written on a card, and how high that makes it. Pixels; the text is set in a fixed-width font. */
export interface Card {
  readonly icon: Icon;
  readonly kind: string;
  /** One line or two; the whole name is in `title`. */
  readonly name: readonly string[];
  readonly badge: Badge | undefined;
  readonly extras: readonly ExtraRow[];
  /** Everything that the card stands for, uncut. */
  readonly title: string;
  readonly height: number;
}

/** Two lines: what it is, and its name. */
export interface ExtraRow {
  readonly icon: Icon;
  readonly word: string;
  readonly name: string;
  readonly badge: Badge | undefined;
}

/** A number and a word, in the colour of the word. */
export interface Badge {
  readonly tone: Severity | 'unknown' | 'pass';
  readonly text: string;
  /** What the badge leaves out: `of 12`. */
  readonly rest: string;
}

/** Characters in a line of a name. */
const NAME = 20;
const EXTRA = 21;
const EXTRAS = 3;
/** Names that a title spells out. */
const MEMBERS = 8;
const HANGING = 3;

export const ROW = { kind: 20, name: 17, badge: 24, extra: 34 } as const;
const PADDING = 16;

export function cardOf(thing: Thing): Card {
  const name = linesOf(thing.name);
  const badge = badgeOf(thing.tally);
  const extras = extrasOf(thing.extras);
  const height =
    PADDING + ROW.kind + ROW.name * name.length + (badge === undefined ? 0 : ROW.badge) + ROW.extra * extras.length;
  return { icon: thing.icon, kind: kindOf(thing), name, badge, extras, title: titleOf(thing), height };
}

function kindOf({ word, members }: Thing): string {
  return members === undefined ? word : `${members.length} × ${word}`;
}

/** Broken behind a separator where the first line is full; what is longer than two lines loses its middle. */
function linesOf(name: string): readonly string[] {
  if (columns(name) <= NAME) return [name];
  const full = headOf(name, NAME);
  const head = /^.{6,}[-_./:]/su.exec(full)?.[0] ?? full;
  return [head, cutMiddle(name.slice(head.length), NAME)];
}

function badgeOf(tally: Tally): Badge | undefined {
  const tone = worst(tally);
  const all = findings(tally);
  if (tone !== undefined) {
    const most = tally.fail[tone];
    return { tone, text: `${most} ${tone}`, rest: all > most ? `of ${all}` : '' };
  }
  if (tally.unknown > 0) return { tone: 'unknown', text: `${tally.unknown} unknown`, rest: '' };
  return tally.pass > 0 ? { tone: 'pass', text: `${tally.pass} passed`, rest: '' } : undefined;
}

/** The worst first; of those that do not fit, how many there are. */
function extrasOf(extras: readonly Extra[]): readonly ExtraRow[] {
  const sorted = extras.toSorted((a, b) => byTally(a.tally, b.tally));
  const shown = sorted.length > EXTRAS ? sorted.slice(0, EXTRAS - 1) : sorted;
  const rest = sorted.slice(shown.length);
  return [
    ...shown.map(({ icon, word, name, tally }) => ({
      icon,
      word,
      name: cutMiddle(name, EXTRA),
      badge: findings(tally) > 0 ? badgeOf(tally) : undefined,
    })),
    ...(rest.length > 0
      ? [
          {
            icon: 'lines' as const,
            word: `and ${rest.length} more`,
            name: cut(rest.map(({ name }) => name).join(', '), EXTRA),
            badge: badgeOf({ ...sumOf(rest.map(({ tally }) => tally)), unknown: 0, pass: 0 }),
          },
        ]
      : []),
  ];
}

/** Read aloud by the pointer; a list below the picture says the same. */
function titleOf(thing: Thing): string {
  const { name, members, tally, extras } = thing;
  const names = members === undefined ? name : someOf(members, MEMBERS);
  const counts = SEVERITIES.filter((severity) => tally.fail[severity] > 0).map(
    (severity) => `${tally.fail[severity]} ${severity}`,
  );
  const parts = [
    `${kindOf(thing)} ${names}`.trim(),
    counts.join(', '),
    someOf(
      extras.map((extra) => `${extra.word} ${extra.name}`),
      HANGING,
    ),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function someOf(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}
