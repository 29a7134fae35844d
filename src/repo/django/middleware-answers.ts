import type { MiddlewareAnswer } from '../../model/repository/index.ts';
import type { Call, ClassDef, Expression, FunctionDef, Span, Statement } from '../python/ast.ts';
import { callsIn, callsOf, childrenOf, expressionsOf } from './expressions.ts';
import { allStatements, blocksOf, dottedName, stringOf } from './python-files.ts';

type Definition = ClassDef | FunctionDef;

const ENTRIES = new Set(['__call__', '__acall__', 'process_request', 'process_view', 'middleware']);

interface Walk {
  readonly path: string;
  readonly text: string;
  readonly methods: ReadonlyMap<string, FunctionDef>;
  readonly found: MiddlewareAnswer[];
  readonly open: Set<string>;
}

/** Requests that a middleware answers by itself: returns that do not come from the next one in the chain. */
export function answersOf(definition: Definition, path: string, text: string): readonly MiddlewareAnswer[] {
  const functions = definition.body.filter((one): one is FunctionDef => one.type === 'FunctionDef');
  const methods = new Map(functions.map((one) => [one.name, one]));
  const walk: Walk = { path, text, methods, found: [], open: new Set() };
  const entries = definition.type === 'FunctionDef' ? functions : functions.filter(({ name }) => ENTRIES.has(name));
  for (const entry of entries) visit(entry.body, [], walk);
  return walk.found;
}

/** @param tests the conditions under which the statements run, the outermost first. */
function visit(body: readonly Statement[], tests: readonly Expression[], walk: Walk): void {
  for (const statement of body) {
    if (statement.type === 'Return') addReturn(statement.value, statement.span, tests, walk);
    else if (statement.type === 'If') {
      visit(statement.body, [...tests, statement.test], walk);
      visit(statement.orelse, tests, walk);
    } else if (statement.type !== 'FunctionDef' && statement.type !== 'ClassDef')
      for (const block of blocksOf(statement)) visit(block, tests, walk);
  }
}

function addReturn(value: Expression | null, { line, column }: Span, tests: readonly Expression[], walk: Walk): void {
  if (value?.type !== 'Call' || tests.length === 0) return;
  const callee = dottedName(value.func) ?? '';
  if ([...callsOf(value, 0)].some((call) => /get_response$/.test(dottedName(call.func) ?? ''))) return;
  const method = walk.methods.get(callee.replace(/^self\./, ''));
  const [answer] = pathTests(tests);
  const when = tests
    .map((test) => walk.text.slice(test.span.start, test.span.end))
    .join(' and ')
    .slice(0, 300);
  const status = method === undefined ? statusOf(value) : statusOfMethod(method, walk.open);
  walk.found.push({
    paths: answer?.paths ?? [],
    match: answer?.match ?? 'other',
    when,
    ...(status === undefined ? {} : { status }),
    location: { path: walk.path, line, column },
  });
}

function statusOfMethod(method: FunctionDef, open: Set<string>): number | undefined {
  if (open.has(method.name)) return undefined;
  const returns = [...allStatements(method.body)].flatMap((one) =>
    one.type === 'Return' && one.value?.type === 'Call' ? [statusOf(one.value)] : [],
  );
  const distinct = new Set(returns);
  return distinct.size === 1 ? returns[0] : undefined;
}

const STATUSES: Readonly<Record<string, number>> = {
  HttpResponse: 200,
  JsonResponse: 200,
  StreamingHttpResponse: 200,
  TemplateResponse: 200,
  render: 200,
  Response: 200,
  redirect: 302,
  HttpResponseRedirect: 302,
  HttpResponsePermanentRedirect: 301,
  HttpResponseNotModified: 304,
  HttpResponseBadRequest: 400,
  HttpResponseForbidden: 403,
  HttpResponseNotFound: 404,
  HttpResponseNotAllowed: 405,
  HttpResponseGone: 410,
  HttpResponseServerError: 500,
};

/** A literal `status`, else the class's own; undefined when something else decides. */
function statusOf(call: Call): number | undefined {
  const given = call.keywords.find(({ arg }) => arg === 'status')?.value;
  if (given !== undefined)
    return given.type === 'Constant' && given.value.kind === 'int' ? Number(given.value.value) : undefined;
  if (call.keywords.some(({ arg }) => arg === null)) return undefined;
  return STATUSES[dottedName(call.func)?.split('.').at(-1) ?? ''];
}

