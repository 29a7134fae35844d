import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FORMAT_NAMES } from '../../src/cli/options/index.ts';
import { djaudit, type Outcome } from '../built.ts';

export interface Output {
  /** The command and its stream or file. */
  readonly from: string;
  readonly text: string;
}

/** A folder in which the built command is run, and everything that came out of it. */
export class Place {
  readonly outputs: Output[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), 'djaudit-secrets-'));
  readonly written = join(this.folder, 'written');
  readonly #env: Readonly<Record<string, string>>;

  constructor(files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>) {
    this.#env = env;
    mkdirSync(this.written);
    this.add(files, 'repository');
  }

  add(files: Readonly<Record<string, string>>, into: string): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, into, path)), { recursive: true });
      writeFileSync(join(this.folder, into, path), text);
    }
  }

  /** Runs a command; its streams and what it wrote are outputs. */
  async run(args: readonly string[], cwd = 'repository', env = this.#env): Promise<Outcome> {
    const outcome = await djaudit(args, env, { cwd: join(this.folder, cwd) });
    const command = args.join(' ');
    this.outputs.push({ from: `${command} > stdout`, text: outcome.stdout });
    this.outputs.push({ from: `${command} > stderr`, text: outcome.stderr });
    for (const name of readdirSync(this.written)) {
      const file = join(this.written, name);
      if (!this.outputs.some(({ from }) => from === file))
        this.outputs.push({ from: file, text: readFileSync(file, 'utf8') });
    }
    return outcome;
  }

  /** Every format into a file of its own. Security Hub's needs an account. */
  formats(name: string, account = true): readonly string[] {
    return FORMAT_NAMES.flatMap((format) =>
      account || format !== 'asff' ? ['--format', `${format}=${join(this.written, `${name}.${format}`)}`] : [],
    );
  }
}
