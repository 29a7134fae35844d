import { native, nativeModule } from '../native.ts';
import { type PyModule, PyUnknown, UNSET } from '../values.ts';
import { readVariable } from './environment-reading.ts';

/** On a server: what TMPDIR, TEMP or TMP says, else /tmp. */
const gettempdir = native('gettempdir()', (it) => {
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) {
    const value = readVariable(it, name, { cast: 'str', required: false });
    if (value instanceof PyUnknown) return value;
    // Python takes it only when it can write there
    if (value !== UNSET && it.truth(value))
      return it.text(value) === '/tmp' ? '/tmp' : it.giveUp(`whether ${name} can be written to is not known`);
  }
  return '/tmp';
});

export const tempfile = (): PyModule => nativeModule('tempfile', { gettempdir });
