import { native, nativeModule } from '../native.ts';
import type { PyModule } from '../values.ts';

const REASON = 'dynaconf may take it from its files and variables';

/** `DjangoDynaconf(__name__)` writes its settings into the module that calls it: none of them is certain after that. */
export const dynaconf = (): PyModule =>
  nativeModule('dynaconf', {
    DjangoDynaconf: native(
      'DjangoDynaconf(*args, **kwargs)',
      (it) => {
        it.heap.mayOverwrite(it.scope().globals, REASON);
        return it.unknown(REASON);
      },
      { raw: true },
    ),
  });
