import type { Report } from '../../src/model/index.ts';
import { plain } from '../neutralise.ts';
import { count } from '../words.ts';
import { wrap } from './layout.ts';
import { heading, type Page } from './page.ts';

/** What people vouch for because nobody can see it from here, and until when. */
export function attestationLines({ attestations = [] }: Report, page: Page): readonly string[] {
  const { theme, width } = page;
  if (attestations.length === 0) return [];
  return [
    ...heading('Attested', count(attestations.length, 'attestation'), page, theme.faint),
    ...attestations.flatMap(({ name, attests, owner, until, source, status }) => {
      const end = status === 'expired' ? `expired on ${until}` : `until ${until}`;
      return [
        ...named(plain(name), attests, page),
        ...wrap([end, owner, source].join(' · '), width - 4).map((line) => `    ${theme.faint(line)}`),
      ];
    }),
    '',
  ];
}

/** The name, and behind it what is attested. */
function named(name: string, attests: string, { theme, width }: Page): readonly string[] {
  const [first = '', ...more] = wrap(`${name} ${plain(attests)}`, width - 4);
  const head = first.startsWith(name) ? `${theme.strong(name)}${first.slice(name.length)}` : theme.strong(first);
  return [`  ${head}`, ...more.map((line) => `    ${line}`)];
}
