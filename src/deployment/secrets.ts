import type { AwsItem } from '../model/aws/index.ts';
import { collected, type Fact, pool, type SecretLink, type ServiceVariable, type SubjectRef } from '../model/index.ts';
import { live, variableEvidence } from './evidence.ts';
import { gap } from './facts.ts';
import type { Inputs } from './inputs.ts';
import { lookup, within } from './lookup.ts';

/**
 * Joins each variable that is read from a secret or parameter with it, by ARN (whole, or without AWS's six random letters)
 * or by name. Where a list that decides could not be read, nothing is said to be missing.
 */
export function secretLinks(
  inputs: Inputs,
  service: SubjectRef,
  variables: readonly ServiceVariable[],
): Fact<readonly SecretLink[]> {
  const read = variables.flatMap((variable) =>
    variable.valueFrom === undefined ? [] : [link(inputs, service, variable, variable.valueFrom)],
  );
  const open = read.find(({ store, secret }) => secret === undefined && missing(inputs, store) !== undefined);
  return open === undefined ? collected(read) : (missing(inputs, open.store) ?? collected(read));
}

function link(inputs: Inputs, service: SubjectRef, variable: ServiceVariable, reference: string): SecretLink {
  const store = storeOf(variable, reference);
  const found = store === 'kubernetes' ? undefined : lookUp(inputs, service, store, reference);
  const named = { variable: variable.name, reference, store };
  if (found === undefined) return named;
  const { to, what, call } = found;
  const edge = {
    from: service,
    to: to.ref,
    kind: 'secret',
    reason: `${variable.name} is read from ${what}`,
    confidence: 'high',
    evidence: [variableEvidence(variable), live(what, to.ref.id, call)],
  } as const;
  return { ...named, secret: { to, edge } };
}

function storeOf({ source }: ServiceVariable, reference: string): SecretLink['store'] {
  if (source === 'kubernetes secret') return 'kubernetes';
  return reference.includes(':secretsmanager:') ? 'secretsmanager' : 'ssm';
}

function lookUp(inputs: Inputs, service: SubjectRef, store: 'secretsmanager' | 'ssm', reference: string) {
  if (store === 'secretsmanager') {
    const arn = reference.split(':').slice(0, 7).join(':');
    const to = lookup(inputs['secretsmanager.secrets'], byArn).first(arn);
    return to && { to, what: `secret ${to.Name}`, call: 'secretsmanager:ListSecrets' };
  }
  const [, region = service.region, account = service.account] =
    /^arn:[^:]*:ssm:([^:]+):([^:]+):/.exec(reference) ?? [];
  const name = reference.replace(/^arn:[^:]*:ssm:[^:]*:[^:]*:parameter/, '');
  const where = { ...(region === undefined ? {} : { region }), ...(account === undefined ? {} : { account }) };
  const to = lookup(inputs['ssm.parameters'], byName).first(within(where, name));
  return to && { to, what: `parameter ${to.Name}`, call: 'ssm:DescribeParameters' };
}

/** Whole, and without the six letters that AWS adds. */
function byArn({ ARN }: AwsItem<'secretsmanager.secrets'>): readonly string[] {
  const short = ARN.replace(/-[A-Za-z0-9]{6}$/, '');
  return short === ARN ? [ARN] : [ARN, short];
}

/** An ARN has a slash before the name, whether or not the name begins with one. */
function byName({ ref, Name }: AwsItem<'ssm.parameters'>): readonly string[] {
  return [within(ref, Name), within(ref, `/${Name}`)];
}

function missing(inputs: Inputs, store: SecretLink['store']): Fact<never> | undefined {
  if (store === 'kubernetes') return undefined;
  const part = pool<unknown>(store === 'ssm' ? inputs['ssm.parameters'] : inputs['secretsmanager.secrets']);
  return part.missing.length > 0 ? gap(part) : undefined;
}
