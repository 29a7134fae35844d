import { themeOf } from '../../reporters/terminal/theme.ts';
import { UserError } from '../model/index.ts';
import { didYouMean } from '../model/nearest.ts';
import { wantsColor } from './color.ts';
import type { ArgumentsOf } from './command.ts';
import type { PLUGIN_OPTIONS } from './commands.ts';
import { readCatalogue } from './configuration.ts';
import type { Host } from './host.ts';
import { readsOf, rulePage } from './rules/index.ts';
import { write } from './streams.ts';

/** `djaudit explain ID` */
export async function explain(args: ArgumentsOf<typeof PLUGIN_OPTIONS, 'id'>, host: Host): Promise<number> {
  const { id = '' } = args;
  const { rules, derivations, origins } = await readCatalogue(args, host);
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) {
    const hint = didYouMean(
      id,
      rules.map((one) => one.id),
    );
    throw new UserError(
      `there is no rule "${id}"${hint}`,
      hint === '' ? 'djaudit rules lists them; those of plug-ins with --allow-plugins' : undefined,
    );
  }
  const page = rulePage(rule, readsOf(rule, derivations), origins[id]);
  await write(host.stdout, await asSeen(page, host));
  return 0;
}

/** A file or a pipe gets the Markdown. */
async function asSeen(page: string, { stdout, env }: Host): Promise<string> {
  if (!stdout.isTTY) return page;
  const { onScreen } = await import('./rules/on-screen.ts');
  return onScreen(page, stdout.columns, themeOf({ color: wantsColor('auto', stdout, env) }));
}
