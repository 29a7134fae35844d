import { childAt, childrenAt, type SyntaxNode } from '../syntax-node.ts';
import type { Guard, ShellCommand, ShellContext } from './command.ts';
import { wordText } from './word.ts';

/** A text of more commands than this is data. */
const MAX_COMMANDS = 5_000;
/** Functions that call each other can multiply: after so many steps the rest is left out. */
const MAX_STEPS = 200_000;
const MAX_DEPTH = 60;

/** Walks a program in the order of its text; functions are walked where they are called. */
export class ShellWalk {
  readonly commands: ShellCommand[] = [];
  readonly #text: string;
  readonly #functions = new Map<string, SyntaxNode>();
  readonly #active = new Set<SyntaxNode>();
  #steps = 0;

  constructor(text: string) {
    this.#text = text;
  }

  visit(node: SyntaxNode, context: ShellContext): void {
    this.#steps += 1;
    if (context.depth > MAX_DEPTH || this.commands.length > MAX_COMMANDS || this.#steps > MAX_STEPS) return;
    const inner = { ...context, depth: context.depth + 1 };
    switch (node.type) {
      case 'command':
        return this.#command(node, inner);
      case 'declaration_command':
        return this.#declaration(node, inner);
      case 'function_definition':
        return this.#define(node);
      case 'list':
        return this.#list(node, context);
      case 'if_statement':
        return this.#conditional(node, inner);
      case 'case_statement':
        return this.#case(node, inner);
      case 'redirected_statement':
        return this.#redirected(node, inner);
      case 'while_statement':
      case 'for_statement':
      case 'c_style_for_statement':
        return this.#loop(node, inner);
      case 'variable_assignment':
      case 'variable_assignments':
        return this.#assignment(node, inner);
      default:
        return this.#sequence(node, inner);
    }
  }

  /** Statements one after the other; an `&` behind one sends it to the background. */
  #sequence(node: SyntaxNode, context: ShellContext): void {
    node.children.forEach((child, at) => {
      if (!child.named) return;
      this.visit(child, node.children[at + 1]?.type === '&' ? { ...context, background: true } : context);
    });
  }

  #command(node: SyntaxNode, context: ShellContext): void {
    const name = childAt(node, 'name');
    const parts = name === undefined ? [] : [name, ...childrenAt(node, 'argument')];
    const words = parts.map((part) => wordText(part, this.#text));
    this.#substitutions(node, context);
    const body = this.#functions.get(words[0] ?? '');
    if (body !== undefined) return this.#call(body, context);
    const exec = words[0] === 'exec' && words.length > 1;
    const assignments = node.children.flatMap((child) => assignmentOf(child, this.#text));
    this.#push(node, withoutExec(words, exec), { exec, assignments }, context);
  }

  #call(body: SyntaxNode, context: ShellContext): void {
    if (this.#active.has(body)) return;
    this.#active.add(body);
    this.visit(body, context);
    this.#active.delete(body);
  }

  #declaration(node: SyntaxNode, context: ShellContext): void {
    this.#substitutions(node, context);
    const assignments = node.children.flatMap((child) => assignmentOf(child, this.#text));
    const keyword = this.#text.slice(node.start, node.children[0]?.end ?? node.end);
    this.#push(
      node,
      [keyword, ...assignments.map(([name, value]) => `${name}=${value}`)],
      { exec: false, assignments },
      context,
    );
  }

  #assignment(node: SyntaxNode, context: ShellContext): void {
    this.#substitutions(node, context);
    const nodes = node.type === 'variable_assignment' ? [node] : node.children;
    const assignments = nodes.flatMap((child) => assignmentOf(child, this.#text));
    this.#push(node, [], { exec: false, assignments }, context);
  }

  /** `$(…)` runs too, before the command that it stands in. */
  #substitutions(node: SyntaxNode, context: ShellContext): void {
    for (const child of node.children) {
      if (child.type === 'command_substitution') this.#sequence(child, { ...context, depth: context.depth + 1 });
      else if (context.depth < MAX_DEPTH) this.#substitutions(child, { ...context, depth: context.depth + 1 });
    }
  }

  #push(
    node: SyntaxNode,
    words: readonly string[],
    of: Pick<ShellCommand, 'exec' | 'assignments'>,
    context: ShellContext,
  ): void {
    const { guards, ignoresFailure, background } = context;
    this.commands.push({ words, start: node.start, end: node.end, guards, ignoresFailure, background, ...of });
  }

  #define(node: SyntaxNode): void {
    const name = childAt(node, 'name');
    const body = childAt(node, 'body');
    if (name !== undefined && body !== undefined) this.#functions.set(this.#text.slice(name.start, name.end), body);
  }

  /** `a && b`, `a || b`: only a test before `&&` is a condition worth naming, and `|| true` swallows a failure. */
  #list(node: SyntaxNode, context: ShellContext): void {
    const operator = node.children.find((child) => child.type === '&&' || child.type === '||')?.type;
    const [left, right] = node.children.filter((child) => child.named);
    if (left === undefined || right === undefined) return this.#sequence(node, context);
    const swallowed = operator === '||' && isHarmless(this.#text.slice(right.start, right.end));
    this.visit(left, swallowed ? { ...context, ignoresFailure: true } : context);
    const condition = this.#text.slice(left.start, left.end);
    if (operator === '||') return this.visit(right, guarded(context, { text: `not (${condition})` }));
    return this.visit(right, isTest(condition) ? guarded(context, { text: condition }) : context);
  }

  #conditional(node: SyntaxNode, context: ShellContext, earlier = ''): void {
    let condition = earlier;
    let seenThen = false;
    for (const child of node.children) {
      if (child.type === 'then') seenThen = true;
      else if (child.type === 'elif_clause') this.#conditional(child, guarded(context, { text: `not (${condition})` }));
      else if (child.type === 'else_clause') this.#sequence(child, guarded(context, { text: `not (${condition})` }));
      else if (!seenThen && child.named) {
        condition = this.#text.slice(child.start, child.end);
        this.visit(child, context);
      } else if (child.named) this.visit(child, guarded(context, { text: condition }));
    }
  }

