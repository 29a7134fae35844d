import { secretText } from '../secrets.ts';
import { PyChoice, type PyValue, SecretText } from '../values.ts';
import { choice } from './choice.ts';

/** A text that is given to the name of a secret stays one under every other name that it is given later. */
export function markSecret(name: string, value: PyValue): PyValue {
  if (typeof value === 'string') return secretText(name, value) ? new SecretText(value, 'literal') : value;
  if (!(value instanceof PyChoice)) return value;
  const [yes, no] = [markSecret(name, value.yes), markSecret(name, value.no)];
  return yes === value.yes && no === value.no ? value : choice(value.atom, yes, no);
}
