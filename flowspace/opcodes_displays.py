"""Instruction handlers: displays of tuples, lists, sets, dicts and f-strings; unpacking; match patterns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from weft.flowspace.bytecode import Instruction
from weft.flowspace.constant_folding import constant_items, is_primitive
from weft.flowspace.graph import Constant, Value
from weft.flowspace.symbolic_execution import Execution, OpcodeHandler
from weft.flowspace.symbolic_frame import Converted, MappingDisplay, SequenceDisplay


def build_tuple(execution: Execution, instruction: Instruction) -> None:
    """`(a, b)`."""
    execution.stack.append(execution.emit("newtuple", *execution.pop_many(instruction.arg)))


def build_list(execution: Execution, instruction: Instruction) -> None:
    """`[a, b]`, which may go on with LIST_EXTEND."""
    execution.stack.append(SequenceDisplay(execution.pop_many(instruction.arg), span=execution.span()))


def list_append(execution: Execution, instruction: Instruction) -> None:
    """The next item of a display or comprehension."""
    item = execution.pop()
    target = execution.stack[-instruction.arg]
    if isinstance(target, SequenceDisplay) and target.star is None:
        target.items.append(item)
    else:
        execution.emit("list_append", _built(execution, instruction.arg), item)


def list_extend(execution: Execution, instruction: Instruction) -> None:
    """`*xs` in a display; also how CPython makes a list of constants."""
    more = execution.pop()
    target = execution.stack[-instruction.arg]
    if isinstance(target, SequenceDisplay) and target.star is None:
        items = known_items(execution, more)
        following = execution.bytecode.instructions[execution.index + 1]
        if items is not None:
            target.items.extend(items)
            return
        if following.op == "LIST_TO_TUPLE":
            target.star = more  # the arguments of a call, most likely
            return
    execution.emit("list_extend", _built(execution, instruction.arg), more)


def known_items(execution: Execution, value: Value) -> list[Value] | None:
    """Return the items of a tuple that is a constant or was built in this function; else None."""
    if isinstance(value, Constant):
        return [Constant(item) for item in value.value] if type(value.value) is tuple else None
    definition = execution.definitions.get(value)
    if definition is not None and definition.spec.name == "newtuple":
        return list(definition.args)
    return None


def _built(execution: Execution, depth: int) -> Value:
    """Return a stack item as a value, building it if it was only displayed."""
    slot = execution.stack[-depth]
    if isinstance(slot, (SequenceDisplay, MappingDisplay, Converted)):
        slot = execution.build(slot)
        execution.stack[-depth] = slot
    return slot  # type: ignore[return-value]


def list_to_tuple(execution: Execution, instruction: Instruction) -> None:
    """`(*xs,)`."""
    slot = execution.stack[-1]
    if isinstance(slot, SequenceDisplay):
        slot.is_tuple = True
    else:
        execution.stack.append(execution.emit("list_to_tuple", execution.pop()))


def build_set(execution: Execution, instruction: Instruction) -> None:
    """`{a, b}`."""
    items = execution.pop_many(instruction.arg)
    execution.stack.append(execution.emit("newset", *items, may_raise=bool(items)))


def set_add(execution: Execution, instruction: Instruction) -> None:
    """The next item of a set comprehension."""
    item = execution.pop()
    execution.emit("set_add", _built(execution, instruction.arg), item)


def set_update(execution: Execution, instruction: Instruction) -> None:
    """`{*xs}`; also how CPython makes a set of constants."""
    more = execution.pop()
    target = _built(execution, instruction.arg)
    if isinstance(more, Constant) and type(more.value) is frozenset and not _only_ints(more.value):
        block = execution.block
        if block is not None and block.operations and block.operations[-1].result is target:
            display = block.operations[-1]
            if display.spec.name == "newset" and not display.args:
                display.args.extend(Constant(item) for item in constant_items(more.value))
                return
        for item in constant_items(more.value):
            execution.emit("set_add", target, Constant(item))
        return
    execution.emit("set_update", target, more)


def _only_ints(items: frozenset[object]) -> bool:
    """True for items whose order can be seen: it comes from the way in which CPython makes the set."""
    return all(type(item) is int for item in items)


def build_map(execution: Execution, instruction: Instruction) -> None:
    """`{k: v}`."""
    parts = execution.pop_many(2 * instruction.arg)
    execution.stack.append(MappingDisplay(parts[::2], parts[1::2], span=execution.span()))


def build_const_key_map(execution: Execution, instruction: Instruction) -> None:
    """`{"a": v}`: the keys are one constant tuple."""
    keys = execution.pop()
    assert isinstance(keys, Constant)
    values = execution.pop_many(instruction.arg)
    execution.stack.append(MappingDisplay([Constant(key) for key in keys.value], values, span=execution.span()))


def map_add(execution: Execution, instruction: Instruction) -> None:
    """The next pair of a display or dict comprehension."""
    value = execution.pop()
    key = execution.pop()
    target = execution.stack[-instruction.arg]
    if isinstance(target, MappingDisplay) and target.star is None:
        target.keys.append(key)
        target.values.append(value)
    else:
        execution.emit("dict_add", _built(execution, instruction.arg), key, value)


def dict_update(execution: Execution, instruction: Instruction) -> None:
    """`{**d}`, or `**d` of a call."""
    slot = execution.stack.pop()
    target = execution.stack[-instruction.arg]
    if isinstance(target, MappingDisplay) and target.star is None:
        if isinstance(slot, MappingDisplay) and slot.star is None:
            target.keys.extend(slot.keys)
            target.values.extend(slot.values)
            return
        if instruction.op == "DICT_MERGE":
            target.star = execution.value_of(slot)
            return
    execution.emit("dict_update", _built(execution, instruction.arg), execution.value_of(slot))


# -- strings -----------------------------------------------------------------------------------------------------


def convert(execution: Execution, instruction: Instruction) -> None:
    """`!r`."""
    execution.stack.append(Converted(execution.pop(), instruction.arg))


def format_(execution: Execution, instruction: Instruction) -> None:
    """`{x!r:spec}`."""
    conversion, has_spec = instruction.arg
    spec: Value = execution.pop() if has_spec else Constant(None)
    slot = execution.stack.pop()
    if isinstance(slot, Converted):
        value, conversion = slot.value, slot.conversion
    else:
        execution.stack.append(slot)
        value = execution.pop()
    if isinstance(value, Constant) and isinstance(spec, Constant) and is_primitive(value.value):
        if conversion in ("", "s") and type(value.value) is str and not spec.value:
            execution.stack.append(value)
            return
    execution.stack.append(execution.emit("format_value", value, spec, statics=(conversion,)))


def build_string(execution: Execution, instruction: Instruction) -> None:
    """Join the pieces of an f-string."""
    execution.stack.append(execution.emit("build_string", *execution.pop_many(instruction.arg)))


# -- unpacking and patterns --------------------------------------------------------------------------------------


def unpack_sequence(execution: Execution, instruction: Instruction) -> None:
    """`a, b = x`."""
    value = execution.pop()
    count = instruction.arg
    items = known_items(execution, value)
    if items is None or len(items) != count:
        items = _items_of(execution, execution.emit("unpack", value, statics=(count,)), count)
    execution.stack.extend(reversed(items))


def unpack_ex(execution: Execution, instruction: Instruction) -> None:
    """`a, *b, c = x`."""
    before, after = instruction.arg
    unpacked = execution.emit("unpack_star", execution.pop(), statics=(before, after))
    execution.stack.extend(reversed(_items_of(execution, unpacked, before + 1 + after)))


def _items_of(execution: Execution, unpacked: Value, count: int) -> list[Value]:
    return [execution.emit("getitem", unpacked, Constant(index), may_raise=False) for index in range(count)]


def get_len(execution: Execution, instruction: Instruction) -> None:
    """Length of a sequence pattern's subject, which stays."""
    execution.stack.append(execution.emit("call", Constant(len), _built(execution, 1)))


