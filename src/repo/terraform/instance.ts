import type { Json } from '../../model/value.ts';
import type { SyntaxNode } from '../syntax-node.ts';
import { access, type Budget, evaluate, type Scope } from './evaluate.ts';
import { UNKNOWN } from './json.ts';
import { attributesOf, type HclBlock, type HclModule, type HclSource, namesOf } from './module.ts';

/** A module as one call of it uses it: its variables have the caller's values. */
export class ModuleInstance {
  readonly module: HclModule;
  /** `module.db.`, `` for a root. */
  readonly prefix: string;
  readonly root: string;
  readonly scope: Scope;
  readonly children = new Map<string, ModuleInstance>();
  readonly #inputs: ReadonlyMap<string, () => Json>;
  readonly #computed = new Map<string, Json>();

  constructor(
    module: HclModule,
    root: string,
    prefix: string,
    inputs: ReadonlyMap<string, () => Json>,
    budget: Budget,
  ) {
    this.module = module;
    this.root = root;
    this.prefix = prefix;
    this.#inputs = inputs;
    this.scope = { resolve: (path) => this.#resolve(path), budget };
  }

  evaluate(node: SyntaxNode | undefined, source: HclSource): Json {
    return evaluate(node, source, this.scope);
  }

  blocks(type: string): readonly HclBlock[] {
    return this.module.blocks.filter((block) => block.type === type);
  }

  #block(...name: readonly string[]): HclBlock | undefined {
    return namesOf(this.module).blocks.get(name.join(' '));
  }

  output(name: string): Json {
    const block = this.#block('output', name);
    const value = block === undefined ? undefined : attributesOf(block.body, block.source).get('value');
    return block === undefined
      ? UNKNOWN(`the module has no output ${name}`)
      : this.#once(`output.${name}`, () => this.evaluate(value, block.source));
  }

  #resolve(path: readonly string[]): Json {
    const [kind = '', name = '', ...rest] = path;
    if (kind === 'var') return this.#follow(`var.${name}`, () => this.#variable(name), rest);
    if (kind === 'local') return this.#follow(`local.${name}`, () => this.#local(name), rest);
    if (kind === 'module') {
      const child = this.children.get(name);
      const [output = '', ...further] = rest;
      return child === undefined
        ? UNKNOWN(`module.${name} is not in the repository`)
        : further.reduce<Json>(access, child.output(output));
    }
    if (kind === 'data' || kind === 'each' || kind === 'count' || kind === 'path' || kind === 'terraform')
      return UNKNOWN(`${path.slice(0, 3).join('.')} is known when Terraform runs`);
    return this.#resource(kind, name, rest);
  }

  /** What a resource's own arguments say is known before it exists. */
  #resource(type: string, name: string, [attribute, ...rest]: readonly string[]): Json {
    const block = this.#block('resource', type, name);
    if (block === undefined)
      return UNKNOWN(`${[type, name].filter((part) => part !== '').join('.')} is not declared here`);
    const expression = attribute === undefined ? undefined : attributesOf(block.body, block.source).get(attribute);
    if (expression === undefined)
      return UNKNOWN(`${type}.${name}${attribute === undefined ? '' : `.${attribute}`} is known when Terraform runs`);
    return this.#follow(`${type}.${name}.${attribute ?? ''}`, () => this.evaluate(expression, block.source), rest);
  }

  #variable(name: string): Json {
    const given = this.#inputs.get(name);
    if (given !== undefined) return given();
    const block = this.#block('variable', name);
    const fallback = block === undefined ? undefined : attributesOf(block.body, block.source).get('default');
    if (block === undefined || fallback === undefined) return UNKNOWN(`var.${name} is given when Terraform runs`);
    return this.evaluate(fallback, block.source);
  }

  #local(name: string): Json {
    const local = namesOf(this.module).locals.get(name);
    return local === undefined
      ? UNKNOWN(`local.${name} is not declared`)
      : this.evaluate(local.expression, local.source);
  }

  #follow(key: string, compute: () => Json, steps: readonly string[]): Json {
    return steps.reduce<Json>(access, this.#once(key, compute));
  }

  /** A value that needs itself stays unknown. */
  #once(key: string, compute: () => Json): Json {
    const known = this.#computed.get(key);
    if (known !== undefined) return known;
    this.#computed.set(key, UNKNOWN(`${key} refers to itself`));
    const value = compute();
    this.#computed.set(key, value);
    return value;
  }
}
