"""C expressions of the low-level operations that have no template of their own: heap access, calls, exceptions.

`EXPRESSIONS` maps an operation's name to a function that returns its C expression; one whose result is Void is
written as a statement.  Operands are asked of the writer (`OperandSource`), which may nest earlier expressions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Protocol

from weft.backend_c.names import mangle_field
from weft.backend_c.symbols import Symbols, is_stored, target_struct
from weft.backend_c.type_block import CLASS_FIELD, is_class_field
from weft.flowspace.graph import Constant, Operation, Value
from weft.rtyper.lltype.types import BOOL, CHAR, CLASS_TABLE, EXCEPTION, Array, LowLevelType, Ptr, Struct
from weft.rtyper.lltype.values import ArrayValue, ClassTable, FunctionValue, StaticVariable, StructValue
from weft.rtyper.visibility import is_visible


class OperandSource(Protocol):
    """What the emission of one operation needs: its operands as C, and names."""

    @property
    def symbols(self) -> Symbols:
        """The program's names."""

    def operand(self, value: Value) -> str:
        """Return the C expression of an operand; it binds as tightly as a function call."""

    def resolve(self, value: Value) -> Value:
        """Return what an operand stands for."""


_EXCEPTION_POINTER: Final = Ptr(EXCEPTION)

_UNSIGNED: Final = "(unsigned long)"

Emitter = Callable[[OperandSource, Operation], str]


def from_template(source: OperandSource, operation: Operation) -> str:
    """Fill in an operation's C template."""
    template: str = operation.spec.c
    operands = [source.operand(argument) for argument in operation.args if is_stored(argument.type)]
    named: dict[str, str] = {}
    if _UNSIGNED in template:
        for index, operand in enumerate(operands):
            template = template.replace(f"{_UNSIGNED}{{{index}}}", f"{{u{index}}}")
            named[f"u{index}"] = _as_unsigned(operand)
    named.update((f"s{i}", _static_text(source.symbols, s)) for i, s in enumerate(operation.statics))
    return template.format(*operands, **named)


def _as_unsigned(text: str) -> str:
    """Return a long expression as an unsigned one: `5UL` for `5L`, `(x + y)` for `(long)(x + y)`."""
    if text[:-1].isdigit() and text.endswith("L"):
        return text[:-1] + "UL"
    if text.startswith("(long)(") and strip_parentheses(text[6:]) != text[6:]:
        return text[6:]
    return _UNSIGNED + text


def _static_text(symbols: Symbols, static: object) -> str:
    match static:
        case Struct() | Array() | Ptr():
            return symbols.types.name(static)
        case str():
            return mangle_field(static)
        case int():
            return str(static)
        case StructValue() | ArrayValue() | ClassTable():
            return "&" + symbols.data(static)
        case FunctionValue():
            return symbols.function(static)
        case StaticVariable():
            return symbols.static(static)
    return str(static)


def _target(source: OperandSource, value: Value) -> str:
    """Return the C text that a member name follows: `x->`, or `name.` for prebuilt data."""
    value = source.resolve(value)
    if isinstance(value, Constant):
        return source.symbols.lvalue(value.value, value.type)
    return source.operand(value) + "->"


def _tail_field(type_: LowLevelType) -> str:
    tail = target_struct(type_).tail
    assert tail is not None
    return mangle_field(tail[0])


def _getfield(source: OperandSource, operation: Operation) -> str:
    if source.symbols.block is not None and is_class_field(operation.args[0].type, operation.statics[0]):
        return _class_of(source, source.resolve(operation.args[0]))
    return _target(source, operation.args[0]) + mangle_field(operation.statics[0])


def _class_of(source: OperandSource, instance: Value) -> str:
    """Return the C expression of the class table that an object's header leads to."""
    if isinstance(instance, Constant) and isinstance(instance.value, StructValue):
        return source.symbols.pointer(instance.value.fields[CLASS_FIELD], Ptr(CLASS_TABLE))
    return f"weft_class_of({source.operand(instance)})"


def _setfield(source: OperandSource, operation: Operation) -> str:
    target, value = operation.args
    if source.symbols.block is not None and is_class_field(target.type, operation.statics[0]):
        return ""  # the header says it from the beginning
    return f"{_target(source, target)}{mangle_field(operation.statics[0])} = {_bare(source.operand(value))}"


