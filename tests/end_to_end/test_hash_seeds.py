"""Translation does not depend on the hashes of strings, nor on where objects lie in memory."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from benchmarks.programs import BENCHMARKS, ROOT

CHECKED = {"richards": (), "json_parser": (), "deltablue": (pytest.mark.slow,)}


@pytest.mark.parametrize(
    "benchmark", [pytest.param(b, id=b.name, marks=CHECKED[b.name]) for b in BENCHMARKS if b.name in CHECKED]
)
def test_identical_c(benchmark, tmp_path):
    texts = []
    for seed in ("1", "20261121"):
        folder = tmp_path / "c"  # the same name: it may stand in the files
        command = [sys.executable, ROOT / "translate.py", "-q", "--source", "-o", folder, benchmark.source]
        # Another allocator lays objects out otherwise: what is ordered by id changes its order.
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONMALLOC": "malloc" if seed == "1" else "pymalloc"}
        subprocess.run(command, check=True, env=environment, timeout=300)
        texts.append({path.name: path.read_text() for path in sorted(folder.iterdir())})
        folder.rename(tmp_path / f"c{seed}")
    assert list(texts[0]) == list(texts[1])
    for name, text in texts[0].items():
        assert text.splitlines() == texts[1][name].splitlines(), name
