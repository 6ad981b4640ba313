"""Drives bm_richards_super of pyperformance."""

from bm_richards_super import run_benchmark as bench

if __name__ == "__main__":
    print(bench.Richards().run(2))
    print(bench.taskWorkArea.holdCount, bench.taskWorkArea.qpktCount)
