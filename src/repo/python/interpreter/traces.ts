import type { Span } from '../ast.ts';
import { PyDict, PyList, PySet } from '../values.ts';
import type { Frame } from './frame.ts';

/** One step of how a value came about; `order` is the sequence in the run. */
export interface Step {
  readonly path: string;
  readonly line: number;
  readonly operation?: string;
  /** The assigned value where it is True, False, None or a number that stands there as such. */
  readonly literal?: WrittenValue;
  readonly order: number;
}

/** A value in the text of a file, as Python would write it. */
export interface WrittenValue {
  readonly text: string;
  readonly span: Span;
}

const MOST_STEPS = 40;

/** Where names were assigned and containers changed. A branch that is run again does not add what is there already. */
export class Traces {
  private readonly names = new WeakMap<PyDict, Map<string, Step[]>>();
  private readonly changes = new WeakMap<object, Step[]>();
  private operation: string | undefined;
  private order = 0;
  private silent = false;
  private literal: WrittenValue | undefined;
  private readonly frames: () => readonly Frame[];

  constructor(frames: () => readonly Frame[]) {
    this.frames = frames;
  }

  operating(operation: string, run: () => void, literal?: WrittenValue): void {
    const { operation: before, literal: beforeIt } = this;
    this.operation = operation;
    this.literal = literal;
    try {
      run();
    } finally {
      this.operation = before;
      this.literal = beforeIt;
    }
  }

  /** A name that gets the history of another one has no line of its own. */
  silently(run: () => void): void {
    this.silent = true;
    try {
      run();
    } finally {
      this.silent = false;
    }
  }

  assigned(namespace: PyDict, name: string): void {
    const frame = this.frames().at(-1);
    if (this.silent || frame === undefined || (frame.kind === 'function' && frame.scope.locals === namespace)) return;
    const step = this.step(this.operation === '=' ? undefined : this.operation);
    push(this.stepsOf(namespace, name), this.literal === undefined ? step : { ...step, literal: this.literal });
  }

  copy(from: PyDict, to: PyDict, name: string): void {
    const steps = this.stepsOf(to, name);
    for (const step of this.stepsOf(from, name)) push(steps, step);
  }

  changed(holder: object): void {
    const operation = this.operation;
    if (operation === undefined || operation === '=') return;
    if (!(holder instanceof PyList || holder instanceof PySet || (holder instanceof PyDict && !holder.isNamespace)))
      return;
    const steps = this.changes.get(holder) ?? [];
    this.changes.set(holder, steps);
    push(steps, this.step(operation));
  }

  ofName(namespace: PyDict, name: string): readonly Step[] {
    return this.names.get(namespace)?.get(name) ?? [];
  }

  ofObject(holder: object): readonly Step[] {
    return this.changes.get(holder) ?? [];
  }

  private stepsOf(namespace: PyDict, name: string): Step[] {
    const names = this.names.get(namespace) ?? new Map<string, Step[]>();
    this.names.set(namespace, names);
    const steps = names.get(name) ?? [];
    names.set(name, steps);
    return steps;
  }

  /** The code of a settings file, or of a class in it, rather than that of a helper that it calls. */
  private step(operation: string | undefined): Step {
    const frames = this.frames();
    const frame = frames.findLast(({ kind }) => kind === 'module' || kind === 'class') ?? frames.at(-1);
    this.order += 1;
    const place = { path: frame?.path ?? '', line: frame?.line ?? 0, order: this.order };
    return operation === undefined ? place : { ...place, operation };
  }
}

function push(steps: Step[], step: Step): void {
  const same = steps.some(
    (one) => one.path === step.path && one.line === step.line && one.operation === step.operation,
  );
  if (!same && steps.length < MOST_STEPS) steps.push(step);
}
