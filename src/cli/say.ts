import { plain } from '../../reporters/neutralise.ts';
import { maskText } from '../model/mask-text.ts';
import type { Host } from './host.ts';

/** One line for people on stderr; names from outside are made plain. */
export function say({ stderr }: Pick<Host, 'stderr'>, line: string): void {
  if (!stderr.destroyed) stderr.write(`djaudit: ${plain(maskText(line))}\n`);
}
