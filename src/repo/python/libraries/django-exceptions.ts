import { EXCEPTIONS, TYPES } from '../interpreter/types.ts';
import { nativeClass, nativeModule } from '../native.ts';
import type { PyClass, PyModule } from '../values.ts';

/** A subclass of a builtin exception, made once: identity is what `except` compares. */
export function exceptionClass(name: string, module: string, ...bases: readonly (string | PyClass)[]): PyClass {
  const parents = bases.map((base) => (typeof base === 'string' ? (EXCEPTIONS.get(base) ?? TYPES.object) : base));
  return nativeClass(name, module, { bases: parents });
}

const CORE = 'django.core.exceptions';
export const IMPROPERLY_CONFIGURED = exceptionClass('ImproperlyConfigured', CORE, 'Exception');

const OTHERS = [
  'FieldDoesNotExist',
  'AppRegistryNotReady',
  'ViewDoesNotExist',
  'MiddlewareNotUsed',
  'PermissionDenied',
  'SuspiciousOperation',
  'ValidationError',
  'ObjectDoesNotExist',
  'MultipleObjectsReturned',
].map((name) => [name, exceptionClass(name, CORE, 'Exception')] as const);
const SUSPICIOUS = OTHERS.find(([name]) => name === 'SuspiciousOperation')?.[1] ?? TYPES.object;

export const djangoCoreExceptions = (): PyModule =>
  nativeModule(CORE, {
    ImproperlyConfigured: IMPROPERLY_CONFIGURED,
    DisallowedHost: exceptionClass('DisallowedHost', CORE, SUSPICIOUS),
    ...Object.fromEntries(OTHERS),
  });