def _getarraysize(source: OperandSource, operation: Operation) -> str:
    return _target(source, operation.args[0]) + "size"


def _getarrayitem(source: OperandSource, operation: Operation) -> str:
    array, index = operation.args
    return f"{_target(source, array)}items[{_bare(source.operand(index))}]"


def _setarrayitem(source: OperandSource, operation: Operation) -> str:
    array, index, value = operation.args
    return f"{_target(source, array)}items[{_bare(source.operand(index))}] = {_bare(source.operand(value))}"


def _getitemfield(source: OperandSource, operation: Operation) -> str:
    array, index = operation.args
    field = mangle_field(operation.statics[0])
    return f"{_target(source, array)}items[{_bare(source.operand(index))}].{field}"


def _setitemfield(source: OperandSource, operation: Operation) -> str:
    array, index, value = operation.args
    field = mangle_field(operation.statics[0])
    return f"{_target(source, array)}items[{_bare(source.operand(index))}].{field} = {_bare(source.operand(value))}"


def _gettail(source: OperandSource, operation: Operation) -> str:
    struct, index = operation.args
    return f"{_target(source, struct)}{_tail_field(struct.type)}[{_bare(source.operand(index))}]"


def _settail(source: OperandSource, operation: Operation) -> str:
    struct, index, value = operation.args
    field = _tail_field(struct.type)
    return f"{_target(source, struct)}{field}[{_bare(source.operand(index))}] = {_bare(source.operand(value))}"


def _write_barrier_item(source: OperandSource, operation: Operation) -> str:
    container, index = operation.args
    assert isinstance(container.type, Ptr)
    items = "items" if isinstance(container.type.to, Array) else _tail_field(container.type)
    place = f"{_target(source, container)}{items}[{_bare(source.operand(index))}]"
    (field,) = operation.statics
    return f"weft_barrier_item({source.operand(container)}, &{place}{'.' + mangle_field(field) if field else ''})"


def _gettail_wide(source: OperandSource, operation: Operation) -> str:
    struct, index = operation.args
    field = f"{_target(source, struct)}{_tail_field(struct.type)}"
    return f"((uint32_t *)(void *){field})[{_bare(source.operand(index))}]"


def _settail_wide(source: OperandSource, operation: Operation) -> str:
    struct, index, value = operation.args
    field = f"{_target(source, struct)}{_tail_field(struct.type)}"
    return f"((uint32_t *)(void *){field})[{_bare(source.operand(index))}] = {_bare(source.operand(value))}"


def _items(source: OperandSource, container: Value) -> str:
    """Return the C expression of the first item of an array or of a tail."""
    type_ = container.type
    assert isinstance(type_, Ptr)
    return _target(source, container) + ("items" if isinstance(type_.to, Array) else _tail_field(type_))


def _copy(source: OperandSource, operation: Operation) -> str:
    """Emit the operations that copy `count` items from one container to another."""
    from_, to, from_start, to_start, count = operation.args
    item_source = f"&{_items(source, from_)}[{_bare(source.operand(from_start))}]"
    items = _items(source, to)
    target = f"&{items}[{_bare(source.operand(to_start))}]"
    size = _item_size(source, to)
    amount = source.operand(count)
    return f"weft_move({target}, {item_source}, {_as_unsigned(amount)}{size})"


def _item_type(container: Value) -> LowLevelType:
    type_ = container.type
    assert isinstance(type_, Ptr)
    if isinstance(type_.to, Array):
        return type_.to.item
    tail = target_struct(type_).tail
    assert tail is not None
    return tail[1]


def _item_size(source: OperandSource, container: Value) -> str:
    name = source.symbols.types.name(_item_type(container))
    return "" if name == "unsigned char" else f" * sizeof({name})"


def _fill(source: OperandSource, operation: Operation) -> str:
    """Emit the operations that store one value into `count` items."""
    container, start, count, value = operation.args
    first = f"&{_items(source, container)}[{_bare(source.operand(start))}]"
    if _item_type(container) in (BOOL, CHAR):
        return f"weft_fill_bytes({first}, {_bare(source.operand(value))}, {_as_unsigned(source.operand(count))})"
    return f"WEFT_FILL({first}, {_bare(source.operand(value))}, {_bare(source.operand(count))})"


