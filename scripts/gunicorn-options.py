#!/usr/bin/env python3
"""Lets gunicorn itself merge its configuration file, GUNICORN_CMD_ARGS and command line for the cases of our tests.

usage, in a virtual environment with gunicorn: gunicorn-options.py test/repo/gunicorn/cases.json
"""
import contextlib
import io
import json
import os
import pathlib
import sys
import tempfile


NAMES = ['workers', 'threads', 'worker_class', 'worker_connections', 'timeout', 'graceful_timeout', 'keepalive', 'max_requests',
         'max_requests_jitter', 'bind', 'preload_app', 'reload', 'worker_tmp_dir', 'forwarded_allow_ips', 'accesslog', 'errorlog',
         'certfile', 'keyfile', 'chdir']


def merge(case):
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        for name, text in case.get('files', {}).items():
            pathlib.Path(folder, name).write_text(text)
        os.chdir(folder)
        sys.path.insert(0, folder)
        os.environ.clear()
        os.environ.update(case.get('env', {}))
        # the modules compute some defaults when they are imported
        for module in [name for name in sys.modules if name.startswith('gunicorn')]:
            del sys.modules[module]
        from gunicorn.app.wsgiapp import WSGIApplication
        sys.argv = ['gunicorn', *case['args']]
        try:
            with contextlib.redirect_stderr(io.StringIO()):
                cfg = WSGIApplication().cfg
            found = {name: cfg.settings[name].get() for name in NAMES}
            found['worker_class'] = cfg.worker_class_str
            return {name: value for name, value in found.items() if name != 'chdir' or value != folder}
        except SystemExit:
            return None
        finally:
            os.chdir('/')
            sys.path.remove(folder)


for path in sys.argv[1:]:
    path = os.path.abspath(path)
    with open(path) as file:
        cases = json.load(file)
    cases = [{**{key: value for key, value in case.items() if key != 'expected'}, 'expected': merge(case)} for case in cases]
    sys.argv = ['gunicorn.py']
    with open(path, 'w') as file:
        json.dump(cases, file, indent=1, default=str)
        file.write('\n')
