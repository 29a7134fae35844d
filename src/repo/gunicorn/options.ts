import type { GunicornOptions } from '../../model/repository/index.ts';

export type OptionName = Exclude<keyof GunicornOptions, 'app' | 'config'>;
export type OptionKind = 'number' | 'text' | 'flag' | 'list';

export interface OptionSpec {
  readonly kind: OptionKind;
  readonly flags: readonly string[];
}

/** Gunicorn's settings that rules ask about, with their command line flags (gunicorn/config.py, releases 20 to 26). */
export const OPTIONS: Readonly<Record<OptionName, OptionSpec>> = {
  workers: { kind: 'number', flags: ['-w', '--workers'] },
  threads: { kind: 'number', flags: ['--threads'] },
  worker_class: { kind: 'text', flags: ['-k', '--worker-class'] },
  worker_connections: { kind: 'number', flags: ['--worker-connections'] },
  timeout: { kind: 'number', flags: ['-t', '--timeout'] },
  graceful_timeout: { kind: 'number', flags: ['--graceful-timeout'] },
  keepalive: { kind: 'number', flags: ['--keep-alive'] },
  max_requests: { kind: 'number', flags: ['--max-requests'] },
  max_requests_jitter: { kind: 'number', flags: ['--max-requests-jitter'] },
  bind: { kind: 'list', flags: ['-b', '--bind'] },
  preload_app: { kind: 'flag', flags: ['--preload'] },
  reload: { kind: 'flag', flags: ['--reload'] },
  worker_tmp_dir: { kind: 'text', flags: ['--worker-tmp-dir'] },
  forwarded_allow_ips: { kind: 'text', flags: ['--forwarded-allow-ips'] },
  accesslog: { kind: 'text', flags: ['--access-logfile'] },
  errorlog: { kind: 'text', flags: ['--error-logfile', '--log-file'] },
  certfile: { kind: 'text', flags: ['--certfile'] },
  keyfile: { kind: 'text', flags: ['--keyfile'] },
  chdir: { kind: 'text', flags: ['--chdir'] },
};

export const OPTION_NAMES = Object.keys(OPTIONS) as readonly OptionName[]; // the keys of the record above

/** Flags without a value that are none of the above. */
const SWITCHES = new Set([
  '--daemon',
  '-D',
  '--check-config',
  '--print-config',
  '--reuse-port',
  '--spew',
  '--statsd-host',
  '--no-sendfile',
  '--sendfile',
  '--capture-output',
  '--enable-stdio-inheritance',
  '-R',
  '--initgroups',
  '--proxy-protocol',
  '--suppress-ragged-eofs',
  '--do-handshake-on-connect',
  '--disable-redirect-access-to-syslog',
  '--log-syslog',
  '--strip-header-spaces',
  '--permit-obsolete-folding',
  '--no-control-socket',
  '-h',
  '--help',
  '-v',
  '--version',
]);
SWITCHES.delete('--statsd-host');

export interface ParsedArguments {
  /** Raw texts; of an option given twice the last, all of `bind`. */
  readonly values: ReadonlyMap<OptionName, readonly string[]>;
  readonly config?: string;
  readonly app?: string;
}

/** A gunicorn command line as argparse reads it: `--workers=3`, `-w3`, `-w 3`, long names shortened as far as they are unique. */
export function parseArguments(args: readonly string[]): ParsedArguments {
  const values = new Map<OptionName, readonly string[]>();
  let config: string | undefined;
  let app: string | undefined;
  for (let at = 0; at < args.length; at += 1) {
    const { flag, inline } = split(args[at] ?? '');
    if (flag === undefined) {
      app ??= args[at];
      continue;
    }
    const name = optionOf(flag);
    const isSwitch =
      (name !== undefined && OPTIONS[name].kind === 'flag') || (name === undefined && SWITCHES.has(flag));
    const value = isSwitch ? 'true' : (inline ?? args[at + 1] ?? '').trim();
    if (!isSwitch && inline === undefined) at += 1;
    if (flag === '-c' || flag === '--config') config = value;
    if (name !== undefined) values.set(name, name === 'bind' ? [...(values.get(name) ?? []), value] : [value]);
  }
  return { values, ...(config === undefined ? {} : { config }), ...(app === undefined ? {} : { app }) };
}

function split(word: string): { readonly flag?: string; readonly inline?: string } {
  if (word.startsWith('--')) {
    const equals = word.indexOf('=');
    return equals === -1 ? { flag: word } : { flag: word.slice(0, equals), inline: word.slice(equals + 1) };
  }
  if (!/^-[A-Za-z]/.test(word)) return {};
  return word.length === 2 ? { flag: word } : { flag: word.slice(0, 2), inline: word.slice(2).replace(/^=/, '') };
}

function optionOf(flag: string): OptionName | undefined {
  const exact = OPTION_NAMES.find((name) => OPTIONS[name].flags.includes(flag));
  if (exact !== undefined || !flag.startsWith('--')) return exact;
  const close = OPTION_NAMES.filter((name) => OPTIONS[name].flags.some((one) => one.startsWith(flag)));
  return close.length === 1 ? close[0] : undefined;
}
