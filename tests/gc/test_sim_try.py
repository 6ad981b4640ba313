import random
import pytest
from weft.gc.simulation.heap import Heap, SimulatedSettings
from weft.gc.simulation.memory import SimulatedMemory
from weft.gc.simulation.types import SimulatedType
from weft.gc.collectors.semispace.collector import SemiSpaceCollector
from weft.gc.collectors.marksweep.collector import MarkSweepCollector
from weft.gc.collectors.generational.collector import GenerationalCollector

@pytest.mark.parametrize("algo", [SemiSpaceCollector, MarkSweepCollector, GenerationalCollector])
@pytest.mark.parametrize("seed", range(8))
def test_random(algo, seed):
    r = random.Random(seed)
    h = Heap(algo)
    node = h.define(SimulatedType("node", 3, (0, 2)))
    arr = h.define(SimulatedType("array", 1, (), 1, (0,)))
    raw = h.define(SimulatedType("raw", 1, (), 1, ()))
    N = 12
    regs = [h.root(0) for _ in range(N)]
    model = [None] * N
    pre = [h.prebuilt(node) for _ in range(3)] + [h.prebuilt(arr, 20)]
    premodel = [{'t': node, 'f': [None, 0, None]} for _ in range(3)] + [{'t': arr, 'f': [20] + [None]*20}]
    regs += pre; model += premodel; statics=[h.static() for _ in range(2)]; regs += statics; model += [None]*2; N = len(regs)
    hashes = {}
    for step in range(6000):
        k = r.randrange(100)
        i, j = r.randrange(N), r.randrange(N)
        if k < 40:
            t = r.choice([node, node, node, arr, raw])
            n = r.choice([0, 1, 5, 30, 300]) if t != node else 0
            if r.random() < .002: n = 9000
            a = h.allocate(t, n)
            h.assign(regs[i], a); h.drop()
            model[i] = {"t": t, "f": [None, 0, None] if t == node else [n] + [None if t == arr else 0] * n}
        elif k < 70 and model[i]:
            o = model[i]
            if o["t"] == node: x = r.choice([0, 2])
            elif o["t"] == arr and o["f"][0]: x = 1 + r.randrange(o["f"][0])
            else: continue
            h.write(regs[i], x, regs[j]); o["f"][x] = model[j]
        elif k < 80 and model[i]:
            o = model[i]
            if o["t"] == node: x = 1
            elif o["t"] == raw and o["f"][0]: x = 1 + r.randrange(o["f"][0])
            else: continue
            v = r.randrange(1 << 40); h.write_word(regs[i], x, v); o["f"][x] = v
        elif k < 85:
            h.assign(regs[i], regs[j]); model[i] = model[j]
        elif k < 90:
            h.assign(regs[i], None); model[i] = None
        elif k < 93 and model[i]:
            v = h.identity_hash(regs[i]); assert model[i].setdefault("h", v) == v
        elif k < 94 and r.random() < .2:
            h.algorithm.collect()
        if step % 500 == 499:
            seen = {}
            todo = [(h.address(regs[i]), model[i]) for i in range(N)]
            while todo:
                a, o = todo.pop()
                if o is None: assert a == 0; continue
                if id(o) in seen: assert seen[id(o)] == a; continue
                seen[id(o)] = a
                assert h.type_id(a) == o["t"]
                for x, v in enumerate(o["f"]):
                    w = h.memory.load(a + 8 + 8 * x)
                    if (o["t"] == node and x != 1) or (o["t"] == arr and x): todo.append((w, v))
                    else: assert w == v
            assert len(set(seen.values())) == len(seen)
    print(h.algorithm.collections, h.memory.peak)
    assert h.algorithm.collections > 1
