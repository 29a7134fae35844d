import rule from '../../rules/monitoring/logging-to-file.ts';
import type { Json } from '../../src/model/index.ts';
import type { AppProcess } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { process } from '../build/process.ts';
import { settings } from '../build/settings.ts';

const given = (logging: Json, processes: readonly AppProcess[] = [process()]) => ({
  given: { repository: { settings: settings({ LOGGING: logging }), processes, dockerfiles: [] } },
});
const HANDLERS = {
  console: { class: 'logging.StreamHandler' },
  file: { class: 'logging.handlers.RotatingFileHandler' },
  none: { class: 'logging.NullHandler' },
};
const root = (...handlers: readonly string[]) => ({ version: 1, handlers: HANDLERS, root: { handlers } });

testRule(rule, {
  pass: {
    'a stream': given(root('console')),
    'a file beside a stream': given(root('console', 'file')),
    'only levels are set': given({
      version: 1,
      disable_existing_loggers: false,
      loggers: { django: { level: 'INFO' } },
    }),
  },
  fail: {
    'a file in the container': {
      ...given(root('file')),
      reports: ['LOGGING of config.settings only writes to files in the container: file'],
    },
    'nowhere at all': {
      ...given({ version: 1, loggers: { django: { level: 'INFO' } } }),
      reports: ['LOGGING gives no logger a handler and disables the existing ones: errors are not logged'],
    },
  },
  unknown: {
    'not computed': { ...given({ $unknown: 'a plug-in' }), reasons: ['LOGGING could not be computed'] },
    'a handler that was not': {
      ...given({ handlers: { x: { $unknown: 'f()' } }, root: { handlers: ['x'] } }),
      reasons: ['the class of a handler could not be computed'],
    },
  },
  silent: {
    'an instance ships its files': given(root('file'), [process({ artefact: 'procfile' })]),
    'nothing assigned': { given: { repository: { settings: settings({}), processes: [process()], dockerfiles: [] } } },
  },
});
