"""Annotating small functions in tests: `result_of(f, INTEGER)` is the annotation of what f returns."""

from __future__ import annotations

import re

from weft.annotator.context import AnnotatorOptions
from weft.annotator.search import annotate_program
from weft.flowspace.diagnostics import TranslationError


def result_of(function, *arguments, **options):
    """Return the annotation of a function's result for arguments of these annotations."""
    return annotated(function, *arguments, **options).entry.result.annotation


def annotated(function, *arguments, **options):
    """Return the AnnotatedProgram of a function."""
    return annotate_program(function, list(arguments), AnnotatorOptions(**options))


def errors_of(function, *arguments):
    """Return the diagnostics of a function that must be refused."""
    try:
        annotate_program(function, list(arguments))
    except TranslationError as error:
        return error.diagnostics
    raise AssertionError("it was accepted")


def codes_of(function, *arguments):
    """Return the codes of the errors of a function that must be refused."""
    return [diagnostic.code for diagnostic in errors_of(function, *arguments)]


def text_of(diagnostic):
    """Return everything a diagnostic says, in one text."""
    notes = " ".join(f"{note.text} {note.label}" for note in diagnostic.notes)
    return f"{diagnostic.message} {diagnostic.label} {notes} {diagnostic.help}"


def has_words(text, words):
    """True if all of the words stand in the text."""
    return all(re.search(rf"\b{re.escape(word)}\b", text) for word in words)


def raised_by(program):
    """Return the names of the exception classes that may leave the entry function."""
    info = program.context.info_of[program.entry]
    return sorted(classdef.name for classdef in info.raises)
