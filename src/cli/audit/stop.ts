import type { Host, Interrupt } from '../host.ts';
import type { Progress } from '../progress.ts';
import { say } from '../say.ts';

const INTERRUPTS: readonly Interrupt[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * The first Ctrl-C, SIGTERM or SIGHUP ends the collection, and the report holds what was collected; the second ends the process, as
 * nobody listens any more.
 */
export function stopOnSignal(
  host: Host,
  progress: Progress,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const release = (): void => {
    for (const one of INTERRUPTS) host.off(one, stop);
  };
  const stop = (): void => {
    release();
    progress.end();
    say(host, 'interrupted: reporting what was collected; once more ends it at once');
    controller.abort();
  };
  for (const one of INTERRUPTS) host.on(one, stop);
  return { signal: controller.signal, release };
}
