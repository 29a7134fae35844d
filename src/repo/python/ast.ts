/**
 * Python's abstract syntax, with the node and field names of CPython's `ast` module, so that anybody who knows that module
 * can read ours. Positions are lines and columns from 1 and UTF-16 offsets from 0; ends are exclusive.
 */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly span: Span;
}

export interface Module extends Node {
  readonly type: 'Module';
  readonly body: readonly Statement[];
  /** Places that the parser could not read; what follows them may be wrong. */
  readonly errors: readonly Span[];
}

export type Statement =
  | FunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | AugAssign
  | AnnAssign
  | For
  | While
  | If
  | With
  | Match
  | Raise
  | Try
  | Assert
  | Import
  | ImportFrom
  | Global
  | Nonlocal
  | ExprStatement
  | Pass
  | Break
  | Continue
  | TypeAlias
  | ErrorStatement;

export interface FunctionDef extends Node {
  readonly type: 'FunctionDef';
  readonly isAsync: boolean;
  readonly name: string;
  readonly args: Arguments;
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
  readonly returns: Expression | null;
}
export interface ClassDef extends Node {
  readonly type: 'ClassDef';
  readonly name: string;
  readonly bases: readonly Expression[];
  readonly keywords: readonly Keyword[];
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
}
export interface Return extends Node {
  readonly type: 'Return';
  readonly value: Expression | null;
}
export interface Delete extends Node {
  readonly type: 'Delete';
  readonly targets: readonly Expression[];
}
export interface Assign extends Node {
  readonly type: 'Assign';
  readonly targets: readonly Expression[];
  readonly value: Expression;
}
export interface AugAssign extends Node {
  readonly type: 'AugAssign';
  readonly target: Expression;
  readonly op: BinaryOperator;
  readonly value: Expression;
}
export interface AnnAssign extends Node {
  readonly type: 'AnnAssign';
  readonly target: Expression;
  readonly annotation: Expression;
  readonly value: Expression | null;
}
export interface For extends Node {
  readonly type: 'For';
  readonly isAsync: boolean;
  readonly target: Expression;
  readonly iter: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}
export interface While extends Node {
  readonly type: 'While';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}
/** `elif` is an If alone in `orelse`, as in CPython. */
export interface If extends Node {
  readonly type: 'If';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}
