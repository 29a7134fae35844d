import type { Runtime } from '../native.ts';
import type { PyDict, PyUnknown, PyValue } from '../values.ts';
import { dictOf } from './support.ts';

/** The database that a URL stands for which is not known: its keys are, and what the caller adds to them. */
export function databaseUrlUnknown(it: Runtime, url: PyUnknown, added: Readonly<Record<string, PyValue>>): PyDict {
  const part = (type?: string): PyValue => it.cast(url, 'db_url', type);
  const dict = dictOf({
    ENGINE: part('str'),
    NAME: part('str'),
    USER: part('str'),
    PASSWORD: it.unknown(url.reason, { type: 'str', secret: `env ${url.env?.variable ?? 'DATABASE_URL'}` }),
    HOST: part('str'),
    PORT: part(),
    ...added,
  });
  it.heap.setHole(dict, 'further options may be in the URL');
  return dict;
}
