import { native, nativeModule, type Runtime } from '../native.ts';
import { PyClass, PyInstance, PyList, PyModule, PyTuple, type PyValue } from '../values.ts';

/** The names that `dir` gives, those of `object` left out. */
function namesOf(it: Runtime, value: PyValue): readonly string[] {
  const known = it.force(value);
  const holders = [
    ...(known instanceof PyInstance || known instanceof PyModule ? [known.attributes] : []),
    ...(known instanceof PyInstance ? known.cls.mro : known instanceof PyClass ? known.mro : []).map(
      ({ attributes }) => attributes,
    ),
  ];
  if (holders.length === 0) return it.giveUp('the members of a plain value');
  const names = holders.flatMap((holder) => [...holder.entries.values()].map(({ key }) => String(key)));
  return [...new Set(names)].toSorted();
}

const getmembers = native('getmembers(object, predicate=None)', (it, value, predicate) => {
  const pairs = namesOf(it, value).flatMap((name) => {
    const member = it.lookup(value, name);
    const wanted = member !== undefined && (predicate === null || it.truth(it.call(predicate, [member])));
    return member !== undefined && wanted ? [new PyTuple([name, member])] : [];
  });
  return new PyList(pairs);
});

const is = (name: string, kinds: readonly string[]) =>
  native(`${name}(object)`, (it, value) => {
    const known = it.force(value);
    return known instanceof Object && kinds.includes(known.kind);
  });

export const inspect = (): PyModule =>
  nativeModule('inspect', {
    getmembers,
    isclass: is('isclass', ['class']),
    isfunction: is('isfunction', ['function']),
    ismethod: is('ismethod', ['method']),
    ismodule: is('ismodule', ['module']),
  });
