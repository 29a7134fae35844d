import type { Host } from '../host.ts';
import type { Progress } from '../progress.ts';
import { say } from '../streams.ts';

/**
 * The first Ctrl-C or SIGTERM ends the collection, and the report holds what was collected; the second ends the process, as
 * nobody listens any more.
 */
export function stopOnSignal(
  host: Host,
  progress: Progress,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const release = (): void => {
    host.off('SIGINT', stop);
    host.off('SIGTERM', stop);
  };
  const stop = (): void => {
    release();
    progress.end();
    say(host, 'interrupted: reporting what was collected; once more ends it at once');
    controller.abort();
  };
  host.on('SIGINT', stop);
  host.on('SIGTERM', stop);
  return { signal: controller.signal, release };
}
