import { markup } from './markup.ts';
import type { Section } from './section.ts';
import { table } from './table.ts';
import { untilMarkup } from './until.ts';

/** What people vouch for because nobody can see it from here, and until when. */
export const attestations: Section = ({ attestations: all = [], startedAt }) => {
  if (all.length === 0) return undefined;
  return {
    id: 'attestations',
    title: 'Attestations',
    tally: all.length,
    body: table({
      caption: 'What neither the repository nor the account can show, on the word of its owner.',
      columns: ['Attested', 'Owner', 'Until'],
      rows: all.map(({ name, attests, owner, source, until }) => [
        markup`${attests} <small>${name}</small>`,
        markup`${owner} <small>${source}</small>`,
        untilMarkup(until, startedAt),
      ]),
    }),
  };
};
