import type { Location } from '../../model/location.ts';
import { maskText } from '../../model/mask-text.ts';
import type {
  CommandLine,
  DockerArg,
  DockerBase,
  DockerCopy,
  DockerStage,
  EnvironmentEntry,
  Placed,
} from '../../model/repository/index.ts';
import { execLine, shellLine } from '../command-line.ts';
import { expand, type Lookup } from '../expand.ts';
import { parseImage } from '../image.ts';
import { textOf } from '../mask.ts';
import type { Shell } from '../shell/shell.ts';
import type { DockerInstruction } from './instruction.ts';
import { splitWords } from './words.ts';

/** Parts of a stage while it is read. */
type Growing = {
  -readonly [K in keyof DockerStage]: DockerStage[K] extends readonly (infer T)[] ? T[] : DockerStage[K];
};

/** Reads the instructions of one stage in order. */
export class StageReader {
  readonly stage: Growing;
  readonly #shell: Shell;
  readonly #variables = new Map<string, string>();
  readonly #lookup: Lookup = (name) => this.#variables.get(name);

  /** @param globals values of the ARGs before the first FROM, which a bare `ARG NAME` brings in. */
  constructor(
    shell: Shell,
    from: DockerInstruction,
    index: number,
    earlier: readonly DockerStage[],
    globals: ReadonlyMap<string, string>,
  ) {
    this.#shell = shell;
    const [image, , name] = splitWords(from.text).map((word) => word.text);
    this.stage = {
      index,
      ...(name === undefined ? {} : { name: name.toLowerCase() }),
      base: baseOf(
        expand(image ?? '', (variable) => globals.get(variable)),
        earlier,
        from.location,
      ),
      location: from.location,
      env: [],
      args: [],
      exposed: [],
      copies: [],
      runs: [],
      volumes: [],
    };
    if (this.stage.base.kind === 'stage')
      for (const { name: inherited, value } of earlier[this.stage.base.index]?.env ?? [])
        if (value.status === 'known') this.#variables.set(inherited, value.text);
    this.#globals = globals;
  }

  readonly #globals: ReadonlyMap<string, string>;

