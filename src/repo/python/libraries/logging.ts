import { native, nativeClass, nativeModule } from '../native.ts';
import { PyInstance, type PyModule, type PyValue } from '../values.ts';
import { dictOf } from './support.ts';

/** Logging has no effect on settings; its levels have. */
const LEVELS = { CRITICAL: 50n, FATAL: 50n, ERROR: 40n, WARNING: 30n, WARN: 30n, INFO: 20n, DEBUG: 10n, NOTSET: 0n };
const CALLS = 'debug info warning warn error exception critical fatal log'.split(' ');

const nothing = (name: string) => native(`${name}(*args, **kwargs)`, () => null, { raw: true });
const nothings = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, nothing(name)]));

const LOGGER = nativeClass('Logger', 'logging', {
  attributes: nothings([...CALLS, 'setLevel', 'addHandler', 'removeHandler', 'addFilter']),
});

const levelName = native('getLevelName(level)', (it, level) => {
  const known = it.force(level);
  const byName = typeof known === 'string' ? Object.entries(LEVELS).find(([name]) => name === known)?.[1] : undefined;
  const byNumber = Object.entries(LEVELS).find(([, number]) => number === known)?.[0];
  return byName ?? byNumber ?? `Level ${it.str(known)}`;
});

export const logging = (): PyModule =>
  nativeModule('logging', {
    ...LEVELS,
    ...nothings([...CALLS, 'basicConfig', 'disable', 'captureWarnings', 'addLevelName']),
    getLogger: native('getLogger(name=None)', (): PyValue => new PyInstance(LOGGER), { raw: true }),
    getLevelName: levelName,
    getLevelNamesMapping: native('getLevelNamesMapping()', () => dictOf(LEVELS)),
  });

export const warnings = (): PyModule =>
  nativeModule('warnings', nothings(['warn', 'warn_explicit', 'filterwarnings', 'simplefilter', 'resetwarnings']));
