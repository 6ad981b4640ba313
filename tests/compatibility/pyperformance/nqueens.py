"""Drives bm_nqueens of pyperformance."""

from bm_nqueens import run_benchmark as bench

if __name__ == "__main__":
    bench.bench_n_queens(5)
    for solution in bench.n_queens(6):
        print(solution)
    print(len(list(bench.n_queens(7))))
    print(list(bench.permutations(range(4), 2)))
