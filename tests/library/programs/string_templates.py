"""string.Template: mappings, keyword arguments, both; classes with other delimiters; errors."""

from string import Template

class Percent(Template):
    delimiter = "%"
    idpattern = "[a-z]+"
def main():
    t = Template("$who likes ${what}, costs $$5")
    print(t.substitute(who="tim", what="kung pao"))
    print(t.safe_substitute(who="tim"), t.substitute({"who": "a", "what": "b"}), t.safe_substitute({"what": "b"}))
    print(t.substitute({"who": "a", "what": "b"}, what="c"), t.safe_substitute({"who": "a"}, what="c"))
    print(Template("$n + ${n}").substitute({"n": 3}), Template("$n$n").substitute({"n": 2}, n=5))
    print(Percent("%abc $x %{de} %% %9").safe_substitute(abc="1", de="2"))
    try:
        print(t.substitute(who="x"))
    except KeyError as e:
        print("KeyError", e)
    for bad in ["a\nb $ c", "$", "${x", "$1"]:
        try:
            print(Template(bad).substitute(x="1"))
        except ValueError as e:
            print(e)
        print(Template(bad).safe_substitute(x="1"))
main()
