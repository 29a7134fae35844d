import type { EvaluatedSettings, Json, Location, Subject, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, part, pass, unknown } from '../../src/model/index.ts';
import { asks } from '../shared/answers.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { isArray, python, setting, settingEvidence } from '../shared/settings.ts';

interface Pattern extends Subject {
  readonly pattern: Json;
}

export default defineRule({
  id: 'redirect-exempt-never-matches',
  topic: 'https/redirect',
  severity: 'medium',
  docs: {
    title: 'Write SECURE_REDIRECT_EXEMPT without a leading slash',
    why: 'Django searches the patterns in the path without its leading slash. A pattern that begins with one never matches, so the health check that it should spare is redirected to HTTPS and the load balancer takes the instance out.',
    how: 'Each pattern is judged: a leading `/` or `^/` never matches (medium), an empty one or `.*` exempts everything (high), a bare word without anchors exempts every path that holds it (low).',
    fix: 'Leave the slash out and anchor both ends: `SECURE_REDIRECT_EXEMPT = [r"^health/$"]`.',
    silent: ['SECURE_SSL_REDIRECT is off, so that nothing is redirected'],
    example: {
      language: 'python',
      bad: 'SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = [r"^/health/$"]',
      good: 'SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = [r"^health/$"]',
    },
    references: ['https://docs.djangoproject.com/en/stable/ref/settings/#secure-redirect-exempt'],
  },
  controls: { cwe: ['185'], wellArchitected: ['REL06'] },
  needs: ['repository.settings'],
  subjects: ({ repository }) => patterns(repository.settings),
  judge: ({ pattern }, { repository: { settings } }) => {
    const one = setting(settings, 'SECURE_REDIRECT_EXEMPT');
    const details =
      one === undefined ? {} : { evidence: [settingEvidence(one, settings)], ...where(settingPlace(one, settings)) };
    return verdict(pattern, details);
  },
});

function patterns(settings: EvaluatedSettings): readonly Pattern[] {
  const one = setting(settings, 'SECURE_REDIRECT_EXEMPT');
  if (one?.value.status !== 'known' || !isArray(one.value.value)) return [];
  if (asks(settings, 'SECURE_SSL_REDIRECT', (value) => value === true) === 'never') return [];
  return one.value.value.map((pattern) => ({ ref: part(one.ref, python(pattern)), pattern }));
}

type Details = Pick<Verdict, 'evidence'> & { readonly location?: Location };

function verdict(pattern: Json, details: Details): Verdict {
  if (typeof pattern !== 'string') return unknown('the pattern could not be computed', details);
  if (/^\^?\//.test(pattern)) {
    const better = pattern.replace('/', '');
    return fail(
      `SECURE_REDIRECT_EXEMPT has r"${pattern}", which never matches: Django takes the leading slash off the path`,
      {
        ...details,
        fix: fix('Leave the leading slash out', text(`SECURE_REDIRECT_EXEMPT = [r"${better}"]`)),
      },
    );
  }
  if (/^\^?(\.\*)?\$?$/.test(pattern)) {
    return fail(`SECURE_REDIRECT_EXEMPT has r"${pattern}", which exempts every path: nothing is redirected to HTTPS`, {
      ...details,
      severity: 'high',
      fix: fix('Name the paths', text('SECURE_REDIRECT_EXEMPT = [r"^health/$"]')),
    });
  }
  if (/^[\w-]+$/.test(pattern)) {
    return fail(`SECURE_REDIRECT_EXEMPT has r"${pattern}" without anchors, which exempts every path that contains it`, {
      ...details,
      severity: 'low',
      fix: fix('Anchor it', text(`SECURE_REDIRECT_EXEMPT = [r"^${pattern}/$"]`)),
    });
  }
  return pass(`r"${pattern}" can match`, details);
}
