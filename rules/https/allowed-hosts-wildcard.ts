import { defineRule, type EvaluatedSettings, type Json, type Setting, truthy } from '../../src/model/index.ts';
import { some } from '../shared/answers.ts';
import { fix, text } from '../shared/fix.ts';
import { judgeSetting } from '../shared/judge-setting.ts';
import { isArray, isHole, named } from '../shared/settings.ts';

export default defineRule({
  id: 'allowed-hosts-wildcard',
  topic: 'https/django-settings',
  severity: 'high',
  docs: {
    title: 'Name the hosts in ALLOWED_HOSTS',
    why: 'Django builds absolute URLs from the Host header, in password reset mails for example. With `*` whoever sends a request chooses that header, and a reset link can lead to a host of theirs; caches can be poisoned the same way.',
    how: 'ALLOWED_HOSTS is computed for production. `*`, or a leading dot before a whole top-level domain, is high; the same as a default that a variable can replace is medium, and so is a list that is always empty, because then every request is answered 400.',
    fix: 'List the names: `ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")`. If the health check of the load balancer is the reason for `*`, answer it in a middleware that stands before the others, or add the instance address to the list.',
    silent: ['an empty list that a variable fills', 'settings modules that production does not use'],
    example: {
      language: 'python',
      bad: 'ALLOWED_HOSTS = ["*"]',
      good: 'ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts',
      'https://docs.djangoproject.com/en/stable/topics/security/#host-header-validation',
    ],
  },
  controls: {
    wellArchitected: ['SEC05'],
    cwe: ['644', '20'],
    owaspTop10_2021: ['A05'],
    djangoCheck: ['security.W020'],
  },
  needs: ['repository.settings'],
  subjects: ({ repository }) => named(repository.settings, 'ALLOWED_HOSTS'),
  judge: (hosts, { repository }) => {
    if (alwaysEmpty(hosts)) return empty(hosts, repository.settings);
    return judgeSetting(hosts, repository.settings, acceptsAny, {
      good: 'ALLOWED_HOSTS names the hosts',
      wrong: (when) => ({
        message: `ALLOWED_HOSTS accepts any host${when}: whoever sends a request chooses the host of the links that Django builds`,
        severity: when === '' ? 'high' : 'medium',
        fix: fix('Name the hosts', text('ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")')),
      }),
    });
  },
});

/** A default of `[]` that a variable fills refuses every host until somebody does: that is the safe way round. */
function alwaysEmpty({ value }: Setting): boolean {
  return value.status === 'known' && truthy(value.value) === false;
}

function empty(hosts: Setting, settings: EvaluatedSettings) {
  return judgeSetting(hosts, settings, (value) => truthy(value) === false, {
    good: 'ALLOWED_HOSTS names the hosts',
    wrong: () => ({
      message: 'ALLOWED_HOSTS is empty: with DEBUG off Django answers every request with 400',
      severity: 'medium',
      fix: fix('Name the hosts', text('ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")')),
    }),
  });
}

const LOCAL_DOMAINS = new Set(['.localhost', '.local', '.internal', '.test']);

function acceptsAny(hosts: Json): boolean | undefined {
  if (isHole(hosts)) return undefined;
  return isArray(hosts) ? some(hosts, isAnyHost) : hosts === '*';
}

function isAnyHost(host: Json): boolean {
  return host === '*' || (typeof host === 'string' && /^\.[a-z]{2,}$/i.test(host) && !LOCAL_DOMAINS.has(host));
}
