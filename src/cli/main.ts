import type { Host } from './host.ts';
import { parse } from './parse.ts';
import { write } from './streams.ts';

export type { Host } from './host.ts';

/** Runs the command that the arguments name. Never throws; the exit code is 2 for mistakes and defects. */
export async function main(host: Host): Promise<number> {
  for (const stream of [host.stdout, host.stderr]) stream.on('error', heard);
  try {
    const parsed = await parse(host.argv.slice(2), host.stdout.columns ?? 80);
    if (parsed.kind === 'command') return await parsed.command.run(parsed.args, host);
    await write(host.stdout, `${parsed.text}\n`);
    return 0;
  } catch (error) {
    const { explainError } = await import('./errors.ts'); // a command that ends well needs none of it
    await write(host.stderr, explainError(error)).catch(() => undefined); // nobody is left who could be told
    return 2;
  }
}

/** A stream that breaks tells whoever writes to it; without a listener it would end the process besides. */
function heard(): void {}