  #case(node: SyntaxNode, context: ShellContext): void {
    const value = childAt(node, 'value');
    const subject = value === undefined ? '' : wordText(value, this.#text);
    for (const item of node.children.filter((child) => child.type === 'case_item')) {
      const patterns = childrenAt(item, 'value').map((pattern) => wordText(pattern, this.#text));
      const guard = { text: `${subject} is ${patterns.join(' or ')}`, subject, patterns };
      for (const child of item.children)
        if (child.named && child.field !== 'value') this.visit(child, guarded(context, guard));
    }
  }

  #redirected(node: SyntaxNode, context: ShellContext): void {
    for (const child of node.children) if (child.named && child.field !== 'redirect') this.visit(child, context);
  }

  #loop(node: SyntaxNode, context: ShellContext): void {
    const condition = childAt(node, 'condition');
    const guard = condition === undefined ? undefined : { text: this.#text.slice(condition.start, condition.end) };
    for (const child of node.children) {
      if (!child.named || child.field === 'value' || child.field === 'variable') continue;
      this.visit(child, child.type === 'do_group' && guard !== undefined ? guarded(context, guard) : context);
    }
  }
}

function guarded(context: ShellContext, guard: Guard): ShellContext {
  return { ...context, guards: [...context.guards, { ...guard, text: guard.text.slice(0, 200) }] };
}

function isTest(condition: string): boolean {
  return /^\s*(!\s*)?(\[|test\s)/.test(condition);
}

function isHarmless(command: string): boolean {
  return /^(true|:|exit 0|echo\b.*|printf\b.*)$/s.test(command.trim());
}

function withoutExec(words: readonly string[], exec: boolean): readonly string[] {
  if (!exec) return words;
  const rest = words.slice(1);
  while (rest[0] === '-c' || rest[0] === '-l') rest.shift();
  if (rest[0] === '-a') rest.splice(0, 2);
  return rest;
}

function assignmentOf(node: SyntaxNode, text: string): readonly (readonly [string, string])[] {
  if (node.type !== 'variable_assignment') return [];
  const name = childAt(node, 'name');
  const value = childAt(node, 'value');
  if (name === undefined) return [];
  return [[text.slice(name.start, name.end), value === undefined ? '' : wordText(value, text)]];
}
