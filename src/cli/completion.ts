import { UserError } from '../model/index.ts';
import type { ArgumentsOf } from './command.ts';
import { COMMANDS, type PLUGIN_OPTIONS } from './commands.ts';
import { readCatalogue } from './configuration.ts';
import type { Host } from './host.ts';
import { write } from './streams.ts';

const SHELLS = { bash, zsh, fish } as const;

/** `djaudit completion [shell]`: a script that knows commands, options, their choices and the rules; it asks nothing back. */
export async function completion(args: ArgumentsOf<typeof PLUGIN_OPTIONS, 'shell'>, host: Host): Promise<number> {
  const { shell } = args;
  const name = shell ?? /(bash|zsh|fish)$/.exec(host.env['SHELL'] ?? '')?.[1] ?? 'bash';
  const script = Object.entries(SHELLS).find(([known]) => known === name)?.[1];
  if (script === undefined) throw new UserError(`there is no completion for "${name}"`, 'It is one of bash, zsh, fish');
  const { rules } = await readCatalogue(args, host);
  await write(host.stdout, script(rules.map(({ id }) => id)));
  return 0;
}

function words(): readonly { readonly command: string; readonly options: readonly string[] }[] {
  return COMMANDS.map(({ usage, options }) => ({
    command: usage.split(' ')[0] ?? usage,
    options: Object.keys(options).map((name) => `--${name}`),
  }));
}

function choices(ids: readonly string[]): readonly (readonly [option: string, values: readonly string[]])[] {
  const all = new Map<string, readonly string[]>();
  for (const { options } of COMMANDS) {
    for (const [name, option] of Object.entries(options)) {
      if (option.choices !== undefined) all.set(`--${name}`, option.choices.map(String));
    }
  }
  return [...all, ['--only', ids], ['--skip', ids]];
}

function bash(ids: readonly string[]): string {
  return `# djaudit completion for bash: source <(djaudit completion bash)
_djaudit() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
  case "$before" in
${choices(ids)
  .map(([option, values]) => `    ${option}) COMPREPLY=($(compgen -W '${values.join(' ')}' -- "$current")); return;;`)
  .join('\n')}
    explain) COMPREPLY=($(compgen -W '${ids.join(' ')}' -- "$current")); return;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${words()
      .map(({ command }) => command)
      .join(' ')}' -- "$current"))
    return
  fi
  case "$command" in
${words()
  .map(
    ({ command, options }) => `    ${command}) COMPREPLY=($(compgen -W '${options.join(' ')} --help' -- "$current"));;`,
  )
  .join('\n')}
  esac
}
complete -o default -o bashdefault -F _djaudit djaudit
`;
}

/** zsh runs the script of bash. */
function zsh(ids: readonly string[]): string {
  return `# djaudit completion for zsh: source <(djaudit completion zsh)
autoload -U +X bashcompinit && bashcompinit
${bash(ids)}`;
}

function fish(ids: readonly string[]): string {
  const lines = words().flatMap(({ command, options }) => [
    `complete -c djaudit -n __fish_use_subcommand -a ${command}`,
    ...options.map((option) => `complete -c djaudit -n '__fish_seen_subcommand_from ${command}' -l ${option.slice(2)}`),
  ]);
  return `# djaudit completion for fish: djaudit completion fish | source
${lines.join('\n')}
complete -c djaudit -n '__fish_seen_subcommand_from explain' -a '${ids.join(' ')}'
`;
}