  read(instruction: DockerInstruction): void {
    const { keyword, text, location } = instruction;
    switch (keyword) {
      case 'ENV':
        return void this.stage.env.push(...this.#env(instruction));
      case 'ARG':
        return void this.stage.args.push(...this.#args(instruction));
      case 'USER':
        this.stage.user = this.#placed(text, location);
        return undefined;
      case 'WORKDIR':
        this.stage.workdir = this.#placed(text, location);
        return undefined;
      case 'STOPSIGNAL':
        this.stage.stopSignal = this.#placed(text, location);
        return undefined;
      case 'CMD':
        this.stage.cmd = this.#command(instruction);
        return undefined;
      case 'ENTRYPOINT':
        this.stage.entrypoint = this.#command(instruction);
        delete this.stage.cmd; // Docker resets an inherited CMD; one of the same stage must follow
        return undefined;
      case 'RUN':
        return void this.stage.runs.push(this.#command(instruction));
      case 'EXPOSE':
        return void this.stage.exposed.push(...this.#exposed(instruction));
      case 'VOLUME':
        return void this.stage.volumes.push(
          ...(instruction.json ?? splitWords(text).map((word) => word.text)).map((one) => ({ text: one, location })),
        );
      case 'COPY':
      case 'ADD':
        return void this.stage.copies.push(this.#copy(instruction, keyword));
      case 'HEALTHCHECK':
        this.stage.healthcheck = this.#healthcheck(instruction);
        return undefined;
      default:
        return undefined;
    }
  }

  #placed(text: string, location: Location): Placed {
    return {
      text: expand(
        splitWords(text)
          .map((word) => word.text)
          .join(' '),
        this.#lookup,
      ),
      location,
    };
  }

  #env({ text, place, location }: DockerInstruction): readonly EnvironmentEntry[] {
    return assignmentsOf(text).map(({ name, value, start, end }) => {
      const expanded = expand(value, this.#lookup);
      this.#variables.set(name, expanded);
      return { name, value: textOf(name, expanded), location: start === end ? location : place(start, end) };
    });
  }

  #args({ text, place }: DockerInstruction): readonly DockerArg[] {
    return splitWords(text).map((word) => {
      const equals = word.text.indexOf('=');
      const name = equals === -1 ? word.text : word.text.slice(0, equals);
      const value = equals === -1 ? this.#globals.get(name) : expand(word.text.slice(equals + 1), this.#lookup);
      if (value !== undefined && !this.#variables.has(name)) this.#variables.set(name, value);
      const location = place(word.start, word.end);
      return { name, ...(equals === -1 || value === undefined ? {} : { default: textOf(name, value) }), location };
    });
  }

  #command({ json, text, place, location }: DockerInstruction): CommandLine {
    if (json !== undefined) return execLine(this.#shell, json, location);
    const heredoc = /^<<-?["']?(\w+)["']?[ \t]*\r?\n/.exec(text);
    if (heredoc === null) return shellLine(this.#shell, text, place, location);
    const start = heredoc[0].length;
    const close = new RegExp(`\\n\\s*${heredoc[1] ?? ''}\\s*$`).exec(text)?.index ?? text.length;
    return shellLine(
      this.#shell,
      text.slice(start, close),
      (from, to) => place(start + from, to === undefined ? undefined : start + to),
      location,
    );
  }

  #exposed({ text, location }: DockerInstruction): DockerStage['exposed'][number][] {
    return splitWords(text).flatMap((word) => {
      const match = /^(\d+)(?:-\d+)?(?:\/(tcp|udp))?$/i.exec(expand(word.text, this.#lookup));
      return match === null
        ? []
        : [
            {
              port: Number(match[1]),
              protocol: match[2]?.toLowerCase() === 'udp' ? ('udp' as const) : ('tcp' as const),
              location,
            },
          ];
    });
  }

  #copy({ json, text, flags, location }: DockerInstruction, instruction: 'COPY' | 'ADD'): DockerCopy {
    const firstLine = text.split('\n')[0] ?? '';
    const heredoc = /<<-?["']?\w/.test(firstLine);
    const words = (json ?? splitWords(heredoc ? firstLine : text).map((word) => word.text)).map((word) =>
      expand(word, this.#lookup),
    );
    return {
      instruction,
      ...(flags['from'] === undefined ? {} : { from: expand(flags['from'], this.#lookup).toLowerCase() }),
      sources: words.slice(0, -1).map((one) => maskText(one)),
      destination: words.at(-1) ?? '',
      ...(flags['chown'] === undefined ? {} : { chown: flags['chown'] }),
      location,
      heredoc,
    };
  }

  #healthcheck(instruction: DockerInstruction): NonNullable<DockerStage['healthcheck']> {
    const { text, location, place } = instruction;
    if (/^NONE\b/i.test(text)) return { disabled: true, location };
    const start = /^CMD\s+/i.exec(text)?.[0].length ?? 0;
    const rest = text.slice(start).trim();
    if (rest.startsWith('[')) {
      try {
        const words = JSON.parse(rest.replace(/\\[ \t]*\r?\n/g, ' ')) as unknown; // checked below
        if (Array.isArray(words))
          return { disabled: false, command: execLine(this.#shell, words.map(String), location), location };
      } catch {
        return { disabled: false, location };
      }
    }
    const moved = (from: number, to?: number): Location =>
      place(start + from, to === undefined ? undefined : start + to);
    return { disabled: false, command: shellLine(this.#shell, text.slice(start), moved, location), location };
  }
}

function baseOf(image: string, earlier: readonly DockerStage[], location: Location): DockerBase {
  if (image.toLowerCase() === 'scratch') return { kind: 'scratch', location };
  const stage = earlier.findLast((one) => one.name === image.toLowerCase());
  return stage === undefined
    ? { kind: 'image', image: parseImage(image, location) }
    : { kind: 'stage', index: stage.index, location };
}

interface Assignment {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** `ENV A=1 B="2 3"`, and the old `ENV A the rest`. */
function assignmentsOf(text: string): readonly Assignment[] {
  const words = splitWords(text);
  const [first] = words;
  if (first === undefined) return [];
  if (!first.text.includes('=')) {
    const value = text
      .slice(first.end)
      .replace(/\\[ \t]*\r?\n/g, ' ')
      .trim();
    return [
      {
        name: first.text,
        value: value.replace(/^(["'])([\s\S]*)\1$/, '$2'),
        start: first.start,
        end: text.trimEnd().length,
      },
    ];
  }
  return words.flatMap(({ text: word, start, end }) => {
    const equals = word.indexOf('=');
    return equals === -1 ? [] : [{ name: word.slice(0, equals), value: word.slice(equals + 1), start, end }];
  });
}
