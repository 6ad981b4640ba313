"""Drives bm_pyflate of pyperformance: unpacks a small file of bzip2's."""

import io

from bm_pyflate import run_benchmark as bench

PACKED = bytes.fromhex(
    "425a683931415926535978d771b70002cb5980001040007ff03ffffff0300159100d1b5446526133286008c9860d3469a613"
    "132602069814a94d2680c81a01a34c9b49bc4dabcf14c530585314c2f713313709989a44d42604e026d135f7e18d9b31a326"
    "4c72c52c94c52c964ca964eb88a3d8428448351086110a641c42183009072c601215abcb6e58bada98676cd5cc6b8530b52d"
    "4bd6d4bba3bbbd6fd1250be1250b9a4a14a4a1e426e09c84de26913f44fe09c84c09d626913789813ec4ed13509989a04e02"
    "7409f027113b84c84fa1388981390990ab313313c455cc4e627f8bb9229c28483c6bb8db80"
)


if __name__ == "__main__":
    field = bench.RBitfield(io.BytesIO(PACKED))
    print(hex(field.readbits(16)))
    print(bench.bzip2_main(field))
    print(bench.reverse_bits(0b1011, 6), bench.reverse_bytes(0xA1B2, 16))
