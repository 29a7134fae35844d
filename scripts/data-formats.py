#!/usr/bin/env python3
"""Reads the YAML of our tests with PyYAML, which is what Elastic Beanstalk's and most other tools' readers behave like, and
the Procfiles with honcho; writes what they found beside each.

usage, in a virtual environment with PyYAML and honcho: data-formats.py test/repo/data/yaml.json test/repo/data/procfile.json
"""
import json
import sys

import yaml
from honcho.environ import parse_procfile


class Texts(yaml.SafeLoader):
    """Scalars stay what is written: how a tool reads `yes` is its own affair."""


Texts.yaml_implicit_resolvers = {key: [one for one in found if one[0] == 'tag:yaml.org,2002:merge']
                                 for key, found in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def read(name, text):
    try:
        if 'procfile' in name:
            return {'expected': parse_procfile(text).processes}
        return {'expected': list(yaml.load_all(text, Texts))}
    except (yaml.YAMLError, AssertionError) as error:
        return {'refused': type(error).__name__}


for path in sys.argv[1:]:
    with open(path) as file:
        cases = [{'text': case['text'], **read(path, case['text'])} for case in json.load(file)]
    with open(path, 'w') as file:
        json.dump(cases, file, indent=1, ensure_ascii=False)
        file.write('\n')
