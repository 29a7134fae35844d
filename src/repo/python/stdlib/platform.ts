import { native, nativeModule } from '../native.ts';
import type { PyModule } from '../values.ts';

/** A Linux server that nothing more is known about. */
export function platform(): PyModule {
  const unknown = (name: string) =>
    native(`${name}(*args)`, (it) => it.unknown(`platform.${name}() is of the machine`, { type: 'str' }));
  return nativeModule('platform', {
    system: native('system()', () => 'Linux'),
    python_version: native('python_version()', () => '3.13.0'),
    python_implementation: native('python_implementation()', () => 'CPython'),
    ...Object.fromEntries(
      ['node', 'machine', 'release', 'version', 'platform', 'processor', 'uname'].map((name) => [name, unknown(name)]),
    ),
  });
}
