import { isSecretName as isSharedSecretName, looksSecret as looksLikeShared } from '../model/secret.ts';

/** Names that the account side distrusts besides: an address under them is itself the key to what is behind it. */
const SECRET_TOO = /WEBHOOK|CONNECTION_?STRING|(^|_)(AUTH|AUTHORIZATION|COOKIE|LICEN[CS]E|SIGNATURE)$/i;
/** Keys and addresses that are known by how they begin. */
const LOOKS =
  /\b(AKIA|ASIA)[A-Z0-9]{12,}|django-insecure-|hooks\.slack\.com\/|discord(app)?\.com\/api\/webhooks|webhook\.office\.com|\b(whsec|sk_test|rk_test|key)[-_][A-Za-z0-9]{16,}|\bsk-[A-Za-z0-9_-]{20,}|:\/\/[^\s/?#@:]+@|-----BEGIN/;

export function isSecretName(name: string): boolean {
  return isSharedSecretName(name) || SECRET_TOO.test(name);
}

/** What is known for a secret by its look. */
export function isKnownSecret(text: string): boolean {
  return looksLikeShared(text) || LOOKS.test(text);
}

/**
 * What looks like a secret under a name that the account's owner chose. What leaves an account can never be called back, so
 * that long random text counts too, ARNs aside; a commit's hash that is lost by it decides nothing.
 */
export function looksSecret(text: string): boolean {
  return isKnownSecret(text) || (!/^["']?arn:aws/.test(text) && text.split(/[^A-Za-z0-9+]+/).some(isRandom));
}

/** Under a secret's name these are still none. */
export function isSwitch(text: string): boolean {
  return text === '' || /^(true|false|yes|no|on|off|none|null)$/i.test(text);
}

/** Words have no digits within, numbers no letters; hosts, ids and zones of AWS have shorter parts. */
function isRandom(part: string): boolean {
  if (part.length < 16) return false;
  const digits = part.replaceAll(/\D/g, '').length;
  return digits >= 2 && digits < part.length && !/^[a-z]+\d+$/i.test(part);
}
