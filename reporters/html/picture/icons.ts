import { type Markup, markup } from '../markup.ts';
import type { Icon } from './words.ts';

/** Strokes on a field of 16 × 16. */
const STROKES: Readonly<Record<Icon, string>> = {
  people:
    'M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.6 2-4 4.5-4s4.5 1.4 4.5 4M11 3a2.2 2.2 0 0 1 0 4.3M12.5 9.7c1.3.6 2 1.9 2 3.8',
  globe: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM1.5 8h13M8 1.5c4 4.3 4 8.7 0 13-4-4.3-4-8.7 0-13z',
  cloud: 'M4.5 12.5a3 3 0 0 1-.3-6 4 4 0 0 1 7.6.6 2.8 2.8 0 0 1-.3 5.4z',
  split: 'M1.5 8H6M6 8l4-4.5h4M6 8h8M6 8l4 4.5h4',
  cube: 'M8 1.5 14 4.7v6.6L8 14.5 2 11.3V4.7zM2 4.7l6 3.2 6-3.2M8 7.9v6.6',
  cylinder:
    'M2.5 4c0-1.3 2.5-2.2 5.5-2.2s5.5.9 5.5 2.2-2.5 2.2-5.5 2.2S2.5 5.3 2.5 4zM2.5 4v8c0 1.3 2.5 2.2 5.5 2.2s5.5-.9 5.5-2.2V4M2.5 8c0 1.3 2.5 2.2 5.5 2.2s5.5-.9 5.5-2.2',
  bolt: 'M9 1.5 3 9h4.5L7 14.5 13 7H8.5z',
  bucket: 'M2 3.5h12l-1.7 10.5H3.7zM2 3.5c0-1 2.7-1.7 6-1.7s6 .7 6 1.7M3 8.5h10',
  key: 'M5 8a3.2 3.2 0 1 0 0-.1zM8 8h6.5v3M11.5 8v2.5',
  lines: 'M2 3.5h12M2 6.5h12M2 9.5h8M2 12.5h10',
  layers: 'M8 1.8 14.5 5 8 8.2 1.5 5zM1.5 8 8 11.2 14.5 8M1.5 11 8 14.2 14.5 11',
  branch:
    'M4 5.5v5M4 5.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM4 14.1a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM12 7a1.8 1.8 0 1 0 0-3.6A1.8 1.8 0 0 0 12 7zM12 7c0 3-4 2.5-7 4.5',
  file: 'M3.5 1.8h6L13 5.3v8.9H3.5zM9.5 1.8v3.5H13',
  bell: 'M3 11.5c1.3-1.3 1.3-2.5 1.3-4.5a3.7 3.7 0 0 1 7.4 0c0 2 0 3.2 1.3 4.5zM6.5 13.8h3',
  shield: 'M8 1.5 13.5 3.5v4.3c0 3.2-2.3 5.6-5.5 6.7-3.2-1.1-5.5-3.5-5.5-6.7V3.5zM5.5 8l1.8 1.8 3.2-3.6',
  server: 'M2 2.5h12v4.5H2zM2 9h12v4.5H2zM4.5 4.8h1M4.5 11.3h1',
};

/** The drawings that cards refer to by `use`, once for the whole page. */
export function sprite(icons: ReadonlySet<Icon>): Markup {
  const symbols = [...icons].map(
    (icon) =>
      markup`<symbol id="picture-${icon}" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.25" stroke-linecap="round" stroke-linejoin="round"><path d="${STROKES[icon]}"/></symbol>`,
  );
  return markup`<svg class="sprite" width="0" height="0" aria-hidden="true">${symbols}</svg>`;
}
