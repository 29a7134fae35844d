import { native, nativeClass } from '../native.ts';
import { PyInstance, type PyValue } from '../values.ts';

/** A lazy text: of a translation the source text, of a reversed URL the view's name. */
const LAZY = nativeClass('__proxy__', 'django.utils.functional', { hooks: { show: (_, self) => self.base ?? '' } });

export function lazyText(text: PyValue): PyInstance {
  const made = new PyInstance(LAZY);
  made.base = text;
  return made;
}

/** A function whose result is computed later, of its first argument. */
export const lazily = (signature: string) => native(signature, (_, text) => lazyText(text));
