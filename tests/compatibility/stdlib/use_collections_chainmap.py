"""Uses ChainMap of collections of the standard library."""

from collections import ChainMap

if __name__ == "__main__":
    chain = ChainMap({"a": 1}, {"a": 2, "b": 3})
    print(chain["a"], chain["b"], sorted(chain), len(chain), "c" in chain, chain.get("z", 7))
    child = chain.new_child({"c": 4})
    child["b"] = 9
    print(child["b"], chain["b"], child["c"], sorted(child.keys()))
