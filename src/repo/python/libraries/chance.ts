import { native, nativeModule } from '../native.ts';
import type { PyModule } from '../values.ts';

/** Functions that give something new in every process. */
const differing = (module: string, types: Readonly<Record<string, string | undefined>>): PyModule =>
  nativeModule(
    module,
    Object.fromEntries(
      Object.entries(types).map(([name, type]) => [
        name,
        native(
          `${name}(*args, **kwargs)`,
          (it) => it.unknown(`${module}.${name}() differs from process to process`, { type, random: true }),
          { raw: true },
        ),
      ]),
    ),
  );

export const secrets = (): PyModule =>
  differing('secrets', {
    token_urlsafe: 'str',
    token_hex: 'str',
    token_bytes: 'bytes',
    choice: undefined,
    randbelow: 'int',
  });

export const random = (): PyModule =>
  differing('random', {
    choice: undefined,
    choices: 'list',
    sample: 'list',
    random: 'float',
    randint: 'int',
    randrange: 'int',
    uniform: 'float',
    SystemRandom: undefined,
    getrandbits: 'int',
  });

export const uuid = (): PyModule => differing('uuid', { uuid1: undefined, uuid4: undefined });
