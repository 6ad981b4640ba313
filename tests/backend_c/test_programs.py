"""Small programs, compiled by every compiler without a warning, and run; the exit status is the result."""

import pytest

from tests.backend_c.support import COMPILERS, run_text
from tests.translator.passes.test_lower_exceptions import CALLS
from tests.translator.support import TestProgram
from weft.rtyper.lltype.types import (
    BYTES,
    CHAR,
    CLASS_TABLE,
    FLOAT,
    OBJECT,
    SIGNED,
    UNSIGNED,
    Array,
    FuncType,
    Ptr,
    Struct,
)
from weft.rtyper.lltype.values import (
    ArrayValue,
    ClassTable,
    FunctionValue,
    StaticVariable,
    StructValue,
    new_class_table,
    new_str,
)

pytestmark = [pytest.mark.compile, pytest.mark.parametrize("cc", COMPILERS)]


def status(text, tmp_path, cc, **details):
    done = run_text(text, tmp_path, cc=cc, **details)
    assert done.stderr == ""
    return done.returncode


def test_loop_and_call(cc, tmp_path):
    text = """
        graph @square -> Signed {
        entry(x: Signed):
            y: Signed = int_mul(x, x)
            goto return(y)
        }
        graph @main -> Signed {
        entry():
            goto loop(5, 0, 0)
        loop(n: Signed, i: Signed, total: Signed):
            more: Bool = int_lt(i, n)
            switch more
                false -> return(total)
                true  -> body(n, i, total)
        body(n: Signed, i: Signed, total: Signed):
            s: Signed = direct_call(@square, i)
            t: Signed = int_add(total, s)
            j: Signed = int_add(i, 1)
            goto loop(n, j, t)
        }
        """
    assert status(text, tmp_path, cc) == 30


def test_swapping_variables(cc, tmp_path):
    text = """
        graph @main -> Signed {
        entry():
            goto loop(1, 2, 3, 0)
        loop(a: Signed, b: Signed, c: Signed, i: Signed):
            more: Bool = int_lt(i, 4)
            switch more
                false -> end(a, b, c)
                true  -> body(a, b, c, i)
        body(a: Signed, b: Signed, c: Signed, i: Signed):
            j: Signed = int_add(i, 1)
            goto loop(b, c, a, j)
        end(a: Signed, b: Signed, c: Signed):
            x: Signed = int_mul(a, 100)
            y: Signed = int_mul(b, 10)
            z: Signed = int_add(x, y)
            s: Signed = int_add(z, c)
            r: Signed = int_mod(s, 251)
            goto return(r)
        }
        """
    assert status(text, tmp_path, cc) == 231


def test_switch_on_integers_and_keyword_names(cc, tmp_path):
    text = """
        graph @register -> Signed {
        entry(int: Signed, unused: Signed, NULL: Char):
            switch int
                1       -> return(10)
                -2      -> double(int)
                5       -> char(NULL)
                default -> return(7)
        double(while: Signed):
            auto: Signed = int_mul(while, -10)
            goto return(auto)
        char(c: Char):
            switch c
                39      -> return(4)
                200     -> return(3)
                default -> return(1)
        }
        graph @main -> Signed {
        entry():
            a: Signed = direct_call(@register, 1, 0, 0: Char)
            b: Signed = direct_call(@register, -2, 0, 0: Char)
            c: Signed = direct_call(@register, 5, 0, 200: Char)
            d: Signed = direct_call(@register, 6, 0, 0: Char)
            e: Signed = int_add(a, b)
            f: Signed = int_add(c, d)
            g: Signed = int_add(e, f)
            goto return(g)
        }
        """
    assert status(text, tmp_path, cc) == 40


