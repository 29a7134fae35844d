import { resolve } from 'node:path';
import { writeSnapshot } from '../aws/snapshot.ts';
import { writeAtomically } from './atomic-file.ts';
import { readAccount } from './audit/account.ts';
import { stopOnSignal } from './audit/stop.ts';
import type { ArgumentsOf } from './command.ts';
import type { COLLECT_OPTIONS } from './commands.ts';
import { readCatalogue } from './configuration.ts';
import type { Host } from './host.ts';
import { accountFacts } from './iam-policy.ts';
import { progress } from './progress.ts';
import { say } from './say.ts';
import { VERSION } from './version.ts';

/** `djaudit collect`: the account as the rules read it, redacted, in a file that only its owner can read. */
export async function collect(args: ArgumentsOf<typeof COLLECT_OPTIONS>, host: Host): Promise<number> {
  const line = progress(host, args['no-progress'] !== true);
  const stop = stopOnSignal(host, line);
  try {
    const collection = await readAccount(
      { kind: 'live' },
      {
        args: { ...args, scope: 'account', snapshot: undefined, offline: undefined },
        scope: 'account',
        facts: accountFacts(args, await readCatalogue(args, host)),
        mentions: () => true,
        namedRegions: [],
        namedBuckets: [],
        host,
        progress: line,
        signal: stop.signal,
      },
    );
    if (collection === undefined) throw new Error('a live account gives a collection');
    for (const note of collection.notes) say(host, note);
    await writeAtomically(resolve(host.cwd(), args.output), writeSnapshot(collection, VERSION, new Date()), 0o600);
    const open = collection.records.filter(({ fact }) => fact.status === 'unavailable').length;
    const partial = collection.records.filter(
      ({ fact }) => fact.status === 'collected' && fact.gaps !== undefined,
    ).length;
    const gaps = `${open === 0 ? '' : `, ${open} of them unavailable`}${partial === 0 ? '' : `, ${partial} in part`}`;
    const cut = collection.interrupted ? ', incomplete: it was interrupted' : '';
    say(
      host,
      `${collection.records.length} facts${gaps} written to ${args.output}${cut}; djaudit scan --snapshot ${args.output}`,
    );
    return 0;
  } finally {
    line.end();
    stop.release();
  }
}
