"""What the library does not have is refused by name, with advice where `REFUSED` has some."""

import argparse
import json
import os
import subprocess
import uuid

import pytest

from tests.support.annotation import errors_of


def loads():
    return len(json.loads("[1]"))


def parser():
    argparse.ArgumentParser()


def process():
    subprocess.run(["true"])


def shell():
    os.system("true")


def identifier():
    uuid.uuid4()


@pytest.mark.parametrize(
    ("function", "advice"),
    [
        (loads, "read the text with code of your own"),
        (parser, "look at sys.argv"),
        (process, "other programs cannot be run"),
        (shell, "other programs cannot be run"),
        (identifier, "random.getrandbits"),
    ],
)
def test_advice(function, advice):
    [error] = errors_of(function)
    assert error.code == "W0402"
    assert advice in error.help
