"""Reads everything that the collectors read from an AWS endpoint with boto3's paginators, and prints how many items came.

Input (stdin): a JSON list of [service, operation, parameters, list]; output: a JSON object, "service:operation" to a count.
"""
import json
import sys

import boto3
from botocore import xform_name


def count(service, operation, parameters, members):
    client = boto3.client(service)
    name = xform_name(operation)
    if client.can_paginate(name):
        pages = client.get_paginator(name).paginate(**parameters)
    else:
        pages = [getattr(client, name)(**parameters)]
    return sum(len(at(page, members)) for page in pages)


def at(page, members):
    for member in members.split("."):
        page = page.get(member, {})
    return page or []


asked = json.load(sys.stdin)
print(json.dumps({f"{service}:{operation}": count(service, operation, parameters, members) for service, operation, parameters, members in asked}))