export interface With extends Node {
  readonly type: 'With';
  readonly isAsync: boolean;
  readonly items: readonly { readonly context: Expression; readonly target: Expression | null }[];
  readonly body: readonly Statement[];
}
export interface Match extends Node {
  readonly type: 'Match';
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
}
export interface MatchCase extends Node {
  readonly pattern: Pattern;
  readonly guard: Expression | null;
  readonly body: readonly Statement[];
}
export interface Raise extends Node {
  readonly type: 'Raise';
  readonly exc: Expression | null;
  readonly cause: Expression | null;
}
export interface Try extends Node {
  readonly type: 'Try';
  readonly isStar: boolean;
  readonly body: readonly Statement[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Statement[];
  readonly finalbody: readonly Statement[];
}
export interface ExceptHandler extends Node {
  /** Python 3.14's `except A, B:` is a Tuple, as with parentheses. */
  readonly exception: Expression | null;
  readonly name: string | null;
  readonly body: readonly Statement[];
}
export interface Assert extends Node {
  readonly type: 'Assert';
  readonly test: Expression;
  readonly msg: Expression | null;
}
export interface Alias extends Node {
  readonly name: string;
  readonly asname: string | null;
}
export interface Import extends Node {
  readonly type: 'Import';
  readonly names: readonly Alias[];
}
export interface ImportFrom extends Node {
  readonly type: 'ImportFrom';
  /** Null in `from . import x`. */
  readonly module: string | null;
  /** `*` is an Alias with that name. */
  readonly names: readonly Alias[];
  /** Leading dots. */
  readonly level: number;
}
export interface Global extends Node {
  readonly type: 'Global';
  readonly names: readonly string[];
}
export interface Nonlocal extends Node {
  readonly type: 'Nonlocal';
  readonly names: readonly string[];
}
export interface ExprStatement extends Node {
  readonly type: 'Expr';
  readonly value: Expression;
}
export interface Pass extends Node {
  readonly type: 'Pass';
}
export interface Break extends Node {
  readonly type: 'Break';
}
export interface Continue extends Node {
  readonly type: 'Continue';
}
export interface TypeAlias extends Node {
  readonly type: 'TypeAlias';
  readonly name: Expression;
  readonly value: Expression;
}
/** Text that is no Python. */
export interface ErrorStatement extends Node {
  readonly type: 'Error';
}

export type Expression =
  | BoolOp
  | NamedExpr
  | BinOp
  | UnaryOp
  | Lambda
  | IfExp
  | Dict
  | Set
  | ListComp
  | SetComp
  | DictComp
  | GeneratorExp
  | Await
  | Yield
  | YieldFrom
  | Compare
  | Call
  | JoinedStr
  | TemplateStr
  | Constant
  | Attribute
  | Subscript
  | Starred
  | Name
  | List
  | Tuple
  | Slice
  | ErrorExpression;

export type BinaryOperator = '+' | '-' | '*' | '@' | '/' | '%' | '**' | '<<' | '>>' | '|' | '^' | '&' | '//';
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'is' | 'is not' | 'in' | 'not in';

export interface BoolOp extends Node {
  readonly type: 'BoolOp';
  readonly op: 'and' | 'or';
  readonly values: readonly Expression[];
}
export interface NamedExpr extends Node {
  readonly type: 'NamedExpr';
  readonly target: Name;
  readonly value: Expression;
}
export interface BinOp extends Node {
  readonly type: 'BinOp';
  readonly left: Expression;
  readonly op: BinaryOperator;
  readonly right: Expression;
}
export interface UnaryOp extends Node {
  readonly type: 'UnaryOp';
  readonly op: 'not' | '-' | '+' | '~';
  readonly operand: Expression;
}
export interface Lambda extends Node {
  readonly type: 'Lambda';
  readonly args: Arguments;
  readonly body: Expression;
}
export interface IfExp extends Node {
  readonly type: 'IfExp';
  readonly test: Expression;
  readonly body: Expression;
  readonly orelse: Expression;
}
/** A null key is `**value`. */
export interface Dict extends Node {
  readonly type: 'Dict';
  readonly keys: readonly (Expression | null)[];
  readonly values: readonly Expression[];
}
export interface Set extends Node {
  readonly type: 'Set';
  readonly elts: readonly Expression[];
}
export interface ListComp extends Node {
  readonly type: 'ListComp';
  readonly elt: Expression;
  readonly generators: readonly Comprehension[];
}
export interface SetComp extends Node {
  readonly type: 'SetComp';
  readonly elt: Expression;
  readonly generators: readonly Comprehension[];
}
export interface DictComp extends Node {
  readonly type: 'DictComp';
  readonly key: Expression;
  readonly value: Expression;
  readonly generators: readonly Comprehension[];
}
export interface GeneratorExp extends Node {
  readonly type: 'GeneratorExp';
  readonly elt: Expression;
  readonly generators: readonly Comprehension[];
}
export interface Comprehension {
  readonly target: Expression;
  readonly iter: Expression;
  readonly ifs: readonly Expression[];
  readonly isAsync: boolean;
}
export interface Await extends Node {
  readonly type: 'Await';
  readonly value: Expression;
}
export interface Yield extends Node {
  readonly type: 'Yield';
  readonly value: Expression | null;
}
export interface YieldFrom extends Node {
  readonly type: 'YieldFrom';
  readonly value: Expression;
}
export interface Compare extends Node {
  readonly type: 'Compare';
  readonly left: Expression;
  readonly ops: readonly ComparisonOperator[];
  readonly comparators: readonly Expression[];
}
export interface Call extends Node {
  readonly type: 'Call';
  readonly func: Expression;
  /** `*args` are Starred. */
  readonly args: readonly Expression[];
  readonly keywords: readonly Keyword[];
}
/** A null name is `**value`. */
export interface Keyword extends Node {
  readonly arg: string | null;
  readonly value: Expression;
}
export interface FormattedValue extends Node {
  readonly type: 'FormattedValue';
  readonly value: Expression;
  /** `!r`, `!s`, `!a`. */
  readonly conversion: 'r' | 's' | 'a' | null;
  readonly format: JoinedStr | null;
  /** The text of `{name=}` before the value. */
  readonly debug: string | null;
}
export interface JoinedStr extends Node {
  readonly type: 'JoinedStr';
  readonly values: readonly (Constant | FormattedValue)[];
}
/** A t-string of Python 3.14. */
export interface TemplateStr extends Node {
  readonly type: 'TemplateStr';
}
/** Adjacent string literals are one Constant, or one JoinedStr when one of them is an f-string. */
export interface Constant extends Node {
  readonly type: 'Constant';
  readonly value: ConstantValue;
}
export type ConstantValue =
  | { readonly kind: 'str'; readonly value: string }
  /** One UTF-16 unit per byte, 0 to 255. */
  | { readonly kind: 'bytes'; readonly value: string }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'complex'; readonly imag: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'ellipsis' }
  /** A literal that we do not decode, as one with `\N{…}`. */
  | { readonly kind: 'undecoded'; readonly reason: string };
