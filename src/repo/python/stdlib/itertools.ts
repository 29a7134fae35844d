import { native, nativeModule, type Runtime } from '../native.ts';
import { PyIterator, type PyModule, PyTuple, type PyValue } from '../values.ts';

const iterate =
  (make: (it: Runtime, ...args: PyValue[]) => readonly PyValue[]) =>
  (it: Runtime, ...args: PyValue[]) =>
    new PyIterator(make(it, ...args));

function product(it: Runtime, pools: PyValue): PyValue[] {
  let rows: PyValue[][] = [[]];
  for (const pool of it.items(pools)) {
    const items = it.items(pool);
    if (rows.length * items.length > 20_000) it.giveUp('a product is too long to follow');
    rows = rows.flatMap((row) => items.map((item) => [...row, item]));
  }
  return rows.map((row) => new PyTuple(row));
}

function takeWhile(it: Runtime, test: PyValue, items: readonly PyValue[], drop: boolean): readonly PyValue[] {
  const end = items.findIndex((item) => !it.truth(it.call(test, [item])));
  const at = end < 0 ? items.length : end;
  return drop ? items.slice(at) : items.slice(0, at);
}

export function itertools(): PyModule {
  const chain = native(
    'chain(*iterables)',
    iterate((it, all) => it.items(all ?? null).flatMap((one) => it.items(one))),
  );
  chain.module = 'itertools';
  return nativeModule('itertools', {
    chain,
    product: native(
      'product(*iterables)',
      iterate((it, pools) => product(it, pools ?? null)),
    ),
    repeat: native('repeat(object, times=...)', (it) => it.giveUp('itertools.repeat')),
    count: native('count(start=0, step=1)', (it) => it.giveUp('itertools.count')),
    cycle: native('cycle(iterable)', (it) => it.giveUp('itertools.cycle')),
    takewhile: native(
      'takewhile(predicate, iterable)',
      (it, test, items) => new PyIterator(takeWhile(it, test, it.items(items), false)),
    ),
    dropwhile: native(
      'dropwhile(predicate, iterable)',
      (it, test, items) => new PyIterator(takeWhile(it, test, it.items(items), true)),
    ),
    starmap: native(
      'starmap(function, iterable)',
      (it, callee, items) => new PyIterator(it.items(items).map((row) => it.call(callee, it.items(row)))),
    ),
  });
}
