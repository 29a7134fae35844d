#!/usr/bin/env python3
"""Computes with the real libraries what the tests of our models expect, and writes it into the files of cases.

usage, in a virtual environment with the libraries (django-environ, python-decouple, environs, dj-database-url, dj-email-url,
django-cache-url, python-dotenv, django-configurations, django-getenv, Django):
    compute.py test/repo/python/libraries/cases/*.json
"""
import datetime
import json
import os
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, '')


def notation(value):
    if isinstance(value, (list, tuple)):
        return [notation(v) for v in value]
    if isinstance(value, (set, frozenset)):
        return sorted((notation(v) for v in value), key=json.dumps)
    if isinstance(value, dict):
        return {str(k): notation(v) for k, v in value.items()}
    if isinstance(value, datetime.timedelta):
        return {'$timedelta': value.total_seconds()}
    if isinstance(value, re.Pattern):
        return {'$regex': value.pattern}
    if isinstance(value, bytes):
        return {'$bytes': value.decode('latin-1')}
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, pathlib.PurePath):
        return str(value)
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return str(value)


def module_text(case):
    lines = [case['setup']]
    for index, expression in enumerate(case['expressions']):
        lines += ['try:', f'    R{index} = {expression}', 'except Exception as e:', f'    R{index} = ("raises", type(e).__name__)']
    return '\n'.join(lines) + '\n'


def compute(case):
    os.environ.clear()
    os.environ.update(case['env'])
    with tempfile.TemporaryDirectory() as folder:
        for name, text in case.get('files', {}).items():
            pathlib.Path(folder, name).write_text(text)
        path = pathlib.Path(folder, 'settings.py')
        path.write_text(module_text(case))
        os.chdir(folder)
        namespace = {'__file__': str(path), '__name__': 'settings'}
        exec(compile(path.read_text(), str(path), 'exec'), namespace)
        os.chdir('/')
    return [notation(namespace[f'R{index}']) for index in range(len(case['expressions']))]


for path in [os.path.abspath(p) for p in sys.argv[1:]]:
    with open(path) as file:
        cases = json.load(file)
    for case in cases:
        case['expected'] = compute(case)
    with open(path, 'w') as file:
        json.dump(cases, file, indent=2, ensure_ascii=False)
        file.write('\n')
