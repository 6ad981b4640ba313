"""Files that the documentation names exist."""

import re

import pytest

from tests.shape.repository import ROOT

PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/memory.md",
    "docs/adding-a-collector.md",
    "docs/scripts.md",
    "docs/status.md",
]
FOLDERS = "annotator|backend_c|benchmarks|docs|examples|flowspace|gc|rlib|rtyper|tests|translator|weft"


@pytest.mark.parametrize("page", PAGES)
def test_named_files_exist(page: str) -> None:
    text = (ROOT / page).read_text()
    for name in re.findall(rf"`((?:{FOLDERS})/[^`]*)`", text):
        path = re.sub(r"[A-Z]+(_[A-Z]+)*", "*", name)
        assert any(ROOT.glob(path)), f"{page} names {name}"


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text()
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert ((ROOT / page).parent / target).exists(), f"{page} links to {target}"
