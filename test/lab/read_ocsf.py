"""Reads Compliance Findings from stdin as py-ocsf-models sees them, and prints what is wrong, a line each."""

import importlib
import json
import pkgutil
import sys

import py_ocsf_models
from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding
from py_ocsf_models.objects.cloud import Cloud
from pydantic import BaseModel, ValidationError


def models(base):
    for one in base.__subclasses__():
        yield one
        yield from models(one)


def be_strict():
    """The models pass over what they do not know; of our fields all have to be known."""
    for module in pkgutil.walk_packages(py_ocsf_models.__path__, "py_ocsf_models."):
        importlib.import_module(module.name)
    ours = [one for one in set(models(BaseModel)) if one.__module__.startswith("py_ocsf_models")]
    for one in ours:
        one.model_config["extra"] = "forbid"
    for _ in range(4):  # an object's schema holds those of its members: the outermost are right after the inner ones
        for one in ours:
            one.model_rebuild(force=True)


def complaints(model, value):
    try:
        model.model_validate(value)
    except ValidationError as error:
        return [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
    return []


be_strict()
for number, finding in enumerate(json.load(sys.stdin)):
    # The cloud profile, which is OCSF's for this class and not in the models.
    cloud = finding.pop("cloud", None)
    found = complaints(ComplianceFinding, finding) + ([] if cloud is None else complaints(Cloud, cloud))
    for one in found:
        print(number, one)
print("read")
