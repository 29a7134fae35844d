from __future__ import annotations
import os.path as p, sys
from . import x
from ...pkg . mod import (a as b, c,)
from .base import *

n = 0xFF + 0o17 + 0b1_0 + 1_000 - 00
f = 1. + .5 + 1e-3 + 1_0.0E1 + 3j + 2.5J
t = 1, 2
u = 1,
e = ()
g = (1)
s = {1, *a} if False else {1}
d = {'a': 1, **b, "c": {}, 1: None, ...: Ellipsis}
l = [*f()]
l2 = [*base.APPS(), *x[0], "y"]
l3 = {*f()}
l4 = (*f(), 1)
l5 = f(*a or [], *b.c(), k=1, **d, **e())
sl = a[1:2, ::3, *b], a[:], a[1:], a[:-1], a[b,], a[*c], a[::2]
un = not -x ** -y
bo = a and b and c or d and (e or f)
cm = a < b <= c != d is not e not in f
bits = a & b ^ c | d << 1 & e
cond = a if b else c if d else e
la = lambda: 0
lb = lambda a, /, b=1, *c, d, e=2, **g: (yield)
comp = [x for x in y if x if y for z in x], {a: b for a, b in c}, {a for a in b}
gen = f(x for x in y)
wal = (q := 1)
at = a.b.c(1)(2)[3].d
aw = a @ b // c % d
chain = one = two[3] = four.five = (six) = 7
(a, b), [c, *d] = 1, 2
*a, b = c
ann: dict[str, int] | None = None
ann2: "str"
x.y: Tuple[*Ts]
a += 1; b //= 2; c **= 3; d >>= 4; e @= 5
type(x).a = 1
type(x)[0].b = 2
type X[T: int] = list[T]
type = 1
match = type
print(1)
del a, b[0], (c, d)
assert a, "m"
global z
x = \
    1
if x: pass; y = 2
naïve = ﬁ = "é" + 'ü'
