#!/usr/bin/env python3
"""Writes what settings take from the installed Django as facts: its default settings, its languages, its default logging.

usage: dump.py > 5.2.json     (in a virtual environment with that Django; join.py makes one file of all series)
"""
import json
import sys

from django.conf import global_settings
from django.conf.locale import LANG_INFO
from django.contrib.messages import constants
from django.utils.log import DEFAULT_LOGGING


def plain(value):
    if isinstance(value, tuple):
        return {'$tuple': [plain(v) for v in value]}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        if all(isinstance(k, str) for k in value):
            return {k: plain(v) for k, v in value.items()}
        return {'$dict': [[plain(k), plain(v)] for k, v in value.items()]}
    return value


json.dump({
    'settings': {name: plain(getattr(global_settings, name)) for name in dir(global_settings) if name.isupper()},
    'languages': plain(LANG_INFO),
    'logging': plain(DEFAULT_LOGGING),
    'messages': {name: plain(getattr(constants, name)) for name in dir(constants) if name.isupper()},
}, sys.stdout, indent=1, ensure_ascii=False)
print()
