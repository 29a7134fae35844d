#!/usr/bin/env python3
"""Joins what dump.py wrote of several series of Django: the oldest whole, of each later one what differs from the one before.

usage: join.py 3.2.json 4.2.json … > src/repo/python/libraries/django-facts.json     (files named after their series)
"""
import json
import pathlib
import sys

GROUPS = ('settings', 'languages', 'logging', 'messages')


def difference(before, after):
    """Names whose fact is new or another one, and names that are gone."""
    changed = {name: fact for name, fact in after.items() if name not in before or text(before[name]) != text(fact)}
    return {'changed': changed, 'gone': [name for name in before if name not in after]}


def text(fact):
    """0 and False are equal in Python, and not in JSON."""
    return json.dumps(fact, sort_keys=True)


def series_of(path):
    return tuple(int(part) for part in path.stem.split('.'))


joined = []
known = {group: {} for group in GROUPS}
for path in sorted(map(pathlib.Path, sys.argv[1:]), key=series_of):
    facts = json.loads(path.read_text())
    joined.append({'series': path.stem, **{group: difference(known[group], facts[group]) for group in GROUPS}})
    known = facts

print('[')
print(',\n'.join(json.dumps(one, ensure_ascii=False, separators=(',', ':')) for one in joined))
print(']')
