"""docs/adding-a-collector.md shows the code as it is."""

import re

import pytest

from tests.shape.repository import ROOT
from weft.gc.table import COLLECTORS

PAGE = (ROOT / "docs" / "adding-a-collector.md").read_text()
EXAMPLES = re.findall(r"^```python\n# (\S+)\n(.*?)^```$", PAGE, re.M | re.S)


@pytest.mark.parametrize("index", range(len(EXAMPLES)))
def test_an_example_is_in_its_file(index: int) -> None:
    name, code = EXAMPLES[index]
    text = "\n" + (ROOT / name).read_text()
    at = 0
    for part in re.split(r"^\.\.\.\n", code, flags=re.M):
        at = text.find("\n" + part, at)
        assert at >= 0, f"{name} does not have, at that place:\n{part}"
        at += len(part)


def test_every_block_names_its_file() -> None:
    assert len(EXAMPLES) == PAGE.count("```python") >= 10
    assert {"gc/table.py", "gc/collectors/markcompact/manager.py"} <= {name for name, _ in EXAMPLES}


def test_the_collector_of_the_page_can_be_chosen() -> None:
    assert COLLECTORS["markcompact"].traits.moving