export interface Attribute extends Node {
  readonly type: 'Attribute';
  readonly value: Expression;
  readonly attr: string;
}
export interface Subscript extends Node {
  readonly type: 'Subscript';
  readonly value: Expression;
  readonly slice: Expression;
}
export interface Starred extends Node {
  readonly type: 'Starred';
  readonly value: Expression;
}
export interface Name extends Node {
  readonly type: 'Name';
  readonly id: string;
}
export interface List extends Node {
  readonly type: 'List';
  readonly elts: readonly Expression[];
}
export interface Tuple extends Node {
  readonly type: 'Tuple';
  readonly elts: readonly Expression[];
}
export interface Slice extends Node {
  readonly type: 'Slice';
  readonly lower: Expression | null;
  readonly upper: Expression | null;
  readonly step: Expression | null;
}
export interface ErrorExpression extends Node {
  readonly type: 'Error';
}

export interface Arguments {
  readonly posonlyargs: readonly Parameter[];
  readonly args: readonly Parameter[];
  readonly vararg: Parameter | null;
  readonly kwonlyargs: readonly Parameter[];
  readonly kwarg: Parameter | null;
}
export interface Parameter extends Node {
  readonly name: string;
  readonly annotation: Expression | null;
  readonly default: Expression | null;
}

export type Pattern =
  | (Node & { readonly type: 'MatchValue'; readonly value: Expression })
  | (Node & { readonly type: 'MatchSingleton'; readonly value: true | false | null })
  | (Node & { readonly type: 'MatchSequence'; readonly patterns: readonly Pattern[] })
  | (Node & {
      readonly type: 'MatchMapping';
      readonly keys: readonly Expression[];
      readonly patterns: readonly Pattern[];
      readonly rest: string | null;
    })
  | (Node & {
      readonly type: 'MatchClass';
      readonly cls: Expression;
      readonly patterns: readonly Pattern[];
      readonly kwdPatterns: readonly { readonly name: string; readonly pattern: Pattern }[];
    })
  | (Node & { readonly type: 'MatchStar'; readonly name: string | null })
  /** A null pattern and name is `_`. */
  | (Node & { readonly type: 'MatchAs'; readonly pattern: Pattern | null; readonly name: string | null })
  | (Node & { readonly type: 'MatchOr'; readonly patterns: readonly Pattern[] });
