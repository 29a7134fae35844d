import type { EvaluatedSettings, Json, Setting } from '../../src/model/index.ts';
import { defineRule, notApplicable } from '../../src/model/index.ts';
import { fix, text } from '../shared/fix.ts';
import { judgeSetting } from '../shared/judge-setting.ts';
import { isArray, isHole, named, python } from '../shared/settings.ts';

const RIGHT = 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")';

export default defineRule({
  id: 'proxy-ssl-header-malformed',
  topic: 'https/redirect',
  severity: 'high',
  docs: {
    title: 'Write SECURE_PROXY_SSL_HEADER as Django reads it',
    why: 'Behind a load balancer this setting is how Django knows that a request came over HTTPS. With a name that never occurs every request counts as plain HTTP: with SECURE_SSL_REDIRECT the site redirects to itself for ever, and secure URLs and CSRF origin checks are wrong.',
    how: 'Django looks the name up in `request.META`: it begins with HTTP_, in capitals, with underscores. The value is compared with the part of the header before the first comma and must be the one that the proxy sends, `https`. Anything but a pair stops every request with ImproperlyConfigured.',
    fix: `\`${RIGHT}\`, and only where the proxy always sets or removes the header.`,
    silent: ['the setting is not used', 'headers of other proxies, such as HTTP_CLOUDFRONT_FORWARDED_PROTO'],
    example: { language: 'python', bad: 'SECURE_PROXY_SSL_HEADER = ("X-Forwarded-Proto", "https")', good: RIGHT },
    references: ['https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header'],
  },
  controls: { cwe: ['16'], wellArchitected: ['SEC09'] },
  needs: ['repository.settings'],
  subjects: ({ repository }) => named(repository.settings, 'SECURE_PROXY_SSL_HEADER'),
  judge: (one, { repository: { settings } }) =>
    unset(one) ? notApplicable('SECURE_PROXY_SSL_HEADER is not used') : judged(one, settings),
});

function unset({ value }: Setting): boolean {
  return value.status === 'known' && (value.value === null || value.value === false || value.value === '');
}

function judged(one: Setting, settings: EvaluatedSettings) {
  return judgeSetting(
    one,
    settings,
    (value) => (problem(value) === undefined ? (isHole(value) ? undefined : false) : true),
    {
      good: 'the header is written as Django reads it',
      wrong: (when) => ({
        message: `SECURE_PROXY_SSL_HEADER${when} ${one.value.status === 'known' ? (problem(one.value.value) ?? '') : 'is malformed'}`,
        fix: fix('Write it as request.META has it', text(RIGHT)),
      }),
    },
  );
}

function problem(value: Json): string | undefined {
  if (value === null || isHole(value)) return undefined;
  if (!isArray(value) || value.length !== 2)
    return `is ${python(value)}, not a pair: every request ends in ImproperlyConfigured`;
  const [name, expected] = value;
  if (typeof name === 'string' && !/^HTTP_[A-Z0-9_]+$/.test(name)) {
    return `names '${name}', which is never in request.META: every request counts as plain HTTP`;
  }
  if (typeof expected === 'string' && expected !== 'https' && !/^(on|1|ssl|true)$/i.test(expected)) {
    return `waits for '${expected}' instead of 'https': every request counts as plain HTTP`;
  }
  return undefined;
}
