import type { EvaluatedSettings, Setting, Subject } from '../../src/model/index.ts';
import { defineRule, fail, part, pass, unknown } from '../../src/model/index.ts';
import type { MiddlewareAnswer, ProjectMiddleware } from '../../src/model/repository/index.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { isClosed } from '../shared/maintenance.ts';
import { found, where } from '../shared/places.ts';
import { named, settingEvidence } from '../shared/settings.ts';

type Judged = Subject &
  ({ readonly answer: MiddlewareAnswer; readonly owner: ProjectMiddleware } | { readonly setting: Setting });

const STATUS = 'MAINTENANCE_MODE_STATUS_CODE';

export default defineRule({
  id: 'maintenance-page-status',
  topic: 'databases/downtime-flag',
  severity: 'medium',
  docs: {
    title: 'Answer 503 while the site is closed',
    why: 'With 200 search engines index the maintenance page in place of every page, caches keep it, API clients take it for data, and uptime checks say that all is well.',
    how: 'A middleware of the project that answers because of a maintenance setting must answer with a status of 500 or more; so must the status of django-maintenance-mode.',
    fix: '`return HttpResponse(content, status=503, headers={"Retry-After": "3600"})`.',
    silent: ['middleware that answers for other reasons', 'responses whose status cannot be seen: unknown'],
    example: {
      language: 'python',
      bad: 'def __call__(self, request):\n    if settings.MAINTENANCE_MODE:\n        return HttpResponse("We are back at ten.")\n    return self.get_response(request)',
      good: 'def __call__(self, request):\n    if settings.MAINTENANCE_MODE:\n        return HttpResponse("We are back at ten.", status=503, headers={"Retry-After": "3600"})\n    return self.get_response(request)',
    },
    references: [
      'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/503',
      'https://github.com/fabiocaccamo/django-maintenance-mode',
    ],
  },
  controls: { wellArchitected: ['REL05'] },
  needs: ['repository.middleware', 'repository.settings'],
  subjects: ({ repository }): readonly Judged[] => [
    ...repository.middleware.flatMap((owner) =>
      owner.answers
        .filter((answer) => isClosed(owner, answer))
        .map((answer, index) => ({ ref: part(owner.ref, `answer ${index + 1}`), answer, owner })),
    ),
    ...named(repository.settings, STATUS).map((setting) => ({ ref: setting.ref, setting })),
  ],
  judge: (subject, { repository: { settings } }) =>
    'answer' in subject ? ofAnswer(subject.owner, subject.answer) : ofSetting(subject.setting, settings),
});

function ofAnswer({ dotted }: ProjectMiddleware, { status, location, when }: MiddlewareAnswer) {
  const details = { evidence: [found('answers when', when, location)], location };
  if (status === undefined) return unknown(`the status with which ${dotted} answers could not be seen`, details);
  if (status >= 500) return pass(`${dotted} answers ${status} while the site is closed`, details);
  return fail(
    `${dotted} answers ${status} while the site is closed: search engines, caches and uptime checks take the page for the site`,
    {
      ...details,
      fix: fix('Answer 503', text('return HttpResponse(content, status=503, headers={"Retry-After": "3600"})')),
    },
  );
}

function ofSetting(one: Setting, settings: EvaluatedSettings) {
  const details = { evidence: [settingEvidence(one, settings)], ...where(settingPlace(one, settings)) };
  if (one.value.status !== 'known' || typeof one.value.value !== 'number')
    return unknown(`${STATUS} could not be computed`, details);
  if (one.value.value >= 500) return pass(`${STATUS} is ${one.value.value}`, details);
  return fail(`${STATUS} is ${one.value.value}: the closed site looks like an open one`, {
    ...details,
    fix: fix('Answer 503', text(`${STATUS} = 503`)),
  });
}
