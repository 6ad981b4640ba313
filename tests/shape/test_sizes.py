"""Files stay below 800 lines and functions below 60, except those listed in size_exceptions.txt with a reason."""

import ast
from pathlib import Path

from tests.shape.repository import ROOT, source_files

FILE_LIMIT = 800
FUNCTION_LIMIT = 60


def read_exceptions() -> set[str]:
    lines = (Path(__file__).parent / "size_exceptions.txt").read_text().splitlines()
    return {line.split(":", 1)[0].strip() for line in lines if line.strip() and not line.startswith("#")}


def oversized() -> dict[str, str]:
    found = {}
    for path in source_files():
        name = str(path.relative_to(ROOT))
        source = path.read_text()
        count = source.count("\n")
        if count > FILE_LIMIT:
            found[name] = f"{name} has {count} lines"
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > FUNCTION_LIMIT:
                    found[f"{name} {node.name}"] = f"{name}: {node.name} has {length} lines"
    return found


def test_files_and_functions_are_small() -> None:
    exceptions = read_exceptions()
    problems = [text for key, text in oversized().items() if key not in exceptions]
    assert not problems, "\n".join(problems)


def test_exceptions_are_needed() -> None:
    assert read_exceptions() <= set(oversized())