type PathTest = Pick<MiddlewareAnswer, 'paths' | 'match'>;

/** Comparisons of the request's path with literals, wherever they stand in the conditions. */
function pathTests(tests: readonly Expression[]): readonly PathTest[] {
  return tests.flatMap((test) => pathTestsIn(test, 0));
}

function pathTestsIn(node: Expression, depth: number): readonly PathTest[] {
  if (depth > 20 || (node.type === 'UnaryOp' && node.op === 'not')) return [];
  const own = node.type === 'Compare' ? comparison(node) : node.type === 'Call' ? method(node) : undefined;
  if (own !== undefined) return [own];
  if (node.type === 'BoolOp' && node.op === 'or')
    return joined(node.values.flatMap((one) => pathTestsIn(one, depth + 1)));
  return childrenOf(node).flatMap((child) => pathTestsIn(child, depth + 1));
}

/** `path == "/a" or path == "/b"`. */
function joined(tests: readonly PathTest[]): readonly PathTest[] {
  const [first] = tests;
  if (first === undefined || tests.some(({ match }) => match !== first.match)) return tests;
  return [{ match: first.match, paths: tests.flatMap(({ paths }) => paths) }];
}

function comparison(node: Extract<Expression, { type: 'Compare' }>): PathTest | undefined {
  const [operator] = node.ops;
  const [right] = node.comparators;
  if (right === undefined) return undefined;
  if (operator === '==' && isPath(node.left)) return literal(right, 'equal');
  if (operator === '==' && isPath(right)) return literal(node.left, 'equal');
  if (operator === 'in' && isPath(node.left)) return literal(right, 'equal');
  return operator === 'in' && isPath(right) ? literal(node.left, 'contains') : undefined;
}

function method(node: Call): PathTest | undefined {
  const name = node.func.type === 'Attribute' ? node.func.attr : undefined;
  const on = node.func.type === 'Attribute' ? node.func.value : undefined;
  const [first, second] = node.args;
  if (on !== undefined && isPath(on) && first !== undefined) {
    if (name === 'startswith') return literal(first, 'prefix');
    if (name === 'endswith') return literal(first, 'suffix');
  }
  return (name === 'match' || name === 'search') && second !== undefined && isPath(second) && first !== undefined
    ? literal(first, 'regex')
    : undefined;
}

function literal(node: Expression, match: PathTest['match']): PathTest | undefined {
  const single = stringOf(node);
  if (single !== undefined) return { match, paths: [single] };
  if (node.type !== 'List' && node.type !== 'Tuple' && node.type !== 'Set') return undefined;
  const paths = node.elts.flatMap((one) => stringOf(one) ?? []);
  return paths.length === node.elts.length ? { match, paths } : undefined;
}

/** `request.path`, `request.path_info`, `path`, and what is stripped or lowered of them. */
function isPath(node: Expression): boolean {
  if (
    node.type === 'Call' &&
    node.func.type === 'Attribute' &&
    ['lower', 'rstrip', 'strip', 'lstrip'].includes(node.func.attr)
  )
    return isPath(node.func.value);
  return /(^|\.)(path|path_info|get_full_path)$/.test(dottedName(node.type === 'Call' ? node.func : node) ?? '');
}

/** Settings and variables that it reads: `settings.MAINTENANCE_MODE`, `os.environ["X"]`. Sorted. */
export function settingsReadIn(definition: Definition): readonly string[] {
  const names = new Set<string>();
  const visitExpression = (node: Expression, depth: number): void => {
    const name =
      node.type === 'Attribute' && node.value.type === 'Name' && node.value.id === 'settings' ? node.attr : undefined;
    if (name !== undefined) names.add(name);
    if (depth < 40) for (const child of childrenOf(node)) visitExpression(child, depth + 1);
  };
  for (const statement of allStatements(definition.body))
    for (const expression of expressionsOf(statement)) visitExpression(expression, 0);
  for (const call of callsIn(definition.body)) {
    const callee = dottedName(call.func) ?? '';
    const position = callee === 'getattr' ? call.args[1] : call.args[0];
    const text = stringOf(position);
    if (text !== undefined && /^(getattr|os\.getenv|os\.environ\.get|config|env(\.\w+)?)$/.test(callee))
      names.add(text);
  }
  return [...names].sort();
}
