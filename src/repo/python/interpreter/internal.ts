import type { Runtime } from '../native.ts';
import type { Interpreter } from './interpreter.ts';

/** Native functions of the core may use what those of libraries may not: there is one implementation of both. */
export function internal(it: Runtime): Interpreter {
  return it as Interpreter; // Machine implements both
}
