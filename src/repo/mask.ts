import type { Text } from '../model/repository/index.ts';
import { isHarmless, isSecretName } from '../model/secret.ts';
import type { SecretTraits } from '../model/value.ts';

/** What stands in the place of a secret. */
export const MARK = '***';

/** Values that are a secret whatever they are called. */
const SECRET_VALUES: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{30,255}\b/g,
  /\bgithub_pat_[A-Za-z0-9_]{40,255}\b/g,
  /\bglpat-[A-Za-z0-9_-]{20,100}/g,
  /\bxox[abprs]-[A-Za-z0-9-]{10,200}/g,
  /\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,200}\b/g,
  /\bSG\.[A-Za-z0-9_-]{16,40}\.[A-Za-z0-9_-]{30,60}/g,
  /\beyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,1000}/g,
  /\bpypi-[A-Za-z0-9_-]{50,300}\b/g,
  /\bdjango-insecure-[^\s'"]{10,100}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]{0,8000}?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

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

/** A variable with its value, the value only as far as it is no secret. */
export function textOf(name: string | undefined, value: string): Text {
  if (isReference(value)) return { status: 'reference', text: maskText(value) };
  const masked = maskText(value);
  const secretByName = name !== undefined && isSecretName(name) && !isHarmless(value.trim());
  if (!secretByName && masked === value) return { status: 'known', text: value };
  const parts = urlParts(value);
  const secretPart = parts === undefined ? value : parts.password;
  if (parts !== undefined && secretPart === '' && masked === value) return { status: 'known', text: value };
  const text = parts !== undefined || masked !== value ? masked : MARK;
  return { status: 'secret', text, traits: traitsOf(secretPart), placeholder: isPlaceholder(secretPart) };
}

/** A text with every secret in it replaced by a mark: passwords of URLs, tokens of known forms, values of secret options. */
export function maskText(text: string): string {
  let masked = text;
  if (masked.includes('://'))
    masked = masked
      .replace(
        /([a-z][\w+.-]{0,30}:\/\/)([^\s/@:"'$<>{}]{0,200}):([^\s/@"'<>]{1,500})@/gi,
        (whole, scheme: string, user: string, password: string) =>
          isReference(password) ? whole : `${scheme}${user}:${MARK}@`,
      )
      .replace(/([a-z][\w+.-]{0,30}:\/\/)([A-Za-z0-9_-]{20,500})@/gi, `$1${MARK}@`);
  for (const pattern of SECRET_VALUES) masked = masked.replace(pattern, MARK);
  return maskAssignments(masked);
}

/** `NAME=value` and `--name value` in a command, where the name is a secret's. */
function maskAssignments(text: string): string {
  if (!/[=\s]/.test(text)) return text;
  return text.replace(
    /(--?|\b)([A-Za-z][\w-]{2,60})(=|\s+)("[^"\n]{1,500}"|'[^'\n]{1,500}'|[^\s"'&|;]{1,500})/g,
    (whole, dashes: string, name: string, gap: string, value: string) => {
      const isOption = dashes !== '';
      if (gap !== '=' && !isOption) return whole;
      if (
        !isSecretName(name.replaceAll('-', '_')) ||
        isReference(value.replace(/^["']|["']$/g, '')) ||
        value.startsWith('-')
      )
        return whole;
      return value.includes('://') || value.replace(/["']/g, '') === '' ? whole : `${dashes}${name}${gap}${MARK}`;
    },
  );
}

/** The words of a command: the word behind a secret's option is a secret too. */
export function maskWords(words: readonly string[]): readonly string[] {
  return words.map((word, at) => {
    const option = /^--?([A-Za-z][\w-]+)$/.exec(words[at - 1] ?? '')?.[1];
    const isValue = option !== undefined && isSecretName(option.replaceAll('-', '_')) && !word.startsWith('-');
    return isValue && !isReference(word) && !isHarmless(word) && !word.includes('://') ? MARK : maskText(word);
  });
}

/** The value comes from somewhere else: a variable, an expression, an intrinsic function. */
export function isReference(value: string): boolean {
  const text = value.trim();
  return /^(?:\$\{\{[\s\S]*\}\}|\$\{[^}]*\}|\$[A-Za-z_]\w*|\$\([\s\S]*\)|\{\{[\s\S]*\}\}|\{%[\s\S]*%\}|%\([\w-]+\)s|arn:aws[\w-]*:(?:secretsmanager|ssm):\S*|`[\s\S]*`|<%[\s\S]*%>)$/.test(
    text,
  );
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
