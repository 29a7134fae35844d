import { clientOf, type Operation } from './client.ts';
import { SERVICE_NAMES, type ServiceName } from './services.ts';

/** Options of every command of the AWS CLI. */
const OF_EVERY_COMMAND = new Set(['region', 'query', 'output']);
/** The command line's own name of an option: EKS's version would be the program's. */
const RENAMED: Readonly<Record<string, string>> = { 'eks version': 'kubernetes-version' };
/** The command line's own name of a service. */
const SERVICE_OF: Readonly<Record<string, ServiceName>> = { s3api: 's3' };

/**
 * What is wrong with a command for the AWS CLI, by the SDK's schemas: a command or an option that does not exist, an option
 * that is missing, a member of a shorthand value that the shape has not. Undefined when nothing is.
 */
export async function commandDefect(line: string): Promise<string | undefined> {
  const [program, name = '', command = '', ...rest] = wordsOf(line);
  if (program !== 'aws') return `${line} is no command of the AWS CLI`;
  if (command === 'wait' || `${name} ${command}` === 'logs tail') return undefined; // no operations of their own
  const service = SERVICE_OF[name] ?? SERVICE_NAMES.find((one) => one === name);
  if (service === undefined) return `${name} is no service`;
  const { operations } = await clientOf(service);
  const operation = [...operations.values()].find((one) => kebab(one.name) === command);
  return operation === undefined ? `${name} has no ${command}` : optionsDefect(operation, optionsOf(rest));
}

type Option = readonly [name: string, values: readonly string[]];

function optionsDefect(operation: Operation, options: readonly Option[]): string | undefined {
  const members = new Map(
    [...operation.input.structIterator()].map(([name, shape]) => [optionName(operation, name), shape]),
  );
  for (const [name, values] of options) {
    if (OF_EVERY_COMMAND.has(name)) continue;
    const shape = members.get(name) ?? members.get(name.replace(/^no-/, ''));
    if (shape === undefined) return `${operation.name} has no --${name}`;
    const defect = values.map((value) => valueDefect(shape, value)).find((one) => one !== undefined);
    if (defect !== undefined) return `${operation.name} --${name}: ${defect}`;
  }
  const given = new Set(options.map(([name]) => name));
  const missing = requiredOf(operation).find((name) => !given.has(name));
  return missing === undefined ? undefined : `${operation.name} lacks --${missing}`;
}

function optionName({ service }: Operation, member: string): string {
  const name = kebab(member);
  return RENAMED[`${service} ${name}`] ?? name;
}

function requiredOf(operation: Operation): readonly string[] {
  const { input } = operation;
  const raw = input.getSchema();
  const required = Array.isArray(raw) && typeof raw[6] === 'number' ? raw[6] : 0;
  return [...input.structIterator()].slice(0, required).map(([name]) => optionName(operation, name));
}

/** The members that a shorthand value (`Key=a,Value=b`) or a value in JSON names. */
function valueDefect(shape: Operation['input'], value: string): string | undefined {
  const item = shape.isListSchema() ? shape.getValueSchema() : shape;
  if (!item.isStructSchema() || value.startsWith('file://')) return undefined;
  const members = new Set([...item.structIterator()].map(([name]) => name));
  return membersIn(value)
    .filter((name) => !members.has(name))
    .map((name) => `${name} is no member of ${item.getName() ?? 'the shape'}`)[0];
}

function membersIn(value: string): readonly string[] {
  if (/^[[{]/.test(value)) {
    const parsed: unknown = JSON.parse(value);
    return (Array.isArray(parsed) ? parsed : [parsed]).flatMap((one: object) => Object.keys(one));
  }
  const flat = value.replaceAll(/"[^"]*"|\[[^\]]*\]|\{[^}]*\}/g, '');
  return [...flat.matchAll(/(?:^|,)(\w+)=/g)].map(([, name = '']) => name);
}

/** Options with their values: `--name value value`, `--flag`. */
function optionsOf(words: readonly string[]): readonly Option[] {
  const options: [string, string[]][] = [];
  for (const word of words) {
    if (word.startsWith('--')) options.push([word.slice(2), []]);
    else options.at(-1)?.[1].push(word);
  }
  return options;
}

/** The words of a line as a POSIX shell splits it, without expansions. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+/g)].map(([word]) =>
    word.replaceAll(
      /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/g,
      (_, single?: string, double?: string, escaped?: string) =>
        single ?? double?.replaceAll(/\\(.)/g, '$1') ?? escaped ?? '',
    ),
  );
}

/** botocore's `xform_name`: DBInstanceIdentifier is `db-instance-identifier`, TargetGroupARNs is `target-group-arns`. */
function kebab(name: string): string {
  return name
    .replace(/([A-Z]{2,}s)$/, (plural) => `-${plural.toLowerCase()}`)
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/-+/g, '-')
    .toLowerCase();
}
