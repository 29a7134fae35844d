import { isHarmless, isRandomLooking, isSecretName, looksSecret } from '../../model/secret.ts';

/** Is the text of a variable a secret: by its name, or by what the text looks like? */
export function secretVariable(name: string, text?: string): boolean {
  if (text !== undefined && looksSecret(text)) return true;
  return (isSecretName(name) || /SALT$/i.test(name)) && (text === undefined || !isHarmless(text));
}

/** Is a text a secret under a setting's name or a dict's key? */
export function secretText(name: string, text: string): boolean {
  if (looksSecret(text) || (isSecretName(name) && !isHarmless(text))) return true;
  // `key` is the name of many things that are no secret
  return /^keys?$/i.test(name) && isRandomLooking(text);
}
