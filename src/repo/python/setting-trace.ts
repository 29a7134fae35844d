import type { TraceStep } from '../../model/value.ts';
import type { Machine } from './interpreter/machine.ts';
import type { Step } from './interpreter/traces.ts';
import { PyChoice, PyDict, PyInstance, PyList, PySet, PyTuple, type PyValue } from './values.ts';

const DEEPEST = 4;

/** Where a setting was assigned and its value changed, oldest first. */
export function tracesOf(machine: Machine, namespace: PyDict, name: string, value: PyValue): TraceStep[] {
  const steps: Step[] = [...machine.traces.ofName(namespace, name)];
  collect(machine, value, steps, 0);
  const seen = new Set<string>();
  return steps
    .toSorted((a, b) => a.order - b.order)
    .filter(({ path, line, operation }) => {
      const key = `${path}:${line}:${operation ?? ''}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .map(({ path, line, operation, literal }) => ({
      path,
      line,
      ...(operation === undefined ? {} : { operation }),
      ...(literal === undefined ? {} : { literal: { text: literal.text, location: { path, ...literal.span } } }),
    }));
}

/** The same step of a file that is called by another path. */
export function withPath(step: TraceStep, path: string): TraceStep {
  const { literal } = step;
  if (literal === undefined) return { ...step, path };
  return { ...step, path, literal: { ...literal, location: { ...literal.location, path } } };
}

function collect(machine: Machine, value: PyValue, steps: Step[], depth: number): void {
  if (depth > DEEPEST || value === null || typeof value !== 'object') return;
  if (value instanceof PyChoice) {
    collect(machine, value.yes, steps, depth + 1);
    collect(machine, value.no, steps, depth + 1);
    return;
  }
  if (value instanceof PyInstance && value.base !== undefined) collect(machine, value.base, steps, depth + 1);
  if (!(value instanceof PyList || value instanceof PySet || value instanceof PyDict || value instanceof PyTuple))
    return;
  steps.push(...machine.traces.ofObject(value));
  for (const item of childrenOf(value)) collect(machine, item, steps, depth + 1);
}

function childrenOf(value: PyList | PySet | PyDict | PyTuple): readonly PyValue[] {
  if (value instanceof PyTuple) return value.items;
  if (value instanceof PyDict) return [...value.entries.values()].map(({ value: item }) => item);
  return Array.isArray(value.content) ? value.content : [];
}
