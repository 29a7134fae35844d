import {
  ask,
  defineRule,
  fail,
  part,
  pass,
  type Severity,
  type Subject,
  unknown,
  type Value,
} from '../../src/model/index.ts';
import type { MonitoringStart } from '../../src/model/repository/index.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';
import { sentryStarts } from '../shared/sentry.ts';
import { describeValue } from '../shared/settings.ts';

interface Question {
  readonly argument: string;
  readonly isWrong: (value: unknown) => boolean;
  readonly severity: (start: MonitoringStart) => Severity;
  readonly consequence: string;
  readonly better: string;
}

const QUESTIONS: readonly Question[] = [
  {
    argument: 'traces_sample_rate',
    isWrong: (rate) => typeof rate === 'number' && rate >= 1,
    severity: ({ arguments: { profiles_sample_rate: profiles } }) =>
      profiles !== undefined && ask(profiles, (rate) => rate === 1) === 'always' ? 'medium' : 'low',
    consequence: 'every request is traced, which costs time and quota',
    better: 'traces_sample_rate=0.1',
  },
  {
    argument: 'send_default_pii',
    isWrong: (value) => value === true,
    severity: () => 'medium',
    consequence: 'addresses, cookies and user names of visitors leave for a third party with every error',
    better: 'send_default_pii=False',
  },
  {
    argument: 'max_request_body_size',
    isWrong: (value) => value === 'always',
    severity: () => 'medium',
    consequence: 'whole request bodies, passwords of forms included, leave with every error',
    better: 'max_request_body_size="medium"',
  },
  {
    argument: 'debug',
    isWrong: (value) => value === true,
    severity: () => 'low',
    consequence: 'the SDK logs everything that it does',
    better: 'debug=False',
  },
];
const SCRUBBERS = ['before_send', 'event_scrubber'];

interface Judged extends Subject {
  readonly start: MonitoringStart;
  readonly question: Question;
  readonly value: Value;
}

export default defineRule({
  id: 'sentry-sampling-or-pii',
  topic: 'monitoring/sentry',
  severity: 'low',
  docs: {
    title: 'Sample traces, and keep personal data out of Sentry',
    why: 'A trace of every request costs time in each of them and empties the quota. Personal data that leaves with every error is a transfer to a third party that the privacy notice must name.',
    how: 'The arguments of `sentry_sdk.init`: `traces_sample_rate` of 1 is low (medium with a profile of every request), `send_default_pii=True` without `before_send` or `event_scrubber` medium, `max_request_body_size="always"` medium, `debug=True` low.',
    fix: '`traces_sample_rate=0.1` or a `traces_sampler`; `send_default_pii=False`.',
    silent: ['arguments that are not given: the defaults are careful', 'a rate that a variable decides'],
    example: {
      language: 'python',
      bad: 'sentry_sdk.init(dsn=env("SENTRY_DSN"), traces_sample_rate=1.0, send_default_pii=True)',
      good: 'sentry_sdk.init(dsn=env("SENTRY_DSN"), traces_sample_rate=0.1, send_default_pii=False)',
    },
    references: [
      'https://docs.sentry.io/platforms/python/configuration/options/',
      'https://docs.sentry.io/platforms/python/data-management/sensitive-data/',
    ],
  },
  controls: { soc2: ['C1.1'], cwe: ['359', '532'], wellArchitected: ['COST'] },
  needs: ['repository.monitoring'],
  subjects: ({ repository }): readonly Judged[] =>
    sentryStarts(repository.monitoring).flatMap(({ start }) =>
      QUESTIONS.flatMap((question) => {
        const value = start.arguments[question.argument];
        return value === undefined ? [] : [{ ref: part(start.ref, question.argument), start, question, value }];
      }),
    ),
  judge: ({ start, question, value }) => {
    const details = {
      evidence: [found(question.argument, describeValue(value), start.location)],
      location: start.location,
    };
    const scrubbed =
      question.argument === 'send_default_pii' && SCRUBBERS.some((name) => start.arguments[name] !== undefined);
    const answer = ask(value, question.isWrong);
    if (scrubbed || answer === 'never') return pass(`${question.argument} is ${describeValue(value)}`, details);
    const open =
      value.status === 'fromEnv'
        ? value.default === undefined || !question.isWrong(value.default)
          ? 'env'
          : undefined
        : answer === 'always'
          ? undefined
          : answer;
    if (open !== undefined) return unknown(`${question.argument} could not be told: ${describeValue(value)}`, details);
    return fail(
      `sentry_sdk.init in ${start.path} has ${question.argument}=${describeValue(value)}: ${question.consequence}`,
      {
        ...details,
        severity: question.severity(start),
        fix: fix('Take less', text(question.better)),
      },
    );
  },
});
