import { native, nativeModule } from '../native.ts';
import { type PyModule, PyUnknown, UNSET } from '../values.ts';
import { readVariable } from './environment-reading.ts';

/** On a server: what TMPDIR, TEMP or TMP says, else /tmp. */
const gettempdir = native('gettempdir()', (it) => {
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) {
    const value = readVariable(it, name, { cast: 'str', required: false });
    if (value instanceof PyUnknown || (value !== UNSET && it.truth(value))) return value;
  }
  return '/tmp';
});

export const tempfile = (): PyModule => nativeModule('tempfile', { gettempdir });
