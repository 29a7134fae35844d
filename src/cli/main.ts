/** What the command needs of the process: streams, arguments and environment are passed in, an exit code is returned. */
export interface Host {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly cwd: () => string;
}

export async function main(host: Host): Promise<number> {
  host.stderr.write('not built yet\n');
  return await Promise.resolve(2);
}
