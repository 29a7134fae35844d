import { UserError } from '../model/index.ts';
import { didYouMean } from '../model/nearest.ts';
import { CATALOGUE } from './catalogue.ts';
import type { Host } from './host.ts';
import { readsOf, rulePage } from './rules/index.ts';
import { write } from './streams.ts';

/** `djaudit explain ID` */
export async function explain({ id = '' }: { readonly id?: string }, host: Host): Promise<number> {
  const rule = CATALOGUE.find((one) => one.id === id);
  if (rule === undefined) {
    const hint = didYouMean(
      id,
      CATALOGUE.map((one) => one.id),
    );
    throw new UserError(`there is no rule "${id}"${hint}`, hint === '' ? 'djaudit rules lists them' : undefined);
  }
  await write(host.stdout, rulePage(rule, readsOf(rule)));
  return 0;
}
