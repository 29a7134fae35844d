/** What the command needs of the process: streams, arguments and environment are passed in, an exit code is returned. */
export interface Host {
  /** As Node gives it: the program and the script come first. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly cwd: () => string;
  readonly on: (signal: Interrupt, listener: () => void) => unknown;
  readonly off: (signal: Interrupt, listener: () => void) => unknown;
}

/** Ctrl-C, the end of a job, the end of a terminal. */
export type Interrupt = 'SIGINT' | 'SIGTERM' | 'SIGHUP';
