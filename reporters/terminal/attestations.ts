import type { Report } from '../../src/model/index.ts';
import { plain } from '../neutralise.ts';
import { count } from '../words.ts';
import { wrap } from './layout.ts';
import { heading, type Page } from './page.ts';

/** What people vouch for because nobody can see it from here, and until when. */
export function attestationLines({ attestations = [] }: Report, page: Page): readonly string[] {
  const { theme, width } = page;
  if (attestations.length === 0) return [];
  const right = count(attestations.length, 'attestation');
  return [
    heading('Attested', theme.faint(right), page, right.length),
    ...attestations.flatMap(({ name, attests, owner, until, source, status }) => {
      const end = status === 'expired' ? `expired on ${until}` : `until ${until}`;
      return [
        `  ${theme.strong(plain(name))} ${plain(attests)}`,
        ...wrap([end, owner, source].join(' · '), width - 4).map((line) => `    ${theme.faint(line)}`),
      ];
    }),
    '',
  ];
}
