import { native, nativeModule } from '../native.ts';
import { PyList, type PyModule, PyTuple, type PyValue } from '../values.ts';

/** `Name <address>` or a bare address; undefined for the rest of what RFC 5322 allows. */
function address(text: string): PyTuple | undefined {
  const named = /^\s*(?:"([^"\\]*)"|([^<>"(),:;@]*?))\s*<([^<>\s"(),]+)>\s*$/.exec(text);
  if (named !== null) return new PyTuple([named[1] ?? named[2] ?? '', named[3] ?? '']);
  const bare = /^\s*([^<>\s"(),:;]+)\s*$/.exec(text);
  return bare === null ? undefined : new PyTuple(['', bare[1] ?? '']);
}

export const emailUtils = (): PyModule =>
  nativeModule('email.utils', {
    getaddresses: native('getaddresses(fieldvalues, strict=True)', (it, values) => {
      const all = it.items(values).flatMap((value) => it.text(value).split(','));
      const found = all.map(address).filter((one) => one !== undefined);
      return found.length === all.length ? new PyList(found) : it.giveUp('addresses in a rarer notation');
    }),
    parseaddr: native(
      'parseaddr(addr, strict=True)',
      (it, text): PyValue => address(it.text(text)) ?? it.giveUp('an address in a rarer notation'),
    ),
  });