def match_sequence(execution: Execution, instruction: Instruction) -> None:
    """Is the subject a sequence?"""
    execution.stack.append(execution.emit("match_sequence", _built(execution, 1)))


def match_mapping(execution: Execution, instruction: Instruction) -> None:
    """Is the subject a mapping?"""
    execution.stack.append(execution.emit("match_mapping", _built(execution, 1)))


def match_keys(execution: Execution, instruction: Instruction) -> None:
    """The values of a mapping pattern, or None; subject and keys stay."""
    execution.stack.append(execution.emit("match_keys", _built(execution, 2), _built(execution, 1)))


def match_class(execution: Execution, instruction: Instruction) -> None:
    """The attributes of a class pattern, or None."""
    subject, cls, names = execution.pop_many(3)
    assert isinstance(names, Constant)
    statics = (instruction.arg, tuple(names.value))
    execution.stack.append(execution.emit("match_class", subject, cls, statics=statics))


HANDLERS: Final[Mapping[str, OpcodeHandler]] = {
    "BUILD_TUPLE": build_tuple,
    "BUILD_LIST": build_list,
    "LIST_APPEND": list_append,
    "LIST_EXTEND": list_extend,
    "LIST_TO_TUPLE": list_to_tuple,
    "BUILD_SET": build_set,
    "SET_ADD": set_add,
    "SET_UPDATE": set_update,
    "BUILD_MAP": build_map,
    "BUILD_CONST_KEY_MAP": build_const_key_map,
    "MAP_ADD": map_add,
    "DICT_UPDATE": dict_update,
    "DICT_MERGE": dict_update,
    "CONVERT": convert,
    "FORMAT": format_,
    "BUILD_STRING": build_string,
    "UNPACK_SEQUENCE": unpack_sequence,
    "UNPACK_EX": unpack_ex,
    "GET_LEN": get_len,
    "MATCH_SEQUENCE": match_sequence,
    "MATCH_MAPPING": match_mapping,
    "MATCH_KEYS": match_keys,
    "MATCH_CLASS": match_class,
}
