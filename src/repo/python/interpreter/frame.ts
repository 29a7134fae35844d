import type { PyDict, PyFunction, PyInstance, PyList, PyValue, Scope } from '../values.ts';

/** A piece of Python code that is running: a module's body, a class's body or a call. */
export interface Frame {
  readonly kind: 'module' | 'class' | 'function';
  readonly scope: Scope;
  /** Absolute. */
  readonly path: string;
  readonly module: string;
  line: number;
  readonly globalNames: Set<string>;
  readonly nonlocalNames: Set<string>;
  readonly func: PyFunction | undefined;
  /** The first argument of a call, or the class whose body it is: for `super()`. */
  self: PyValue | undefined;
  /** What a generator yielded. */
  readonly yields: PyList | undefined;
  /** The exception that is being handled, for a bare `raise`. */
  handling: PyInstance | undefined;
  /** Where `:=` in a comprehension binds. */
  readonly bindings: PyDict | undefined;
  /** The name that the running statement assigns. */
  target: string | null;
}

export type Completion =
  | { readonly type: 'normal' | 'break' | 'continue' }
  | { readonly type: 'return'; readonly value: PyValue };

export const NORMAL: Completion = { type: 'normal' };