def _tailcompare(source: OperandSource, operation: Operation) -> str:
    left, right, left_start, right_start, count = operation.args
    x = f"&{_items(source, left)}[{_bare(source.operand(left_start))}]"
    y = f"&{_items(source, right)}[{_bare(source.operand(right_start))}]"
    return f"weft_compare({x}, {y}, {_as_unsigned(source.operand(count))})"


def _cast_pointer(source: OperandSource, operation: Operation) -> str:
    value = source.resolve(operation.args[0])
    if isinstance(value, Constant):
        return source.symbols.pointer(value.value, operation.statics[0])
    if value.type == operation.statics[0]:
        return source.operand(value)
    return f"(({source.symbols.types.name(operation.statics[0])}){source.operand(value)})"


def _tag_word(source: OperandSource, operation: Operation) -> str:
    type_name = source.symbols.types.name(operation.result.type)
    return f"(({type_name})(((unsigned long){source.operand(operation.args[0])} << 1) | 1))"


def _is_subclass(source: OperandSource, operation: Operation) -> str:
    table = source.resolve(operation.args[1])
    if not isinstance(table, Constant):
        x, y = source.operand(operation.args[0]), source.operand(operation.args[1])
        return f"weft_is_subclass((struct class_table *){x}, (struct class_table *){y})"
    start, end = source.symbols.class_ranges[table.value]
    if end - start == 1:
        tested = source.resolve(operation.args[0])
        return f"({source.operand(tested)} == {source.symbols.pointer(table.value, _pointer_type(tested))})"
    field = _target(source, operation.args[0]) + "subclass_id"
    return f"((unsigned long)({field} - {start}) < {end - start}UL)"


def _pointer_type(value: Value) -> Ptr:
    assert isinstance(value.type, Ptr)
    return value.type


def _identity_hash(source: OperandSource, operation: Operation) -> str:
    return f"weft_identity_hash({source.operand(operation.args[0])})"


def _gc_new(source: OperandSource, operation: Operation) -> str:
    type_ = operation.statics[0]
    name = source.symbols.types.name(type_)
    return f"(({name} *)weft_new(sizeof({name}), {source.symbols.type_id(type_)}))"


def _raw_instance(source: OperandSource, operation: Operation) -> str:
    type_, has_roots = operation.statics
    name = source.symbols.types.name(type_)
    header = source.symbols.type_id(type_) if source.symbols.block is not None else "0"
    return f"(({name} *)weft_raw_new(sizeof({name}), {header}, {str(has_roots).lower()}))"


def _gc_new_items(source: OperandSource, operation: Operation) -> str:
    type_, items = operation.statics
    name = source.symbols.types.name(type_)
    length = _bare(source.operand(operation.args[0]))
    clear = "false" if operation.name.endswith("_uninit") else "true"
    number = source.symbols.type_id(type_)
    return f"(({name} *)WEFT_NEW_ITEMS({name}, {mangle_field(items)}, {length}, {number}, {clear}))"


def _call_arguments(source: OperandSource, operation: Operation) -> str:
    return ", ".join([_bare(source.operand(a)) for a in operation.args[1:] if is_stored(a.type)])


def _direct_call(source: OperandSource, operation: Operation) -> str:
    function = source.resolve(operation.args[0])
    if isinstance(function, Constant) and isinstance(function.value, FunctionValue):
        return f"{source.symbols.function(function.value)}({_call_arguments(source, operation)})"
    return _indirect_call(source, operation)


def _indirect_call(source: OperandSource, operation: Operation) -> str:
    function = source.resolve(operation.args[0])
    if isinstance(function, Constant) and isinstance(function.value, FunctionValue):
        return f"{source.symbols.function(function.value)}({_call_arguments(source, operation)})"
    if isinstance(function, Constant):
        text = f"(({source.symbols.types.name(function.type)})weft_null())"
    else:
        text = source.operand(function)
    return f"{text}({_call_arguments(source, operation)})"


