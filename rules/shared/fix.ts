import type { Fix, FixStep } from '../../src/model/index.ts';

export function fix(title: string, ...steps: readonly FixStep[]): Fix {
  return { title, steps };
}

export function text(content: string): FixStep {
  return { kind: 'text', content };
}

export function terraform(content: string): FixStep {
  return { kind: 'terraform', content };
}

/**
 * An AWS CLI command, ready to paste: options as `--name value`, `true` for a bare flag, undefined left out. Values come
 * from the account and are quoted for a POSIX shell where they need it.
 */
export function cli(
  command: string,
  options: Readonly<Record<string, string | number | readonly string[] | true | undefined>>,
  region?: string,
): FixStep {
  const words = [`aws ${command}`];
  for (const [name, value] of Object.entries(options)) words.push(...flag(name, value));
  return { kind: 'aws-cli', content: [...words, ...flag('region', regional(region))].join(' ') };
}

function flag(name: string, value: string | number | readonly string[] | true | undefined): readonly string[] {
  if (value === undefined) return [];
  if (value === true) return [`--${name}`];
  return [`--${name}`, ...(typeof value === 'object' ? value : [String(value)]).map(quoted)];
}

function regional(region: string | undefined): string | undefined {
  return region === 'global' ? undefined : region;
}

/** Elastic Beanstalk owns the resource: the option is set on the environment, or the next deployment undoes the change. */
export function ebOptions(environment: string, region: string | undefined, options: readonly EbOption[]): FixStep {
  const settings = options.map(
    ({ namespace, name, value }) => `Namespace=${namespace},OptionName=${name},Value=${commaSafe(value)}`,
  );
  return cli(
    'elasticbeanstalk update-environment',
    { 'environment-name': environment, 'option-settings': settings },
    region,
  );
}

/** The same options as a file of `.ebextensions`; a setting made directly on the environment goes before it. */
export function ebExtension(options: readonly EbOption[]): FixStep {
  const spaces = [...new Set(options.map(({ namespace }) => namespace))];
  const lines = spaces.flatMap((space) => [
    `  ${space}:`,
    ...options.filter(({ namespace }) => namespace === space).map(({ name, value }) => `    ${name}: ${yaml(value)}`),
  ]);
  return text(`.ebextensions/djaudit.config:\noption_settings:\n${lines.join('\n')}`);
}

/** The same options as Terraform writes them. */
export function ebTerraform(options: readonly EbOption[]): FixStep {
  const settings = options.map(({ namespace, name, value }) =>
    [
      'setting {',
      `  namespace = ${hcl(namespace)}`,
      `  name      = ${hcl(name)}`,
      `  value     = ${hcl(value)}`,
      '}',
    ].join('\n'),
  );
  return terraform(['# in resource "aws_elastic_beanstalk_environment"', ...settings].join('\n'));
}

/** A string of HCL: `${` would be read as a template. */
function hcl(value: string): string {
  return JSON.stringify(value).replaceAll(/([$%])\{/g, '$1$1{');
}

export interface EbOption {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

function commaSafe(value: string): string {
  return /[,\s[\]{}]/.test(value) ? `"${value}"` : value;
}

function yaml(value: string): string {
  return /^[\w./-]+$/.test(value) ? value : JSON.stringify(value);
}

/** A word of a POSIX shell, quoted when it holds anything that the shell would read. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
