"""The forms a target can have, and what runs when."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from weft.flowspace.diagnostics import Diagnostic, SourceSpan, TranslationError
from weft.rtyper.visibility import is_visible
from weft.translator.options import UsageError
from weft.translator.target import Target, TargetEnvironment, load_target, parse_target_name, parse_types


def load(tmp_path: Path, source: str, function: str = "", types: str = "", arguments: tuple[str, ...] = ()) -> Target:
    path = tmp_path / "program.py"
    path.write_text(source)
    with TargetEnvironment(path):
        return load_target(path, function, types, arguments)


def error_of(tmp_path: Path, source: str) -> Diagnostic:
    with pytest.raises(TranslationError) as caught:
        load(tmp_path, source)
    (diagnostic,) = caught.value.diagnostics
    return diagnostic


def test_rpython_target(tmp_path: Path) -> None:
    source = """
def entry_point(argv):
    return len(argv)
def handle_config(config, translateconfig):
    config.translation.suggest(check_str_without_nul=True)
    translateconfig.goals = []
def target(driver, args):
    driver.exe_name = "calc-%(backend)s"
    assert args == ["x"]
    return entry_point, None
take_options = True
if __name__ == "__main__":
    raise SystemError
"""
    target = load(tmp_path, source, arguments=("x",))
    assert (target.executable, target.argument_types, target.takes_options) == ("calc-c", None, True)
    with pytest.raises(SystemExit) as end:
        target.function()
    assert end.value.code == len(sys.argv)
    assert not is_visible(SourceSpan(target.function.__code__.co_filename, "program", 1))


def test_rpython_target_with_types(tmp_path: Path) -> None:
    target = load(tmp_path, "def f(x): return x\ndef target(*args): return f, [int]\n")
    assert target.argument_types == (int,)
    assert target.executable == "program-c"


def test_entry_point(tmp_path: Path) -> None:
    target = load(tmp_path, "def entry_point(argv): return 0\n")
    assert target.executable == "program"
    assert target.function() is None


def test_a_function_called_target_is_not_rpythons(tmp_path: Path) -> None:
    target = load(tmp_path, "def target(x): return x\nif __name__ == '__main__':\n    target(3)\n")
    assert target.function.__name__ == "<module>"


def test_script(tmp_path: Path) -> None:
    source = """import sys
total = 0
def add(n):
    global total
    total += n
place = sys.path[0]
if __name__ == "__main__":
    import math
    add(2)
    for i in range(3):
        add(i)
    square = math.floor(2.5) ** 2
    total += square
    print(total)
"""
    target = load(tmp_path, source)
    function: Any = target.function
    code = function.__code__
    namespace = function.__globals__
    assert namespace["place"] == str(tmp_path)
    assert namespace["__name__"] == "__main__"
    assert namespace["__file__"] == str(tmp_path / "program.py")
    assert (code.co_name, code.co_qualname, code.co_filename) == ("<module>", "<module>", str(tmp_path / "program.py"))
    assert code.co_varnames == ("i", "square"), "what only the program knows is local"
    lines = {line for _, _, line in code.co_lines()}
    assert 8 not in lines and 9 in lines, "the import ran at translation time"
    function()
    assert namespace["total"] == 9


def test_statements_after_the_guard_belong_to_the_program(tmp_path: Path) -> None:
    source = """log = []
if "__main__" == __name__:
    log.append("program")
    def late(): log.append("late")
late()
def defined(): pass
"""
    function: Any = load(tmp_path, source).function
    namespace = function.__globals__
    assert namespace["log"] == []
    assert "defined" in namespace
    function()
    assert namespace["log"] == ["program", "late"]


def test_guard_with_a_condition(tmp_path: Path) -> None:
    source = """log = []
if __name__ == '__main__' and len(log) == 0:
    log.append(1)
else:
    log.append(2)
"""
    function: Any = load(tmp_path, source).function
    function()
    function()
    assert function.__globals__["log"] == [1, 2]


def test_dataclasses_find_their_module(tmp_path: Path) -> None:
    source = """from __future__ import annotations
from dataclasses import dataclass
from typing import ClassVar
@dataclass
class Point:
    x: int
    count: ClassVar[int] = 0
if __name__ == "__main__":
    print(Point(1))
