import { explainError } from './errors.ts';
import type { Host } from './host.ts';
import { parse } from './parse.ts';
import { write } from './streams.ts';

export type { Host } from './host.ts';

/** Runs the command that the arguments name. Never throws; the exit code is 2 for mistakes and defects. */
export async function main(host: Host): Promise<number> {
  try {
    const parsed = await parse(host.argv.slice(2), host.stdout.columns ?? 80);
    if (parsed.kind === 'command') return await parsed.command.run(parsed.args, host);
    await write(host.stdout, `${parsed.text}\n`);
    return 0;
  } catch (error) {
    await write(host.stderr, explainError(error));
    return 2;
  }
}
