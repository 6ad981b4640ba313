"""Which types of a program may be part of cycles of references."""

from weft.rtyper.lltype.references import types_in_cycles
from weft.rtyper.lltype.types import OBJECT, SIGNED, STR, Array, Ptr, Struct


def test_a_type_that_refers_to_itself() -> None:
    node = Struct("node", {"value": SIGNED})
    node.add_field("next", Ptr(node))
    user = Struct("user", {"nodes": Ptr(node), "name": Ptr(STR)})
    name = Struct("name", {"text": Ptr(STR)})
    assert list(types_in_cycles([node, user, name, STR])) == [node]


def test_by_way_of_an_array_a_tail_and_an_inner_struct() -> None:
    tree, inner, entry = Struct("tree"), Struct("inner", gc=False), Struct("entry", gc=False)
    children = Array(Ptr(tree))
    table = Struct("table", tail=("entries", entry))
    tree.add_field("children", Ptr(children))
    tree.add_field("inner", inner)
    entry.add_field("key", Ptr(STR))
    entry.add_field("value", Ptr(tree))
    inner.add_field("table", Ptr(table))
    names = Array(Ptr(STR))
    assert list(types_in_cycles([names, table, tree, children, STR])) == [table, tree, children]
    assert list(types_in_cycles([names, tree, STR])) == []  # the program makes none of the others


def test_a_pointer_leads_to_whatever_inherits() -> None:
    base = Struct("base", parent=OBJECT)
    held = Struct("held", parent=base)
    other = Struct("other", {"name": Ptr(STR)}, parent=OBJECT)
    holder = Struct("holder", {"held": Ptr(base)}, parent=OBJECT)
    assert list(types_in_cycles([base, held, other, holder, STR])) == []
    held.add_field("anything", Ptr(OBJECT))
    assert list(types_in_cycles([base, held, other, holder, STR])) == [held, holder]


def test_a_class_without_fields_of_its_own_has_those_of_its_base() -> None:
    base = Struct("base", parent=OBJECT)
    base.add_field("partner", Ptr(base))
    heir = Struct("heir", parent=base)
    assert list(types_in_cycles([heir])) == [heir]
