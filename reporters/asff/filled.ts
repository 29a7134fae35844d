import { plain } from '../neutralise.ts';

/** Security Hub refuses a text that is empty or longer than it says. */
export function filled(text: string, most: number): string {
  const line = plain(text, most);
  return line === '' ? '-' : line;
}