"""
    function: Any = load(tmp_path, source).function
    assert list(function.__globals__["Point"].__dataclass_fields__) == ["x", "count"]
    assert function.__globals__["Point"].__module__ == "__main__"


def test_modules_beside_the_target(tmp_path: Path) -> None:
    (tmp_path / "weft_test_helper.py").write_text("value = 5\n")
    function: Any = load(tmp_path, "import weft_test_helper\nif __name__ == '__main__':\n    pass\n").function
    assert function.__globals__["weft_test_helper"].value == 5
    del sys.modules["weft_test_helper"]
    assert str(tmp_path) not in sys.path


def test_single_function(tmp_path: Path) -> None:
    target = load(tmp_path, "class P: pass\ndef f(p, n=1): return n\n", "f", "P,int")
    assert [t.__name__ for t in target.argument_types or ()] == ["P", "int"]
    with pytest.raises(UsageError, match="takes \\(p, n\\)"):
        load(tmp_path, "def f(p, n): return n\n", "f", "int")
    with pytest.raises(UsageError, match="no function 'g'; did you mean gg"):
        load(tmp_path, "def gg(): return 1\n", "g")
    with pytest.raises(UsageError, match="not a Python function"):
        load(tmp_path, "f = 3\n", "f")


def test_types() -> None:
    assert parse_types("", {}) == ()
    assert parse_types("int, list[str],dict[str,list[int]]", {}) == (int, list[str], dict[str, list[int]])
    for wrong in ("integer", "list[int", "int]", "int,,int"):
        with pytest.raises(UsageError):
            parse_types(wrong, {})


def test_target_names(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.touch()
    assert parse_target_name(str(path)) == (path, "")
    assert parse_target_name(f"{path}:f") == (path, "f")


def test_module_without_a_program(tmp_path: Path) -> None:
    diagnostic = error_of(tmp_path, "'Doc.'\nimport math\nPI = 3\ndef f(): return PI\n")
    assert diagnostic.code == "W0501"
    assert "program.py:FUNCTION" in diagnostic.help


def test_error_while_importing(tmp_path: Path) -> None:
    diagnostic = error_of(tmp_path, "def f():\n    return [][1]\nf()\nif __name__ == '__main__':\n    pass\n")
    assert diagnostic.code == "W0502"
    assert "IndexError" in diagnostic.message
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column, diagnostic.span.end_column) == (2, 11, 16)
    assert [note.span.line for note in diagnostic.notes if note.span] == [3]


@pytest.mark.parametrize("source", ["import sys\nsys.exit(2)\n", "import nosuchmodule\n", "open('/nonexistent')\n"])
def test_import_that_ends_early(tmp_path: Path, source: str) -> None:
    diagnostic = error_of(tmp_path, source + "if __name__ == '__main__':\n    pass\n")
    assert diagnostic.code == "W0502"
    assert diagnostic.span is not None
    assert diagnostic.span.line == source.count("\n")


def test_imported_module_that_reads_from_outside(tmp_path: Path) -> None:
    (tmp_path / "weft_test_settings.py").write_text(
        "import sys as s\ndef f(): return s.argv\nverbose = '-v' in s.argv\n"
    )
    diagnostic = error_of(tmp_path, "import weft_test_settings\nprint(weft_test_settings.verbose)\n")
    del sys.modules["weft_test_settings"]
    assert diagnostic.code == "W0506"
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (3, 18)


def test_syntax_error(tmp_path: Path) -> None:
    diagnostic = error_of(tmp_path, "x = 1\nif x = 2:\n    pass\n")
    assert diagnostic.code == "W0502"
    assert diagnostic.span is not None
    assert diagnostic.span.line == 2


def test_target_that_returns_nonsense(tmp_path: Path) -> None:
    assert error_of(tmp_path, "def target(driver, args): return 3\n").code == "W0504"


def run_loader(tmp_path: Path, source: str) -> tuple[str, str]:
    """Load a target in a process of its own, and call its program; return what went to the two outputs."""
    (tmp_path / "t.py").write_text(source)
    code = (
        "from weft.translator.target import *; import sys\n"
        "path, name = parse_target_name(sys.argv[1])\n"
        "with TargetEnvironment(path): program = load_target(path, name, '', []).function\n"
        "print('loaded', flush=True)\n"
        "program()\n"
    )
    command = [sys.executable, "-c", code, tmp_path / "t.py"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return result.stdout, result.stderr


def test_output_of_a_script_at_translation_time_belongs_to_the_program(tmp_path: Path) -> None:
    source = "print('hello')\nif __name__ == '__main__':\n    print('world')\n"
    assert run_loader(tmp_path, source) == ("loaded\nhello\nworld\n", "")


def test_other_output_at_translation_time_goes_to_stderr(tmp_path: Path) -> None:
    source = "print('hello')\ndef entry_point(argv):\n    print('world')\n    return 0\n"
    assert run_loader(tmp_path, source) == ("loaded\nworld\n", "hello\n")
