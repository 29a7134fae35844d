/** Methods that change what they are called on. */
export const MUTATORS: ReadonlySet<string> = new Set([
  'add',
  'append',
  'clear',
  'difference_update',
  'discard',
  'extend',
  'insert',
  'intersection_update',
  'pop',
  'popitem',
  'remove',
  'reverse',
  'setdefault',
  'sort',
  'symmetric_difference_update',
  'update',
]);
