#!/usr/bin/env python3
"""Reads the requirements files of our tests with pip's own parser and packaging, and writes what they found beside each.

usage, in a virtual environment with pip and packaging: requirements.py test/repo/dependencies/requirements.json
"""
import json
import pathlib
import sys
import tempfile

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from pip._internal.exceptions import PipError
from pip._internal.req.req_file import RequirementsFileParser, get_line_parser

OPTIONS = {'requirements': 'requirement', 'constraints': 'constraint', 'index_url': 'index', 'extra_index_urls': 'extra-index',
           'trusted_hosts': 'trusted-host', 'find_links': 'find-links'}


def requirement(line):
    hashes = sum(len(found) for found in (getattr(line.opts, 'hashes', None) or {}).values())
    base = {'line': line.lineno, 'editable': line.is_editable, 'hashes': hashes}
    try:
        parsed = Requirement(line.requirement)
    except InvalidRequirement:
        return {**base, 'text': line.requirement}
    return {**base, 'name': canonicalize_name(parsed.name), 'extras': sorted(parsed.extras),
            'specifier': sorted(str(one) for one in parsed.specifier), 'marker': parsed.marker is not None, 'url': parsed.url}


def options(line):
    found = []
    for name, kind in OPTIONS.items():
        values = getattr(line.opts, name, None) or []
        found += [[kind, value, line.lineno] for value in ([values] if isinstance(values, str) else values)]
    return found


def read(text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, 'requirements.txt')
        path.write_bytes(text.encode('utf-8'))
        parser = RequirementsFileParser(None, get_line_parser(None))
        try:
            lines = list(parser._parse_file(str(path), False))
        except PipError as error:
            return {'refused': type(error).__name__}
    return {'requirements': [requirement(line) for line in lines if line.is_requirement],
            'options': [option for line in lines if not line.is_requirement for option in options(line)]}


for path in sys.argv[1:]:
    with open(path) as file:
        cases = [{'text': case['text'], **read(case['text'])} for case in json.load(file)]
    with open(path, 'w') as file:
        json.dump(cases, file, indent=1, ensure_ascii=False)
        file.write('\n')
