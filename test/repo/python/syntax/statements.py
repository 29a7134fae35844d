@a.b
@c(1)
async def f(a: int, b: str = 'x', *args: Any, c, d=1, **kw: dict) -> list[int] | A[b] | None:
    """doc"""
    async with a as b, c:
        await d
    async for x in y:
        yield x
    else:
        yield
    return [i async for i in z]


def g(a, b, /, c, *, d): ...
def h(*, a): return
def i[T: int, *U](*a: *U) -> Tuple[*U]: nonlocal_ = 1


class A(B, metaclass=C, **kw):
    x = 1

    @property
    def y(self):
        return *self.a, 1


class E: pass


class F[T](G[T]): pass


with open(a) as f, open(b): pass
with (open(a) as f, open(b) as (g, h),): pass
with (a, b): pass
with (a): pass
with (a) as b: pass
with (a, b) as c: pass
try:
    pass
except A:
    raise
except (B, C) as e:
    raise X from e
except:
    raise X()
else:
    pass
finally:
    pass  # trailing
try:
    pass
except* A:
    pass
if a:
    pass
elif b:
    pass
elif c: pass
else:
    # only a comment
    d = 1
    # more
for a, b in c, d:
    break
else:
    continue_ = 1
while True:
    continue
match a, b:
    case 1 | -2 | 3.5 | -1+2j | "x" "y" | b'z' | None | True:
        pass
    case [a, *rest, _] | (b, c,) if a:
        pass
    case {"k": v, -1: 1, A.b: _, **rest}:
        pass
    case Point(x=0, y=Q() as q) | a.B(1, _):
        pass
    case (x):
        pass
    case x as y:
        pass
    case 0, *x:
        pass
    case *_,:
        pass
    case _:
        pass
match x:
    case []: pass
def outer():
    n = 1
    def inner():
        nonlocal n
        global m, o
    yield from inner()
    x = yield 1, 2
    return
