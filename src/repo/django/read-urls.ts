import type { Project, Route, Urls } from '../../model/repository/index.ts';
import { item, UniqueNames } from '../item.ts';
import { NotAvailable } from '../not-available.ts';
import type { Call, Expression, Module, Statement } from '../python/ast.ts';
import { loadPython } from '../python/parse.ts';
import type { Repository } from '../repository.ts';
import { findModule, type ProjectModule, packageOf } from './modules.ts';
import { settingsOf, valuesOf } from './project-settings.ts';
import { dottedName, importsOf, moduleOf, stringOf } from './python-files.ts';

const MAX_ROUTES = 5_000;
const MAX_DEPTH = 12;
/** Lists of patterns that are opened, each time that one is included. */
const MAX_LISTS = 2_000;

/** The URLs of ROOT_URLCONF, followed through the project's own includes. */
export async function readUrls(repository: Repository): Promise<Urls> {
  const project = await repository.fact('repository.project');
  const [root] = valuesOf(await settingsOf(repository), 'ROOT_URLCONF');
  if (typeof root !== 'string') throw new NotAvailable('ROOT_URLCONF is not known');
  await loadPython();
  const walk = new UrlWalk(repository, project);
  walk.module(root, { prefix: '', kind: 'path', depth: 0 });
  return { root, routes: walk.routes, complete: walk.complete, notes: walk.notes };
}

interface Context {
  readonly prefix: string;
  readonly kind: 'path' | 're_path';
  readonly depth: number;
  readonly when?: string;
}

interface File {
  readonly module: ProjectModule;
  readonly tree: Module;
  readonly imports: ReadonlyMap<string, string>;
  readonly text: string;
}

class UrlWalk {
  readonly routes: Route[] = [];
  readonly notes: { path: string; message: string }[] = [];
  complete = true;
  readonly #repository: Repository;
  readonly #project: Project;
  readonly #names = new UniqueNames();
  readonly #open = new Set<string>();
  #lists = 0;

  constructor(repository: Repository, project: Project) {
    this.#repository = repository;
    this.#project = project;
  }

