"""The programs that are run with changed inputs: the acceptance corpus."""

from __future__ import annotations

from tests.fuzz.campaign import Subject
from tests.programs.acceptance import all_programs


def subjects() -> list[Subject]:
    """Return the programs of `ok/` and `fails/`, those that read input first."""
    found = []
    for program in all_programs():
        if program.group != "rejected":
            arguments = program.optional("args").decode().splitlines()
            source = program.source.read_text(encoding="utf-8")
            found.append(Subject(program.name, source, program.optional("in"), arguments))
    return sorted(found, key=lambda subject: (not (subject.given or subject.arguments), subject.name))
