import type { EvaluatedSettings, Json, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import type { AppProcess } from '../../src/model/repository/index.ts';
import { list } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { where } from '../shared/places.ts';
import { inContainer } from '../shared/processes.ts';
import { isArray, isHole, isRecord, named, settingEvidence } from '../shared/settings.ts';

const FILE = /(^|\.)(File|RotatingFile|TimedRotatingFile|WatchedFile|ConcurrentRotatingFile)Handler$/;
const NOWHERE = /(^|\.)NullHandler$/;

export default defineRule({
  id: 'logging-to-file',
  topic: 'monitoring/cloudwatch',
  severity: 'medium',
  docs: {
    title: 'Log to the standard output',
    why: 'A file in a container is gone with it, fills the disk until then, and no log service sees it. The one traceback that you need is in a container that was replaced.',
    how: 'LOGGING is computed for production. Loggers that only write to files in a container, or to nowhere, are medium; no handler at all with `disable_existing_loggers` is medium.',
    fix: '`"handlers": {"console": {"class": "logging.StreamHandler"}}`, and `"root": {"handlers": ["console"], "level": "INFO"}`.',
    silent: [
      'Elastic Beanstalk and instances, whose agent ships files',
      'no LOGGING at all: Django’s default applies',
      'a file beside a stream',
    ],
    example: {
      language: 'python',
      bad: '# the Dockerfile runs gunicorn\nLOGGING = {\n    "version": 1,\n    "handlers": {"file": {"class": "logging.FileHandler", "filename": "/var/log/shop.log"}},\n    "root": {"handlers": ["file"], "level": "INFO"},\n}',
      good: 'LOGGING = {\n    "version": 1,\n    "handlers": {"console": {"class": "logging.StreamHandler"}},\n    "root": {"handlers": ["console"], "level": "INFO"},\n}',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/topics/logging/',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
    ],
  },
  controls: { wellArchitected: ['SEC04', 'OPS08'], cwe: ['778'], owaspTop10_2021: ['A09'] },
  needs: ['repository.settings', 'repository.processes', 'repository.dockerfiles'],
  subjects: ({ repository }) => named(repository.settings, 'LOGGING').filter(({ trace }) => trace.length > 0),
  judge: (one, { repository: { settings, processes, dockerfiles } }) => {
    const details = { evidence: [settingEvidence(one, settings)], ...where(settingPlace(one, settings)) };
    if (one.value.status !== 'known' || !isRecord(one.value.value) || isHole(one.value.value)) {
      return unknown('LOGGING could not be computed', details);
    }
    if (
      !runsInContainer(
        processes,
        dockerfiles.some(({ production }) => production),
      )
    )
      return notApplicable('it does not run in a container, as far as the repository says');
    return verdict(one.value.value, settings, details);
  },
});

function runsInContainer(processes: readonly AppProcess[], image: boolean): boolean {
  const running = processes.filter(({ production }) => production);
  return running.length === 0 ? image : running.some(inContainer);
}

type Config = Readonly<Record<string, Json>>;

function verdict(config: Config, settings: EvaluatedSettings, details: Pick<Verdict, 'evidence'>): Verdict {
  const handlers = recordOf(config['handlers'] ?? {});
  const used = usedHandlers(config);
  if (handlers === undefined || used === undefined)
    return unknown('the handlers of LOGGING could not be computed', details);
  const classes = used.map((name) => recordOf(handlers[name])?.['class']);
  if (classes.some((name) => name === undefined || isHole(name)))
    return unknown('the class of a handler could not be computed', details);
  const repair = {
    ...details,
    fix: fix('Write to the standard output', text('"console": {"class": "logging.StreamHandler"}')),
  };
  if (used.length === 0) {
    if (config['disable_existing_loggers'] !== false && Object.keys(recordOf(config['loggers']) ?? {}).length > 0) {
      return fail('LOGGING gives no logger a handler and disables the existing ones: errors are not logged', repair);
    }
    return pass('LOGGING leaves the handlers of Django in place', details);
  }
  const texts = classes.filter((name) => typeof name === 'string');
  if (texts.every((name) => FILE.test(name) || NOWHERE.test(name))) {
    return fail(`LOGGING of ${settings.module} only writes to files in the container: ${list(used)}`, repair);
  }
  return pass('LOGGING writes to a stream or a service', details);
}

/** Names of the handlers of root and of all loggers; undefined when one of the lists was not computed. */
function usedHandlers(config: Config): readonly string[] | undefined {
  const loggers = recordOf(config['loggers'] ?? {});
  const root = recordOf(config['root'] ?? {});
  if (loggers === undefined || root === undefined) return undefined;
  const lists = [root, ...Object.values(loggers)].map((logger) => recordOf(logger)?.['handlers'] ?? []);
  if (lists.some((names) => !isArray(names) || names.some((name) => typeof name !== 'string'))) return undefined;
  return [
    ...new Set(lists.flatMap((names) => (isArray(names) ? names.filter((name) => typeof name === 'string') : []))),
  ];
}

function recordOf(value: Json | undefined): Config | undefined {
  return isRecord(value) && !isHole(value) ? value : undefined;
}