  /** False when the module is not in the repository. */
  module(name: string, context: Context): boolean {
    const module = findModule(this.#repository, this.#project, name);
    const tree = module === undefined ? undefined : moduleOf(this.#repository, module.path);
    if (module === undefined || tree === undefined) return false;
    const file = this.#fileOf(module, tree);
    if (this.#open.has(name)) this.#incomplete(file, 1, 'includes itself');
    else this.#listOf('urlpatterns', name, context, file);
    return true;
  }

  #fileOf(module: ProjectModule, tree: Module): File {
    return this.#repository.once(`urls of ${module.name}`, () => ({
      module,
      tree,
      imports: importsOf(tree.body, packageOf(module)),
      text: this.#repository.text(module.path) ?? '',
    }));
  }

  /** A list of patterns by its name. One that is open already, or too deep or too often included, is left out. */
  #listOf(target: string, key: string, context: Context, file: File): void {
    this.#lists += 1;
    if (this.#open.has(key) || context.depth > MAX_DEPTH || this.#lists > MAX_LISTS)
      return this.#incomplete(file, 1, 'has URLs that are included too often or too deep: the rest is left out');
    this.#open.add(key);
    this.#statements(file.tree.body, target, context, file);
    this.#open.delete(key);
    return undefined;
  }

  /** Assignments to a list of patterns, additions to it, and those under conditions. */
  #statements(body: readonly Statement[], target: string, context: Context, file: File): void {
    for (const statement of body) {
      if (statement.type === 'Assign' && statement.targets.some((one) => dottedName(one) === target))
        this.#list(statement.value, context, file);
      else if (statement.type === 'AnnAssign' && dottedName(statement.target) === target && statement.value !== null)
        this.#list(statement.value, context, file);
      else if (statement.type === 'AugAssign' && dottedName(statement.target) === target)
        this.#list(statement.value, context, file);
      else if (statement.type === 'Expr') this.#mutation(statement.value, target, context, file);
      else if (statement.type === 'If') {
        const test = file.text.slice(statement.test.span.start, statement.test.span.end).slice(0, 200);
        const when = context.when === undefined ? test : `${context.when} and ${test}`;
        this.#statements(statement.body, target, { ...context, when }, file);
        this.#statements(statement.orelse, target, { ...context, when: `not (${when})` }, file);
      } else if (statement.type === 'Try') this.#statements(statement.body, target, context, file);
      else if (statement.type === 'For')
        this.#incomplete(
          file,
          statement.span.line,
          'builds URLs in a loop',
          statement.body.some((one) => file.text.slice(one.span.start, one.span.end).includes(target)),
        );
    }
  }

  /** `urlpatterns.append(path(…))`, `urlpatterns.extend([…])`, `insert(0, …)`. */
  #mutation(node: Expression, target: string, context: Context, file: File): void {
    if (node.type !== 'Call' || node.func.type !== 'Attribute' || dottedName(node.func.value) !== target) return;
    const value = node.args.at(-1);
    if (value === undefined) return;
    if (node.func.attr === 'extend') this.#list(value, context, file);
    else this.#entry(value, context, file);
  }

  #list(node: Expression, context: Context, file: File): void {
    if (node.type === 'List' || node.type === 'Tuple') for (const one of node.elts) this.#entry(one, context, file);
    else if (node.type === 'BinOp' && node.op === '+') {
      this.#list(node.left, context, file);
      this.#list(node.right, context, file);
    } else if (node.type === 'Name') this.#named(node.id, context, file);
    else if (node.type === 'Call') this.#listCall(node, context, file);
    else if (node.type === 'Attribute') this.#routerUrls(node, context, file);
    else this.#incomplete(file, node.span.line, 'builds its URLs in code');
  }

  /** Another list of the same module, or one that is imported. */
  #named(name: string, context: Context, file: File): void {
    if (name === 'urlpatterns') return;
    const imported = file.imports.get(name);
    const [module, member] =
      imported === undefined
        ? []
        : [imported.slice(0, imported.lastIndexOf('.')), imported.slice(imported.lastIndexOf('.') + 1)];
    const deeper = { ...context, depth: context.depth + 1 };
    if (imported === undefined) this.#listOf(name, `${file.module.name} ${name}`, deeper, file);
    else if (member !== 'urlpatterns' || module === undefined || !this.module(module, deeper))
      this.#incomplete(file, 1, `takes URLs from ${imported}`);
  }

  #listCall(node: Call, context: Context, file: File): void {
    const name = dottedName(node.func)?.split('.').at(-1);
    if (name === 'static' || name === 'staticfiles_urlpatterns') return;
    if (name === 'i18n_patterns') {
      this.complete = false;
      this.notes.push({
        path: file.module.path,
        message: `line ${node.span.line}: i18n_patterns puts a language before the paths`,
      });
      for (const one of node.args) this.#entry(one, context, file);
    } else if (
      ['list', 'format_suffix_patterns', 'decorator_include'].includes(name ?? '') &&
      node.args[0] !== undefined
    )
      this.#list(node.args[0], context, file);
    else this.#incomplete(file, node.span.line, `takes URLs from a call of ${name ?? 'something'}`);
  }

  #entry(node: Expression, context: Context, file: File): void {
    if (this.routes.length > MAX_ROUTES) return;
    if (node.type === 'Starred') return this.#list(node.value, context, file);
    const name = node.type === 'Call' ? dottedName(node.func)?.split('.').at(-1) : undefined;
    if (node.type !== 'Call' || !['path', 're_path', 'url'].includes(name ?? '')) {
      if (node.type === 'Call' && (name === 'include' || name === 'static')) return undefined;
      return this.#incomplete(file, node.span.line, 'has an entry that is no path()');
    }
    const route = stringOf(node.args[0] ?? node.keywords.find(({ arg }) => arg === 'route' || arg === 'regex')?.value);
    const view = node.args[1] ?? node.keywords.find(({ arg }) => arg === 'view')?.value;
    if (route === undefined || view === undefined)
      return this.#incomplete(file, node.span.line, 'has a path that is computed');
    const kind = name === 'path' && context.kind === 'path' ? 'path' : 're_path';
    const pattern = join(context, route, name === 'path' ? 'path' : 're_path');
    return this.#target(node, view, { ...context, prefix: pattern, kind, depth: context.depth + 1 }, file);
  }

  #target(node: Call, view: Expression, context: Context, file: File): void {
    const callee = view.type === 'Call' ? dottedName(view.func) : undefined;
    if (view.type === 'Call' && callee?.split('.').at(-1) === 'include')
      return this.#include(node, view, context, file);
    const dotted = dottedName(view.type === 'Call' ? view.func : view);
    const resolved = dotted === undefined ? undefined : resolve(dotted, file);
    if (resolved !== undefined && /\.urls$/.test(resolved) && !isAdmin(resolved, dotted))
      return this.#add(node, context, file, { include: resolved });
    const name = stringOf(node.keywords.find(({ arg }) => arg === 'name')?.value);
    return this.#add(node, context, file, {
      ...(resolved === undefined ? {} : { view: resolved }),
      ...(name === undefined ? {} : { name }),
    });
  }

  #include(node: Call, view: Call, context: Context, file: File): void {
    const [first] = view.args;
    const target = first?.type === 'Tuple' ? first.elts[0] : first;
    const text = stringOf(target);
    if (text !== undefined) {
      if (this.module(text, context)) return undefined;
      this.complete = false;
      return this.#add(node, context, file, { include: text });
    }
    if (target === undefined) return this.#incomplete(file, view.span.line, 'includes what could not be read');
    const dotted = dottedName(target);
    const resolved = dotted === undefined ? undefined : resolve(dotted, file);
    if (target.type === 'Attribute' && target.attr === 'urls')
      return this.#add(node, context, file, { ...(resolved === undefined ? {} : { include: resolved }) }, 'router');
    if (resolved !== undefined && file.imports.has(dotted ?? '') && this.module(resolved, context)) return undefined;
    return this.#list(target, context, file);
  }

  /** `router.urls`: paths that a router makes of view sets. */
  #routerUrls(node: Expression, context: Context, file: File): void {
    this.complete = false;
    const dotted = dottedName(node);
    if (dotted !== undefined)
      this.notes.push({
        path: file.module.path,
        message: `line ${node.span.line}: ${dotted} of a router is not opened (below "${context.prefix}")`,
      });
  }

  #add(node: Call, context: Context, file: File, more: Partial<Route>, kind: Route['kind'] = context.kind): void {
    const { path } = file.module;
    const location = { path, line: node.span.line, column: node.span.column };
    const id = this.#names.take(`${path}#${context.prefix}`);
    if (kind === 'router' || more.include !== undefined) this.complete = false;
    const written = file.text.slice(node.span.start, node.span.end);
    this.routes.push({
      ...item(location, undefined, 'production'),
      ref: { kind: 'file', id, name: `/${context.prefix}`, location },
      pattern: context.prefix,
      kind,
      ...more,
      admin: isAdmin(more.view, written),
      ...(context.when === undefined ? {} : { when: context.when }),
    });
  }

  #incomplete(file: File, line: number, message: string, really = true): void {
    if (!really) return;
    this.complete = false;
    const note = { path: file.module.path, message: `line ${line} ${message}` };
    if (!this.notes.some((one) => one.path === note.path && one.message === note.message)) this.notes.push(note);
  }
}

/** Django joins what stands before an include with what is inside; regular expressions lose their `^` inside. */
function join({ prefix, kind }: Context, route: string, own: 'path' | 're_path'): string {
  if (own === 'path' && kind === 'path') return prefix + route;
  const before = kind === 'path' ? `^${escape(prefix)}` : prefix.replace(/\$$/, '');
  return before + (own === 'path' ? escape(route) : route.replace(/^\^/, ''));
}

function escape(route: string): string {
  return route.replace(/<(?:\w+:)?(\w+)>/g, '(?P<$1>[^/]+)').replace(/\.(?![^(]*\))/g, '\\.');
}

/** `views.index` under the imports of its file: `shop.views.index`. */
function resolve(dotted: string, { imports, module }: File): string {
  const [first = '', ...rest] = dotted.split('.');
  const base = imports.get(first);
  return base === undefined ? `${module.name}.${dotted}` : [base, ...rest].join('.');
}

function isAdmin(view: string | undefined, written: string | undefined): boolean {
  return (
    /(^|\.)admin\.site\.urls$|django\.contrib\.admin/.test(view ?? '') ||
    /\b(?:admin|\w*admin_site|\w*_admin)(?:\.site)?\.urls\b/.test(written ?? '')
  );
}
