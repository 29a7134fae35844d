import { internal } from '../interpreter/internal.ts';
import { native, nativeClass, type Runtime } from '../native.ts';
import { PyInstance, type PyValue, UNSET } from '../values.ts';

/** Test runners, which do not run a deployment. */
const RUNNERS = new Set(['pytest', '_pytest', 'nose', 'pydevd', 'coverage']);

/** The module when the settings have loaded it. What libraries load among themselves is not known. */
function loaded(it: Runtime, key: PyValue): PyValue | undefined {
  const name = it.text(key);
  const found = internal(it).modules.loaded.get(name);
  const module = found === undefined ? UNSET : it.choose(found);
  if (module !== UNSET) return module;
  return RUNNERS.has(name) ? undefined : it.giveUp(`whether ${name} is loaded`);
}

/** `sys.modules`. */
export const SYS_MODULES = new PyInstance(
  nativeClass('dict', 'builtins', {
    attributes: {
      __contains__: native('__contains__(self, key)', (it, _, key) => loaded(it, key) !== undefined),
      get: native('get(self, key, default=None)', (it, _, key, fallback) => loaded(it, key) ?? fallback),
    },
    hooks: { getItem: (it, _, key) => loaded(it, key) ?? it.raise('KeyError', it.text(key)) },
  }),
);
