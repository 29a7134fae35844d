import type { ObservedCall, Subject, Value } from '../../src/model/index.ts';
import { ask, defineRule, fail, notApplicable, pass, truthy, unknown } from '../../src/model/index.ts';
import { replace } from '../shared/edit.ts';
import { fix } from '../shared/fix.ts';
import { found, place } from '../shared/places.ts';

interface Judged extends Subject {
  readonly call: ObservedCall;
}

const CALLS = new Set(['dj_database_url.config', 'dj_database_url.parse']);

export default defineRule({
  id: 'dj-database-url-downgrade',
  topic: 'databases/encryption-in-transit',
  severity: 'medium',
  docs: {
    title: 'Put sslmode into the database URL instead of ssl_require',
    why: '`ssl_require=True` of dj-database-url replaces the sslmode of the URL with `require`: a URL that asks for `verify-full` is silently no longer verified. For MySQL and SQLite it adds an option that the driver refuses.',
    how: 'Calls of `dj_database_url.config` and `parse` with `ssl_require=True` are judged by the default URL that they name: MySQL and SQLite are high, a URL with a verifying sslmode is medium. Where the URL is only in the environment the verdict is unknown.',
    fix: 'Drop `ssl_require` and put `?sslmode=verify-full&sslrootcert=…` into the URL.',
    silent: ['calls without ssl_require', 'a URL without sslmode: ssl_require is an improvement there'],
    example: {
      language: 'python',
      bad: 'DATABASES = {\n    "default": dj_database_url.config(\n        default="postgres://shop@db.example.com/shop?sslmode=verify-full", ssl_require=True\n    )\n}',
      good: 'DATABASES = {\n    "default": dj_database_url.config(default="postgres://shop@db.example.com/shop?sslmode=verify-full")\n}',
    },
    references: ['https://pypi.org/project/dj-database-url/', 'https://www.postgresql.org/docs/current/libpq-ssl.html'],
  },
  controls: { wellArchitected: ['SEC09'], cwe: ['295', '757'] },
  needs: ['repository.settings'],
  subjects: ({ repository }): readonly Judged[] => subjectsOf(repository.settings.calls),
  judge: ({ call }) => {
    const required = call.keywords['ssl_require'];
    const evidence = [found(call.callee, required === undefined ? 'no ssl_require' : 'ssl_require', call.location)];
    const details = { evidence, location: call.location };
    if (required === undefined || ask(required, truthy) === 'never') return notApplicable('ssl_require is not used');
    const url = urlText(call);
    if (url === undefined)
      return unknown(
        'ssl_require replaces the sslmode of the URL in the environment: the URL decides whether that weakens it',
        details,
      );
    const repair = fix('Say it in the URL', replace(call.location, 'ssl_require=True', '', 'unsafe'));
    if (/^(mysql|sqlite)/.test(url)) {
      return fail(
        `ssl_require at ${place(call.location)} gives sslmode to a driver that does not know it: connecting fails`,
        { ...details, severity: 'high', fix: repair },
      );
    }
    if (/sslmode=verify-(full|ca)/.test(url)) {
      return fail(
        `ssl_require at ${place(call.location)} turns the verify of the URL into require: the server is no longer verified`,
        { ...details, fix: repair },
      );
    }
    return pass('ssl_require asks for TLS that the URL does not ask for', details);
  },
});

/** One for each place: a settings module that is evaluated twice makes its calls twice. Ids hold no line, so they count. */
function subjectsOf(calls: readonly ObservedCall[]): readonly Judged[] {
  const places = new Map(
    calls.filter(({ callee }) => CALLS.has(callee)).map((call) => [`${place(call.location)}\0${idOf(call)}`, call]),
  );
  const seen = new Map<string, number>();
  return [...places.values()].map((call) => {
    const id = idOf(call);
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return { ref: { kind: 'setting', id: count === 1 ? id : `${id}#${count}` }, call };
  });
}

function idOf(call: ObservedCall): string {
  return `DATABASES#${call.callee}:${variable(call)}`;
}

function variable(call: ObservedCall): string {
  const env = call.keywords['env'] ?? (call.callee.endsWith('config') ? call.positional[0] : undefined);
  return env?.status === 'known' && typeof env.value === 'string' ? env.value : 'DATABASE_URL';
}

function urlText(call: ObservedCall): string | undefined {
  const given: Value | undefined =
    call.keywords['default'] ?? (call.callee.endsWith('parse') ? call.positional[0] : undefined);
  return given?.status === 'known' && typeof given.value === 'string' ? given.value : undefined;
}
