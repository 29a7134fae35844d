import { isHarmless, isSecretName, looksSecret } from '../../model/secret.ts';

/** Is the text of a variable a secret: by its name, or by what the text looks like? */
export function secretVariable(name: string, text?: string): boolean {
  if (text !== undefined && looksSecret(text)) return true;
  return isSecretName(name) && (text === undefined || !isHarmless(text));
}

/** Is a text a secret under a setting's name or a dict's key? */
export function secretText(name: string, text: string): boolean {
  return looksSecret(text) || (isSecretName(name) && !isHarmless(text));
}