def _static_get(source: OperandSource, operation: Operation) -> str:
    return source.symbols.static(operation.statics[0])


def _static_set(source: OperandSource, operation: Operation) -> str:
    return f"{source.symbols.static(operation.statics[0])} = {_bare(source.operand(operation.args[0]))}"


def _traceback_add(source: OperandSource, operation: Operation) -> str:
    location = _location(source, operation)
    return f"weft_traceback_add({_bare(_exception(source, operation.args[0]))}, {location})" if location else "(void)0"


def _traceback_start(source: OperandSource, operation: Operation) -> str:
    exception = _bare(_exception(source, operation.args[0]))
    return f"weft_traceback_start({exception}, {_location(source, operation) or 'NULL'})"


def _traceback_add_pending(source: OperandSource, operation: Operation) -> str:
    location = _location(source, operation)
    return f"weft_traceback_add(weft_exc.pending, {location})" if location else "(void)0"


def _location(source: OperandSource, operation: Operation) -> str:
    """Return the C expression of the traceback location of an operation; empty if it does not show."""
    span = operation.span
    return source.symbols.location(span) if span is not None and is_visible(span) else ""


def _exception(source: OperandSource, value: Value) -> str:
    """Return an operand as a pointer to the root of exceptions."""
    text = source.operand(value)
    return text if value.type == _EXCEPTION_POINTER else f"(struct BaseException *){text}"


def _exc_set(source: OperandSource, operation: Operation) -> str:
    return f"weft_exc.pending = {_bare(_exception(source, operation.args[0]))}"


def _bare(text: str) -> str:
    """Return an expression without its outer parentheses, where nothing can bind to it."""
    return strip_parentheses(text)


def strip_parentheses(text: str) -> str:
    """Return `a + b` for `(a + b)`; a cast or `(a) + (b)` is left alone."""
    if not text.startswith("(") or not text.endswith(")") or '"' in text or "'" in text:
        return text
    depth = 0
    for index, char in enumerate(text):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0 and index < len(text) - 1:
                return text
    return text[1:-1]


EXPRESSIONS: Final[Mapping[str, Emitter]] = MappingProxyType(
    {
        "getfield": _getfield,
        "setfield": _setfield,
        "getarraysize": _getarraysize,
        "getarrayitem": _getarrayitem,
        "setarrayitem": _setarrayitem,
        "getitemfield": _getitemfield,
        "setitemfield": _setitemfield,
        "gettail": _gettail,
        "settail": _settail,
        "gettail_wide": _gettail_wide,
        "write_barrier_item": _write_barrier_item,
        "settail_wide": _settail_wide,
        "arraycopy": _copy,
        "tailcopy": _copy,
        "tail_to_array": _copy,
        "array_to_tail": _copy,
        "arrayfill": _fill,
        "tailfill": _fill,
        "tailcompare": _tailcompare,
        "cast_pointer": _cast_pointer,
        "tag_word": _tag_word,
        "is_subclass": _is_subclass,
        "identity_hash": _identity_hash,
        "gc_new": _gc_new,
        "raw_instance": _raw_instance,
        "gc_new_varsize": _gc_new_items,
        "gc_new_varsize_uninit": _gc_new_items,
        "type_id": lambda source, operation: f"(long){source.symbols.type_id(operation.statics[0])}",
        "fixed_size": lambda source, operation: f"(long)sizeof({source.symbols.types.name(operation.statics[0])})",
        "direct_call": _direct_call,
        "indirect_call": _indirect_call,
        "static_get": _static_get,
        "static_set": _static_set,
        "traceback_add": _traceback_add,
        "traceback_start": _traceback_start,
        "traceback_add_pending": _traceback_add_pending,
        "exc_pending": lambda source, operation: "(weft_exc.pending != NULL)",
        "exc_set": _exc_set,
        "exc_take": lambda source, operation: "weft_exc_take()",
        "stack_exhausted": lambda source, operation: "weft_stack_exhausted()",
        "keepalive": lambda source, operation: f"weft_keepalive({source.operand(operation.args[0])})",
        "unreachable": lambda source, operation: "weft_unreachable()",
    }
)
