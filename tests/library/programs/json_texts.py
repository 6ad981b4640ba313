import json
import sys


def main():
    print(json.dumps({"a": [1, 2], "b": [3]}), json.dumps([1.5, 2.0, 1e22]), json.dumps("\u00e9\n\x01\x7f\U0001f600\"\\/"))
    print(json.dumps({"x": {"y": [True, False]}, "z": {}}, indent=2))
    print(json.dumps([], indent=4), json.dumps([[], [1]], indent=1), json.dumps({}), json.dumps(None))
    print(json.dumps({3: "c", 1: "a"}, sort_keys=True), json.dumps({"b": 1, "a": 2}, separators=(",", ":"), sort_keys=True))
    print(json.dumps("\u00e9", ensure_ascii=False), json.dumps((1, 2)), json.dumps([None, 3]), json.dumps(float("nan")))
    print(json.dumps([float("inf"), -float("inf")]), json.dumps({1.5: 1, 2.0: 2}), json.dumps({True: 1}), json.dumps([(1, 2), (3, 4)], indent="\t"))
    json.dump({"k": [1]}, sys.stdout)
    print()
    try:
        json.dumps({(1, 2): 3})
    except TypeError as e:
        print(e)
    try:
        json.dumps([{1}])
    except TypeError as e:
        print(e)
    try:
        json.dumps([float("nan")], allow_nan=False)
    except ValueError as e:
        print("value error")


if __name__ == "__main__":
    main()
