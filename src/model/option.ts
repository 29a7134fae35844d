/**
 * One option of a rule, set under `rules: { <id>: { options: … } }` in djaudit.yml. The checks, the rule's page and the
 * types of what `judge` sees are made of this.
 */
export type RuleOption = NumberOption | BooleanOption | TextOption | TextsOption;

interface Described {
  /** What it is, with its unit: "Days for which backups are kept". */
  readonly describe: string;
}

interface NumberOption extends Described {
  readonly type: 'integer' | 'number';
  readonly default: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Which way the rule becomes stricter. A value on the other side of the default is named in every report. */
  readonly stricter?: 'higher' | 'lower';
}

interface BooleanOption extends Described {
  readonly type: 'boolean';
  readonly default: boolean;
  readonly stricter?: boolean;
}

interface TextOption extends Described {
  readonly type: 'string';
  readonly default: string;
  readonly choices?: readonly string[];
}

interface TextsOption extends Described {
  readonly type: 'strings';
  readonly default: readonly string[];
}

export type OptionTable = Readonly<Record<string, RuleOption>>;

/** What `judge` sees of the options: each has a value, the default where djaudit.yml says nothing. */
export type OptionValues<O extends OptionTable> = { readonly [K in keyof O]: ValueOf<O[K]['type']> };

interface ValueTypes {
  readonly integer: number;
  readonly number: number;
  readonly boolean: boolean;
  readonly string: string;
  readonly strings: readonly string[];
}
type ValueOf<T extends keyof ValueTypes> = ValueTypes[T];

/** An option that djaudit.yml sets to something else than the rule's default. */
export interface SetOption {
  readonly name: string;
  readonly value: unknown;
  readonly default: unknown;
  /** The rule asks for less than it does by itself: what it says of a control is weaker. */
  readonly looser: boolean;
}

/** Every option with its value. */
export function optionValues(
  table: OptionTable,
  given: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const defaults = Object.entries(table).map(([name, option]) => [name, option.default] as const);
  return { ...Object.fromEntries(defaults), ...given };
}

/** The options that differ from their defaults, sorted by name. */
export function setOptions(table: OptionTable, given: Readonly<Record<string, unknown>> = {}): readonly SetOption[] {
  return Object.entries(table)
    .filter(([name, option]) => name in given && JSON.stringify(given[name]) !== JSON.stringify(option.default))
    .map(([name, option]) => ({
      name,
      value: given[name],
      default: option.default,
      looser: isLooser(option, given[name]),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function isLooser(option: RuleOption, value: unknown): boolean {
  if (option.type === 'boolean') return option.stricter !== undefined && value !== option.stricter;
  if ((option.type !== 'integer' && option.type !== 'number') || typeof value !== 'number') return false;
  if (option.stricter === 'higher') return value < option.default;
  return option.stricter === 'lower' && value > option.default;
}

/** What is wrong with a value, in words; undefined when nothing is. */
export function wrongOption(name: string, option: RuleOption, value: unknown): string | undefined {
  switch (option.type) {
    case 'integer':
    case 'number':
      return wrongNumber(name, option, value);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `${name} must be true or false`;
    case 'string':
      return wrongText(name, option, value);
    case 'strings':
      return Array.isArray(value) && value.every((one) => typeof one === 'string')
        ? undefined
        : `${name} must be a list of texts`;
  }
}

function wrongNumber(
  name: string,
  { type, minimum = -Infinity, maximum = Infinity }: NumberOption,
  value: unknown,
): string | undefined {
  const kind = type === 'integer' ? 'a whole number' : 'a number';
  if (typeof value !== 'number' || Number.isNaN(value) || (type === 'integer' && !Number.isInteger(value))) {
    return `${name} must be ${kind}`;
  }
  if (value >= minimum && value <= maximum) return undefined;
  if (maximum === Infinity) return `${name} must be at least ${minimum}`;
  return minimum === -Infinity
    ? `${name} must be at most ${maximum}`
    : `${name} must be between ${minimum} and ${maximum}`;
}

function wrongText(name: string, { choices }: TextOption, value: unknown): string | undefined {
  if (typeof value !== 'string') return `${name} must be a text`;
  return choices === undefined || choices.includes(value) ? undefined : `${name} is one of ${choices.join(', ')}`;
}
