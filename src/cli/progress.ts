import type { Host } from './host.ts';

/** One line on stderr that is overwritten; nothing where nobody watches. */
export interface Progress {
  readonly say: (text: string) => void;
  /** Clears the line, so that what follows starts on an empty one. */
  readonly end: () => void;
}

const INTERVAL_MS = 100;
const CLEAR = '\r\u001b[2K';

export function progress(host: Host, wanted: boolean): Progress {
  const { stderr, env } = host;
  const columns = stderr.columns ?? 0;
  if (!wanted || !stderr.isTTY || columns <= 0 || isSet(env['CI']))
    return { say: () => undefined, end: () => undefined };
  let last = 0;
  return {
    say: (text) => {
      const now = Date.now();
      if (now - last < INTERVAL_MS) return;
      last = now;
      stderr.write(`${CLEAR}${text.slice(0, columns - 1)}`);
    },
    end: () => {
      stderr.write(CLEAR);
      last = 0;
    },
  };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== 'false' && value !== '0';
}
