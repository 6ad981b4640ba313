"""Drives bm_bpe_tokeniser of pyperformance."""

from bm_bpe_tokeniser import run_benchmark as bench

if __name__ == "__main__":
    ranks = bench.bpe_train("the cat in the hat sat on the mat that the rat had", 262, r"\w+|\s+")
    print(list(ranks.items())[256:])
    print(bench.bpe_encode(ranks, b"the cat that sat"))
