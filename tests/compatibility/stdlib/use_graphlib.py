"""Uses graphlib of the standard library."""

import graphlib

if __name__ == "__main__":
    sorter = graphlib.TopologicalSorter({"D": ["B", "C"], "B": ["A"], "C": ["A"]})
    print(list(sorter.static_order()))
    stepwise = graphlib.TopologicalSorter()
    stepwise.add("link", "compile", "assets")
    stepwise.add("compile", "configure")
    stepwise.prepare()
    while stepwise.is_active():
        ready = stepwise.get_ready()
        print(sorted(ready))
        stepwise.done(*ready)
    try:
        graphlib.TopologicalSorter({"a": ["b"], "b": ["a"]}).prepare()
    except graphlib.CycleError as error:
        print(type(error).__name__)
