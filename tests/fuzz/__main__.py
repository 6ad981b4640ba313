"""`python -m tests.fuzz [--pairs N] [--runs N] [--only NAME] [--sanitize]`: run the corpus with changed inputs."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.fuzz.campaign import Campaign
from tests.fuzz.subjects import subjects


def main() -> int:
    """Run program after program until there were enough pairs."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--pairs", type=int, default=2000, help="pairs of programs and inputs to run")
    parser.add_argument("--runs", type=int, default=30, help="runs of each program")
    parser.add_argument("--seed", type=int, default=0, help="the number of the first run of each program")
    parser.add_argument("--only", action="append", default=[], help="a program (may be repeated)")
    parser.add_argument("--skip", type=int, default=0, help="leave out so many programs")
    parser.add_argument("--sanitize", action="store_true", help="compile with sanitizers")
    parser.add_argument("--directory", default="", help="where files are kept; executables there are run again")
    parser.add_argument("--programs", type=int, default=1000, help="run at most so many programs")
    chosen = parser.parse_args()
    options = ("-O", "1", *(["--sanitize"] if chosen.sanitize else []))
    with tempfile.TemporaryDirectory() as temporary:
        campaign = Campaign(Path(chosen.directory or temporary), options, bool(chosen.directory))
        campaign.directory.mkdir(exist_ok=True)
        reported = 0
        wanted = [subject for subject in subjects() if not chosen.only or subject.name in chosen.only]
        for subject in wanted[chosen.skip : chosen.skip + chosen.programs]:
            if campaign.pairs >= chosen.pairs:
                break
            if campaign.prepare(subject):
                for seed in range(chosen.seed, chosen.seed + chosen.runs):
                    campaign.run(subject, seed)
            else:
                print(f"[{subject.name} is not translated with its constants as data]", flush=True)
            for problem in campaign.problems[reported:]:
                print(f"--- {problem}", flush=True)
            reported = len(campaign.problems)
            print(f"[{subject.name}: {campaign.pairs} pairs]", flush=True)
    counts = ", ".join(f"{count} {verdict}" for verdict, count in campaign.outcomes.most_common())
    print(f"{campaign.pairs} pairs: {counts}")
    return 1 if reported else 0


if __name__ == "__main__":
    raise SystemExit(main())