def test_structs_arrays_and_calls_through_pointers(cc, tmp_path):
    text = """
        type Node = struct { value: Signed, next: *Node, apply: *func(Signed) Signed }
        graph @twice -> Signed {
        entry(x: Signed):
            y: Signed = int_add(x, x)
            goto return(y)
        }
        graph @push -> *Node {
        entry(head: *Node, value: Signed):
            node: *Node = malloc[struct Node]()
            setfield[value](node, value)
            setfield[next](node, head)
            setfield[apply](node, @twice)
            goto return(node)
        }
        graph @main -> Signed {
        entry():
            items: *array(Signed) = malloc_varsize[array(Signed)](10)
            a: *Node = direct_call(@push, null: *Node, 3)
            b: *Node = direct_call(@push, a, 4)
            goto loop(b, 0, items)
        loop(node: *Node, i: Signed, items: *array(Signed)):
            at_end: Bool = ptr_iszero(node)
            switch at_end
                false -> body(node, i, items)
                true  -> finish(items)
        body(node: *Node, i: Signed, items: *array(Signed)):
            value: Signed = getfield[value](node)
            function: *func(Signed) Signed = getfield[apply](node)
            result: Signed = indirect_call[null](function, value)
            setarrayitem(items, i, result)
            j: Signed = int_add(i, 1)
            next: *Node = getfield[next](node)
            goto loop(next, j, items)
        finish(items: *array(Signed)):
            arraycopy(items, items, 0, 5, 3)
            x: Signed = getarrayitem(items, 5)
            y: Signed = getarrayitem(items, 6)
            z: Signed = getarraysize(items)
            xy: Signed = int_add(x, y)
            xyz: Signed = int_add(xy, z)
            goto return(xyz)
        }
        """
    assert status(text, tmp_path, cc) == 24


def test_exceptions_and_overflow(cc, tmp_path):
    text = CALLS.replace("entry(n: Signed):\n    goto loop(n", "entry():\n    goto loop(4")
    # main adds (j+1)**2 and, where 5 - j is not negative, (6 - j)**2
    assert status(text, tmp_path, cc) == (4 + 9 + 16 + 25) + (25 + 16 + 9 + 4)


def test_overflow_at_the_boundaries(cc, tmp_path):
    cases = [
        ("add", 2**63 - 1, 1, True),
        ("add", 2**63 - 2, 1, False),
        ("sub", -(2**63), 1, True),
        ("sub", -(2**63), 0, False),
        ("mul", 2**62, 2, True),
        ("mul", -(2**62), 2, False),
    ]
    graphs = []
    calls = ["entry():"]
    total = "0"
    for number, (operation, x, y, overflows) in enumerate(cases):
        graphs.append(f"""
        graph @case{number} -> Signed {{
        entry(x: Signed):
            r: Signed = int_{operation}_ovf(x, {y})
            try
                ok -> return({0 if overflows else 1})
                @OverflowError(e: *BaseException) -> return({1 if overflows else 0})
        }}""")
        calls.append(f"    r{number}: Signed = direct_call(@case{number}, {x})")
        calls.append(f"    t{number}: Signed = int_add({total}, r{number})")
        total = f"t{number}"
    calls.append(f"    goto return({total})")
    text = "\n".join([*graphs, "graph @main -> Signed {", *calls, "}"])
    assert status(text, tmp_path, cc) == len(cases)


