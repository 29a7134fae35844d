import { isHarmless, isRandomLooking, isSecretName, looksSecret } from '../../model/secret.ts';

/** Names of what is random and no secret: it says which one of many. */
const PINS = /(SHA|COMMIT|REVISION|VERSION|RELEASE|DIGEST|HASH|ID|IDS|ARN|TAG|IMAGE|BUILD|PUBLIC_?KEY|SITE_?KEY)\d*$/i;

/** Is the text of a variable a secret: by its name, or by what the text looks like? */
export function secretVariable(name: string, text?: string): boolean {
  if (text !== undefined && (looksSecret(text) || (isRandomLooking(text) && !PINS.test(name)))) return true;
  return (isSecretName(name) || /SALT$/i.test(name)) && (text === undefined || !isHarmless(text));
}

/** Is a text a secret under a setting's name or a dict's key? */
export function secretText(name: string, text: string): boolean {
  if (looksSecret(text) || (isSecretName(name) && !isHarmless(text))) return true;
  // `key` is the name of many things that are no secret
  return /^keys?$/i.test(name) && isRandomLooking(text);
}

/** `PASSWORDS = {'shop': '…'}`: what the secrets in a dict are called, where their keys do not say it; else the key. */
export function nameWithin(name: string, key: string): string {
  const holdsSecrets = /(SECRETS?|PASSWORDS?|TOKENS|API_?KEYS|CREDENTIALS)$/i.test(name) && isSecretName(name);
  const says = isSecretName(key) || /(name|user|url|host|port|engine|backend|algorithm|class|type)$/i.test(key);
  return holdsSecrets && !says ? name : key;
}
