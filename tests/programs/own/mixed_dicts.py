"""Dicts whose values have different types: lists of them, nested ones, read, changed, compared, printed."""

students = [
    {"name": "Ann", "age": 21, "grades": [90, 85.5, 77], "boss": None},
    {"name": "Bob", "age": 19, "grades": [60, 70], "boss": "Ann"},
]


def average(grades):
    return sum(grades) / len(grades)


def report(s):
    print(f"{s['name']:<10} {s['age']:>3} {average(s['grades']):6.2f} {s['boss']}")


def make(name, age=3):
    return {"name": name, "age": age, "grades": [], "boss": None}


for s in students:
    report(s)
students.append({"name": "Cy", "age": 30, "grades": [], "boss": "Bob"})
students[-1]["grades"].append(100)
students[0]["age"] += 1
students.append(make("Dee"))
students[3]["grades"] = [50]
oldest = max(students, key=lambda s: s["age"])
print(oldest["name"], [s["name"] for s in sorted(students, key=lambda s: -average(s["grades"]))])
print(students[0], len(students[0]), "name" in students[0], "x" in students[0], [k for k in students[0]])
print(students[0] == students[1], students[0] == students[0].copy(), students[0] != make("Ann"), students.index(students[2]))
print(students[1].get("name"), students[1].get("age", 0), students[1].get("zip", "-"), students[1].get("boss") or "none")
by_name = {s["name"]: s for s in students}
print(by_name["Cy"]["age"], sorted(by_name), by_name.get("Zed"), isinstance(students[0], dict), type(students[0]).__name__)
try:
    print(students[0]["zip"])
except KeyError as e:
    print("no key", e)
config = {"host": "localhost", "port": 8080, "debug": True, "tags": ["a", "b"], "limits": {"cpu": len(students), "mem": "2G"}}
print(config["host"] + ":" + str(config["port"]), config["limits"]["mem"])
config["debug"] = False
config["limits"]["cpu"] *= 2
print(config)
for k, v in config.items():
    print(k, "=", v)
print(list(config), list(config.keys()), bool(config))


def find(name):
    for s in students:
        if s["name"] == name:
            return s
    return None


found = find("Bob")
if found:
    found["age"] += 5
    print(found["age"])
print(find("Nobody"), find("Cy"))
rooms = {
    'hall': {'desc': 'A hall', 'exits': {'north': 'library'}, 'items': ['lamp']},
    'library': {'desc': 'Books', 'exits': {'south': 'hall'}, 'items': []},
}


def go(current, direction):
    exits = rooms[current]['exits']
    return exits[direction] if direction in exits else current


where = go('hall', 'north')
rooms[where]['items'].append('book')
print(where, rooms[where], go('hall', 'up'))
stack = [{"op": "push", "arg": 1}, {"op": "add", "arg": None}]
for instr in stack:
    if instr["op"] == "push":
        print("push", instr["arg"])
    else:
        print(instr)