def test_prebuilt_data_with_cycles_tails_and_empty_arrays(cc, tmp_path):
    node = Struct("Node", {"number": SIGNED, "ratio": FLOAT})
    node.add_field("next", Ptr(node))
    node.add_field("kids", Ptr(Array(Ptr(node))))
    pair = Struct("pair", {"x": SIGNED, "y": UNSIGNED}, gc=False)
    one, two = StructValue(node), StructValue(node)
    one.fields.update(number=-(2**63), ratio=-0.0, next=two, kids=ArrayValue(Array(Ptr(node)), items=[one, None, two]))
    two.fields.update(number=5, next=one, kids=ArrayValue(Array(Ptr(node))))
    pairs = ArrayValue(Array(pair), 3)
    pairs.items[1].fields.update(x=-7, y=2**64 - 1)
    zeros = ArrayValue(Array(SIGNED), 1000)
    text_value, wide = new_str('tab\t"quotes"\\ ??/ caf\xe9 \x01' + "9" * 300), new_str("\u20ac1")
    data = StructValue(BYTES, 3)
    data.tail[:] = [0, 200, 65]
    letters = ArrayValue(Array(CHAR), items=b"abc\0")
    values = {
        "one": one, "two": two, "pairs": pairs, "zeros": zeros, "text": text_value, "wide": wide, "data": data,
        "letters": letters, "counter": StaticVariable("counter", SIGNED, 40),
        "current": StaticVariable("current", Ptr(node), two),
    }  # fmt: skip
    text = """
        graph @check -> Signed {
        entry(bad: Bool, code: Signed):
            switch bad
                true -> fail(code)
                false -> return(0)
        fail(code: Signed):
            old: Signed = static_get[@counter]()
            new: Signed = int_add(old, code)
            static_set[@counter](new)
            goto return(0)
        }
        graph @main -> Signed {
        entry():
            next: *Node = getfield[next](@two: *Node)
            bad1: Bool = ptr_ne(next, @one: *Node)
            c1: Signed = direct_call(@check, bad1, 1)
            kids: *array(*Node) = getfield[kids](@one: *Node)
            third: *Node = getarrayitem(kids, 2)
            current: *Node = static_get[@current]()
            bad2: Bool = ptr_ne(third, current)
            c2: Signed = direct_call(@check, bad2, 2)
            y: Unsigned = getitemfield[y](@pairs: *array(pair), 1)
            bad3: Bool = uint_ne(y, 18446744073709551615: Unsigned)
            c3: Signed = direct_call(@check, bad3, 4)
            zero: Signed = getarrayitem(@zeros: *array(Signed), 999)
            size: Signed = getarraysize(@zeros: *array(Signed))
            sum: Signed = int_add(zero, size)
            bad4: Bool = int_ne(sum, 1000)
            c4: Signed = direct_call(@check, bad4, 8)
            last: Char = gettail(@text: *str, 323)
            length: Signed = getfield[size](@text: *str)
            bad5: Bool = char_ne(last, 57: Char)
            c5: Signed = direct_call(@check, bad5, 16)
            bad6: Bool = int_ne(length, 324)
            c6: Signed = direct_call(@check, bad6, 32)
            euro: UniChar = gettail_wide(@wide: *str, 0)
            bad7: Bool = unichar_ne(euro, 8364: UniChar)
            c7: Signed = direct_call(@check, bad7, 64)
            ratio: Float = getfield[ratio](@one: *Node)
            bits: Signed = float_to_bits(ratio)
            bad8: Bool = int_ge(bits, 0)
            c8: Signed = direct_call(@check, bad8, 128)
            b: Char = gettail(@data: *bytes, 1)
            bad9: Bool = char_ne(b, 200: Char)
            c9: Signed = direct_call(@check, bad9, 256)
            tail_to_array(@data: *bytes, @letters: *array(Char), 2, 0, 1)
            letter: Char = getarrayitem(@letters: *array(Char), 0)
            bad10: Bool = char_ne(letter, 65: Char)
            c10: Signed = direct_call(@check, bad10, 512)
            number: Signed = getfield[number](@one: *Node)
            low: Bool = int_ne(number, -9223372036854775808)
            c11: Signed = direct_call(@check, low, 1024)
            result: Signed = static_get[@counter]()
            goto return(result)
        }
        """
    assert status(text, tmp_path, cc, structs=[node, pair], values=values) == 40


