#!/usr/bin/env python3
"""Dumps the `ast` of Python files in djaudit's notation, one JSON document a line: {"path", "module"} or {"path", "error"}.

usage: dump.py < list-of-paths      (Python 3.13, so that the parts of f-strings have their places)
       dump.py FILE...              writes FILE.json beside each: what the tests compare with
"""
import ast
import json
import sys

BINARY = {
    'Add': '+', 'Sub': '-', 'Mult': '*', 'MatMult': '@', 'Div': '/', 'Mod': '%', 'Pow': '**', 'LShift': '<<',
    'RShift': '>>', 'BitOr': '|', 'BitXor': '^', 'BitAnd': '&', 'FloorDiv': '//',
}
UNARY = {'Not': 'not', 'USub': '-', 'UAdd': '+', 'Invert': '~'}
COMPARE = {
    'Eq': '==', 'NotEq': '!=', 'Lt': '<', 'LtE': '<=', 'Gt': '>', 'GtE': '>=', 'Is': 'is', 'IsNot': 'is not',
    'In': 'in', 'NotIn': 'not in',
}


def float_text(value):
    return 'inf' if value == float('inf') else value


class Dumper:
    def __init__(self, text):
        self.mark = text.startswith('\ufeff')
        self.lines = text.removeprefix('\ufeff').replace('\r\n', '\n').replace('\r', '\n').split('\n')

    def column(self, line, offset):
        before = self.lines[line - 1].encode('utf-8', 'surrogatepass')[:offset].decode('utf-8', 'replace')
        return len(before.encode('utf-16-le', 'surrogatepass')) // 2 + 1 + (self.mark and line == 1)

    def span(self, node):
        return [node.lineno, self.column(node.lineno, node.col_offset),
                node.end_lineno, self.column(node.end_lineno, node.end_col_offset)]

    def many(self, nodes):
        return [self.node(n) for n in nodes]

    def node(self, n):
        if n is None:
            return None
        name = type(n).__name__
        fields = getattr(self, 'as_' + name, self.plain)(n)
        base = {'type': fields.pop('type', name)}
        if base['type'] not in ('Module', 'Constant', 'JoinedStr', 'FormattedValue'):
            base['span'] = self.span(n)
        return {**base, **fields}

    def plain(self, n):
        out = {}
        for field, value in ast.iter_fields(n):
            if field in ('ctx', 'type_comment', 'type_params', 'type_ignores', 'simple', 'kind'):
                continue
            if isinstance(value, ast.AST):
                out[field] = self.node(value)
            elif isinstance(value, list):
                out[field] = [self.node(v) if isinstance(v, ast.AST) else v for v in value]
            else:
                out[field] = value
        return out

    def as_FunctionDef(self, n, is_async=False):
        return {'type': 'FunctionDef', 'isAsync': is_async, 'name': n.name, 'args': self.arguments(n.args),
                'body': self.many(n.body), 'decorators': self.many(n.decorator_list), 'returns': self.node(n.returns)}

    def as_AsyncFunctionDef(self, n):
        return self.as_FunctionDef(n, True)

    def as_Lambda(self, n):
        return {'args': self.arguments(n.args), 'body': self.node(n.body)}

    def arguments(self, a):
        def parameter(arg, default):
            return {'name': arg.arg, 'annotation': self.node(arg.annotation), 'default': self.node(default)}
        both = a.posonlyargs + a.args
        defaults = [None] * (len(both) - len(a.defaults)) + a.defaults
        pairs = [parameter(x, d) for x, d in zip(both, defaults)]
        split = len(a.posonlyargs)
        return {
            'posonlyargs': pairs[:split], 'args': pairs[split:],
            'vararg': a.vararg and parameter(a.vararg, None),
            'kwonlyargs': [parameter(x, d) for x, d in zip(a.kwonlyargs, a.kw_defaults)],
            'kwarg': a.kwarg and parameter(a.kwarg, None),
        }

    def as_ClassDef(self, n):
        return {'name': n.name, 'bases': self.many(n.bases), 'keywords': [self.keyword(k) for k in n.keywords],
                'body': self.many(n.body), 'decorators': self.many(n.decorator_list)}

    def keyword(self, k):
        return {'arg': k.arg, 'value': self.node(k.value)}

    def as_Call(self, n):
        return {'func': self.node(n.func), 'args': self.many(n.args), 'keywords': [self.keyword(k) for k in n.keywords]}

    def as_AugAssign(self, n):
        return {'target': self.node(n.target), 'op': BINARY[type(n.op).__name__], 'value': self.node(n.value)}

    def as_BinOp(self, n):
        return {'left': self.node(n.left), 'op': BINARY[type(n.op).__name__], 'right': self.node(n.right)}

    def as_UnaryOp(self, n):
        return {'op': UNARY[type(n.op).__name__], 'operand': self.node(n.operand)}

    def as_BoolOp(self, n):
        return {'op': type(n.op).__name__.lower(), 'values': self.many(n.values)}

    def as_Compare(self, n):
        return {'left': self.node(n.left), 'ops': [COMPARE[type(o).__name__] for o in n.ops],
                'comparators': self.many(n.comparators)}

    def loop(self, n, is_async):
        return {'type': 'For', 'isAsync': is_async, 'target': self.node(n.target), 'iter': self.node(n.iter),
                'body': self.many(n.body), 'orelse': self.many(n.orelse)}

    def as_For(self, n):
        return self.loop(n, False)

    def as_AsyncFor(self, n):
        return self.loop(n, True)

    def with_(self, n, is_async):
        items = [{'context': self.node(i.context_expr), 'target': self.node(i.optional_vars)} for i in n.items]
        return {'type': 'With', 'isAsync': is_async, 'items': items, 'body': self.many(n.body)}

    def as_With(self, n):
        return self.with_(n, False)

    def as_AsyncWith(self, n):
        return self.with_(n, True)

    def try_(self, n, star):
        handlers = [{'exception': self.node(h.type), 'name': h.name, 'body': self.many(h.body)} for h in n.handlers]
        return {'type': 'Try', 'isStar': star, 'body': self.many(n.body), 'handlers': handlers,
                'orelse': self.many(n.orelse), 'finalbody': self.many(n.finalbody)}

    def as_Try(self, n):
        return self.try_(n, False)

    def as_TryStar(self, n):
        return self.try_(n, True)

    def names(self, n):
        return [{'name': a.name, 'asname': a.asname} for a in n.names]

    def as_Import(self, n):
        return {'names': self.names(n)}

    def as_ImportFrom(self, n):
        return {'module': n.module, 'names': self.names(n), 'level': n.level}

    def comprehension(self, g):
        return {'target': self.node(g.target), 'iter': self.node(g.iter), 'ifs': self.many(g.ifs), 'isAsync': bool(g.is_async)}

    def comp(self, n):
        return {'elt': self.node(n.elt), 'generators': [self.comprehension(g) for g in n.generators]}

    as_ListComp = as_SetComp = as_GeneratorExp = comp

    def as_DictComp(self, n):
        return {'key': self.node(n.key), 'value': self.node(n.value),
                'generators': [self.comprehension(g) for g in n.generators]}

    def as_Match(self, n):
        cases = [{'pattern': self.node(c.pattern), 'guard': self.node(c.guard), 'body': self.many(c.body)} for c in n.cases]
        return {'subject': self.node(n.subject), 'cases': cases}

    def as_MatchClass(self, n):
        keywords = [{'name': k, 'pattern': self.node(p)} for k, p in zip(n.kwd_attrs, n.kwd_patterns)]
        return {'cls': self.node(n.cls), 'patterns': self.many(n.patterns), 'kwdPatterns': keywords}

    def as_Constant(self, n):
        return {'value': self.constant(n.value)}

    def as_MatchSingleton(self, n):
        return {'value': n.value}

    def constant(self, v):
        if v is None:
            return {'kind': 'none'}
        if v is Ellipsis:
            return {'kind': 'ellipsis'}
        if isinstance(v, bool):
            return {'kind': 'bool', 'value': v}
        if isinstance(v, int):
            return {'kind': 'int', 'value': hex(v)}
        if isinstance(v, float):
            return {'kind': 'float', 'value': float_text(v)}
        if isinstance(v, complex):
            return {'kind': 'complex', 'imag': float_text(v.imag)}
        if isinstance(v, bytes):
            return {'kind': 'bytes', 'value': v.decode('latin-1')}
        return {'kind': 'str', 'value': v}

    def as_FormattedValue(self, n):
        conversion = None if n.conversion == -1 else chr(n.conversion)
        return {'value': self.node(n.value), 'conversion': conversion, 'format': self.node(n.format_spec)}


def main():
    sys.setrecursionlimit(20000)
    for path in sys.argv[1:]:
        with open(path, encoding='utf-8', newline='') as source, open(path + '.json', 'w', encoding='utf-8') as out:
            text = source.read()
            json.dump(Dumper(text).node(ast.parse(text.removeprefix('\ufeff'))), out)
    if len(sys.argv) > 1:
        return
    for path in sys.stdin.read().splitlines():
        try:
            with open(path, encoding='utf-8', newline='') as f:
                text = f.read()
            document = {'path': path, 'module': Dumper(text).node(ast.parse(text.removeprefix('\ufeff')))}
        except (SyntaxError, UnicodeDecodeError, ValueError, RecursionError) as e:
            document = {'path': path, 'error': f'{type(e).__name__}: {e}'}
        print(json.dumps(document))


main()
