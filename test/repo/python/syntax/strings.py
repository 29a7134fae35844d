a = 'a\n\t\\\'\"\x41\101\u00e9\U0001F600\q'
b = r'\n\'' R"\"" u'x' "" ''
c = b'\x00\xff\377\'' rb'\n' Br"\""
d = '''one
  two\
three''' """x"y"""
e = ('a'
     # comment
     'b' "c")
f = f'{a}' 'x' f"{b!r:>{w}}" f'{{}}' rf'\d{c}{{'
g = f'{a=}' f'{a = !s}' f'{a=:>3}' f"{a!r}" f"{ d['k'] }"
h = f''
i = f'x' 'y'
j = f"{x:%Y-%m-%d}" f"{'a' if b else "c"}" f"{x,}" f"{lambda_}"
k = f'''{
  a
}'''
l = "%s" % (a,)
m = f"{a:{b}.{c}f}" f"\n{d}\t"