def test_class_tables_ranges_and_methods(cc, tmp_path):
    table = Struct("Shape_table", {}, parent=CLASS_TABLE, gc=False)
    shape = Struct("Shape", {"side": SIGNED}, parent=OBJECT)
    method = FuncType((Ptr(shape),), SIGNED)
    table.add_field("area", Ptr(method))
    root = new_class_table("object", None)
    shapes = new_class_table("Shape", root, table)
    square = new_class_table("Square", shapes, table)
    other = new_class_table("Other", root)
    cube = new_class_table("Cube", square, table)
    area = FunctionValue("area", method)
    for class_table in (shapes, square, cube):
        class_table.fields["area"] = area

    def instance(class_table: ClassTable) -> StructValue:
        value = StructValue(shape)
        value.fields.update(cls=class_table, side=3)
        return value

    values: dict[str, object] = {"c_" + t.name: t for t in (root, shapes, square, cube, other)}
    values.update(area=area, a_square=instance(square), a_cube=instance(cube), a_shape=instance(shapes))
    text = """
        graph @test -> Signed {
        entry(x: *object, weight: Signed):
            cls: *class_table = getfield[cls](x)
            is_shape: Bool = is_subclass(cls, @c_Shape: *class_table)
            is_square: Bool = is_subclass(cls, @c_Square: *class_table)
            is_cube: Bool = is_subclass(cls, @c_Cube: *class_table)
            is_other: Bool = is_subclass(cls, @c_Other: *class_table)
            a: Signed = cast_bool_to_int(is_shape)
            b: Signed = cast_bool_to_int(is_square)
            c: Signed = cast_bool_to_int(is_cube)
            d: Signed = cast_bool_to_int(is_other)
            ab: Signed = int_add(a, b)
            cd: Signed = int_add(c, d)
            s: Signed = int_add(ab, cd)
            r: Signed = int_mul(s, weight)
            goto return(r)
        }
        graph @area_of_square -> Signed {
        entry(self: *Shape):
            side: Signed = getfield[side](self)
            r: Signed = int_mul(side, side)
            goto return(r)
        }
        graph @main -> Signed {
        entry():
            o1: *object = cast_pointer[*object](@a_shape: *Shape)
            o2: *object = cast_pointer[*object](@a_square: *Shape)
            o3: *object = cast_pointer[*object](@a_cube: *Shape)
            r1: Signed = direct_call(@test, o1, 1)
            r2: Signed = direct_call(@test, o2, 10)
            r3: Signed = direct_call(@test, o3, 30)
            back: *Shape = cast_pointer[*Shape](o3)
            cls: *class_table = getfield[cls](back)
            shape_cls: *Shape_table = cast_pointer[*Shape_table](cls)
            method: *func(*Shape) Signed = getfield[area](shape_cls)
            m: Signed = indirect_call[null](method, back)
            s1: Signed = int_add(r1, r2)
            s2: Signed = int_add(r3, m)
            s: Signed = int_add(s1, s2)
            goto return(s)
        }
        """

    def make(*details):
        made = TestProgram(*details)
        area.graph = next(graph for graph in made.graphs if graph.name == "area_of_square")
        return made

    result = status(text, tmp_path, cc, structs=[shape, table], values=values, make=make)
    assert result == 1 + 20 + 90 + 9


def test_reads_are_not_moved_past_writes(cc, tmp_path):
    text = """
        type cell = struct { value: Signed }
        graph @bump -> Signed {
        entry(c: *cell):
            old: Signed = getfield[value](c)
            new: Signed = int_add(old, 1)
            setfield[value](c, new)
            goto return(new)
        }
        graph @main -> Signed {
        entry():
            c: *cell = malloc[struct cell]()
            setfield[value](c, 5)
            before: Signed = getfield[value](c)
            bumped: Signed = direct_call(@bump, c)
            after: Signed = getfield[value](c)
            setfield[value](c, 100)
            x: Signed = int_mul(before, 10)
            y: Signed = int_add(x, after)
            z: Signed = int_mul(bumped, 10)
            s: Signed = int_add(y, z)
            goto return(s)
        }
        """
    assert status(text, tmp_path, cc) == 50 + 6 + 60


def test_void_arguments_vanish(cc, tmp_path):
    text = """
        graph @report -> Void {
        entry(cls: Void, x: Signed):
            static_set[@counter](x)
            goto return(null: Void)
        }
        graph @main -> Signed {
        entry():
            direct_call(@report, 'a': Void, 11)
            n: Signed = static_get[@counter]()
            goto join(null: Void, n)
        join(nothing: Void, n: Signed):
            goto return(n)
        }
        """
    assert status(text, tmp_path, cc, values={"counter": StaticVariable("counter", SIGNED, 0)}) == 11


def test_a_program_split_into_several_files(cc, tmp_path):
    graphs = []
    for number in range(30):
        callee = f"@f{number - 1}" if number else "@start"
        graphs.append(f"""
        graph @f{number} -> Signed {{
        entry(x: Signed):
            y: Signed = direct_call({callee}, x)
            goto loop(y, 0)
        loop(y: Signed, i: Signed):
            more: Bool = int_lt(i, 3)
            switch more
                true -> body(y, i)
                false -> return(y)
        body(y: Signed, i: Signed):
            z: Signed = int_add_ovf(y, 1)
            j: Signed = int_add(i, 1)
            goto loop(z, j)
        }}""")
    text = f"""
        graph @start -> Signed {{
        entry(x: Signed):
            counter: Signed = static_get[@counter]()
            y: Signed = int_add(x, counter)
            goto return(y)
        }}
        {"".join(graphs)}
        graph @main -> Signed {{
        entry():
            r: Signed = direct_call(@f29, 1)
            goto return(r)
        }}
        """
    values = {"counter": StaticVariable("counter", SIGNED, 9)}
    assert status(text, tmp_path, cc, values=values, unit_lines=100) == 100
    assert (tmp_path / "program_2.c").exists()
