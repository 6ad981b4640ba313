"""Brings unsupported.txt up to date: drops the programs that pass now, and renews the code and reason of the others.

    python -m tests.programs.refresh [--add] [--jobs N] [GLOB ...]

With --add, programs that are not listed and stop with a diagnostic are listed too (for the first fill, or after
programs came to the corpus). What cannot be listed (a crash, a wrong output, a message of the C compiler) is printed,
and the exit code is 1.
"""

from __future__ import annotations

import argparse
import fnmatch
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.programs.acceptance import (
    ACCEPTED,
    UNSUPPORTED,
    Failure,
    Program,
    Unsupported,
    all_programs,
    check_no_crash,
    check_rejected,
    check_run,
    codes,
    first_message,
    load_unsupported,
    run_executable,
    translate,
)


def examine(program: Program) -> Unsupported | None:
    """None if the program passes, else what to list; raises Failure if that cannot be listed."""
    with tempfile.TemporaryDirectory(prefix="weft-") as folder:
        executable = Path(folder) / program.name
        translation = translate(program, executable)
        check_no_crash(translation)
        if program.group == "rejected":
            try:
                check_rejected(program, translation)
                return None
            except Failure as failure:
                if translation.exit_code == 0:
                    return Unsupported(ACCEPTED, str(failure))
        elif translation.exit_code == 0:
            check_run(program, run_executable(program, executable))
            return None
        found = codes(translation.errors)
        if translation.exit_code != 1 or not found:
            raise Failure(f"no diagnostic, exit code {translation.exit_code}: {translation.last_error}")
        return Unsupported(found[0], first_message(translation.errors))


def write_list(listed: dict[str, Unsupported]) -> None:
    """Write the list below the comment it begins with."""
    lines = UNSUPPORTED.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    body = [f"{name}  {listed[name].code}  {listed[name].reason}" for name in sorted(listed)]
    UNSUPPORTED.write_text("\n".join(head + body) + "\n", encoding="utf-8")


def main(argv: Sequence[str]) -> int:
    """Run the programs and rewrite the list; the result is the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.programs.refresh", description="Renew unsupported.txt.")
    parser.add_argument("--add", action="store_true", help="also list programs that are not in the list yet")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="programs handled at the same time")
    parser.add_argument("globs", nargs="*", metavar="GLOB", help="only programs whose GROUP/NAME matches")
    options = parser.parse_args(argv)
    listed = load_unsupported()
    chosen = [
        program
        for program in all_programs()
        if (options.add or str(program) in listed)
        and (not options.globs or any(fnmatch.fnmatchcase(str(program), glob) for glob in options.globs))
    ]
    passed = 0
    broken = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        futures = [pool.submit(examine, program) for program in chosen]
        for program, future in zip(chosen, futures, strict=True):
            try:
                verdict = future.result()
            except Failure as failure:
                broken += 1
                print(f"FAIL {program}: {failure}", flush=True)
                continue
            if verdict is not None:
                listed[str(program)] = verdict
            else:
                passed += 1
                listed.pop(str(program), None)
    write_list(listed)
    print(f"{passed} passed, {broken} failed in a way that cannot be listed, {len(listed)} listed")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
