import { isReference, MARK, maskText } from '../model/mask-text.ts';
import type { Text } from '../model/repository/index.ts';
import { isHarmless, isSecretName } from '../model/secret.ts';
import type { SecretTraits } from '../model/value.ts';

const PLACEHOLDER =
  /^(?:$|x+$|\*+$|\.+$|-+$|change[\W_]?(?:me|this|it)?|changeit|dummy|fake|placeholder|example|sample|todo|tbd|none|null|n\/a|not[\W_]?(?:so[\W_]?)?(?:a[\W_]?)?(?:real|secret|used|needed)|build|collectstatic|test(?:ing)?|secret|password|insecure|temp|tmp|unused|ignored?|your[\W_]|my[\W_]|some[\W_]|replace|enter|put|insert|set[\W_]?(?:me|this)|<[^>]*>$|\[[^\]]*\]$|\{\{|%\w+%$|only[\W_]for|do[\W_]?not[\W_]?use|foo|bar|abc(?:123)?$|123\w{0,8}$|postgres$|root$|admin$|django$|guest$|user$|default$|empty$|false$|true$|a+$)/i;

/** `changeme`, `dummy`, `<your key>`: a text that stands for a value and is none. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  return (
    PLACEHOLDER.test(text) ||
    (text.length < 40 &&
      /(?:^|[\W_])(?:dummy|placeholder|change[\W_]?me|example|fake|not[\W_]?secret|insecure|build[\W_]?(?:time|only)?|for[\W_]?build|unused|testing?)(?:$|[\W_])/i.test(
        text,
      ))
  );
}

/** What stands before the host under the name of a secret is the secret, as in Sentry's addresses. */
const USER_ALONE = /^([a-z][\w+.-]*:\/\/)[^\s/@:]+@/i;

/** A variable with its value, the value only as far as it is no secret. */
export function textOf(name: string | undefined, value: string): Text {
  if (isReference(value)) return { status: 'reference', text: maskText(value) };
  const secretByName = name !== undefined && isSecretName(name) && !isHarmless(value.trim());
  const masked = maskText(secretByName ? value.replace(USER_ALONE, `$1${MARK}@`) : value);
  if (!secretByName && masked === value) return { status: 'known', text: value };
  const parts = urlParts(value);
  const secretPart = parts === undefined ? value : parts.password;
  if (parts !== undefined && secretPart === '' && masked === value) return { status: 'known', text: value };
  const text = parts === undefined && secretByName ? MARK : masked;
  return { status: 'secret', text, traits: traitsOf(secretPart), placeholder: isPlaceholder(secretPart) };
}

function urlParts(value: string): { readonly password: string } | undefined {
  const match = /^[a-z][\w+.-]*:\/\/(?:[^\s/@:]*(?::([^\s/@]*))?@)?[^\s]*$/i.exec(value.trim());
  return match === null ? undefined : { password: match[1] ?? '' };
}

export function traitsOf(secret: string): SecretTraits {
  const characters = [...secret];
  return {
    length: characters.length,
    uniqueCharacters: new Set(characters).size,
    insecurePrefix: secret.startsWith('django-insecure-'),
  };
}
