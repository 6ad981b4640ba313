"""Representations of str: characters travel as UNICHAR, other strings as pointers to STR (null: None)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import STRING, Annotation, Impossible, SomeList, SomeNone, SomeSlice, SomeString
from weft.flowspace.graph import Constant, Value
from weft.rtyper.ll_helpers import hashing
from weft.rtyper.ll_helpers import strings as ll
from weft.rtyper.ll_helpers.arrays import word_equal
from weft.rtyper.lltype.types import UNICHAR
from weft.rtyper.lowering import Builder, Lowering, boolean, signed
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.support import (
    COMPARE_WITH_ZERO,
    SWAPPED,
    as_bool,
    check_unpack,
    integer_operand,
    is_nonneg,
    negated,
    slice_bounds,
)

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer


def make_string(typer: Typer, annotation: Annotation) -> Representation:
    """Return the representation of a SomeString."""
    assert isinstance(annotation, SomeString)
    return CharRepresentation(typer, annotation) if annotation.char else StringRepresentation(typer, annotation)


class _TextRepresentation(Representation):
    """What strings and characters share: everything that makes or compares strings, whatever the operands are."""

    def _comparison(self, lowering: Lowering) -> Value | None:
        """Order of two strings: three-way comparison, except for two characters."""
        name = lowering.operation.name
        left, right = _is_char(lowering, 0), _is_char(lowering, 1)
        x, y = lowering.operand(0), lowering.operand(1)
        if left and right:
            return lowering.emit(f"unichar_{name}", x, y)
        if left:
            name, x, y = SWAPPED[name], y, x
        order = lowering.helper(ll.str_compare_char if left or right else ll.str_compare, x, y)
        return lowering.emit(COMPARE_WITH_ZERO[name], order, signed(0))

    lower_lt = lower_le = lower_gt = lower_ge = _comparison

    def lower_eq(self, lowering: Lowering) -> Value | None:
        """`==`; None-safe; anything but a string is different."""
        other = lowering.annotation(1)
        x = lowering.operand(0)
        if isinstance(other, SomeNone):
            return boolean(False) if x.type is UNICHAR else lowering.emit("ptr_iszero", x)
        if not isinstance(other, SomeString):
            return boolean(False)
        y = lowering.operand(1)
        left, right = x.type is UNICHAR, y.type is UNICHAR
        if left and right:
            return lowering.emit("unichar_eq", x, y)
        optional = lowering.annotation(0).can_be_none or other.can_be_none
        if left or right:
            s, char = (y, x) if left else (x, y)
            return lowering.helper(ll.str_eq_char_optional if optional else ll.str_eq_char, s, char)
        return lowering.helper(ll.str_eq_optional if optional else ll.str_eq, x, y)

    def lower_ne(self, lowering: Lowering) -> Value | None:
        """`!=`."""
        return negated(lowering, self.lower_eq(lowering))

    def lower_add(self, lowering: Lowering) -> Value | None:
        """`+` of strings and characters."""
        function = _ADD[_is_char(lowering, 0), _is_char(lowering, 1)]
        return lowering.helper(function, lowering.operand(0), lowering.operand(1))

    lower_inplace_add = lower_add

    def lower_mul(self, lowering: Lowering) -> Value | None:
        """`s * n`."""
        return _multiply(lowering, 0, 1)

    lower_inplace_mul = lower_mul

    def lower_mul_swapped(self, lowering: Lowering) -> Value | None:
        """`n * s`: the string is the second operand."""
        return _multiply(lowering, 1, 0)

    def lower_build_string(self, lowering: Lowering) -> Value | None:
        """Concatenate any number of strings and characters in one allocation."""
        pieces = [lowering.operand(i) for i in range(len(lowering.operands))]
        if not pieces:
            return lowering.string("")
        if len(pieces) == 1:
            return lowering.operand(0, lowering.result_representation)
        return build_string(lowering, pieces)

    def lower_method_join(self, lowering: Lowering) -> Value | None:
        """`separator.join(list)`."""
        assert lowering.receiver is not None
        text = lowering.typer.representation(STRING)
        separator = lowering.value(lowering.receiver, text)
        items = lowering.annotation(0)
        if not isinstance(items, SomeList):
            raise lowering.error("W0401", f"join of {items} is not supported yet")
        representation: Any = lowering.representation(0)
        operand = lowering.operand(0)
        item = representation.items.representation
        if isinstance(item.annotation, Impossible):  # always empty
            return lowering.string("")
        function = ll.str_join
        if isinstance(item, CharRepresentation):
            function = ll.str_join_chars
        elif not isinstance(item, StringRepresentation):
            raise lowering.error("W0302", f"join needs strings, not {items}")
        elif items.definition.find().item.can_be_none:
            function = ll.str_join_optional
        array, length = representation.array_and_length(lowering, operand)
        return lowering.helper(function, separator, array, length)

    def lower_is_(self, lowering: Lowering) -> Value | None:
        """`is` of characters is equality."""
        return self.lower_eq(lowering)


class CharRepresentation(_TextRepresentation):
    """A one-character string: its code point."""

    lowtype = UNICHAR

    def constant(self, value: Any) -> Any:
        """Return the code point."""
        if not isinstance(value, str) or len(value) != 1:
            raise TypeError(f"not a character: {value!r}")
        return ord(value)

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """A character becomes a string."""
        if isinstance(target, StringRepresentation):
            if isinstance(value, Constant):
                return builder.typer.string_constant(chr(value.value))
            return builder.helper(ll.char_to_str, value)
        return None

    def lower_getitem(self, lowering: Lowering) -> Value | None:
        """Index or slice a character, as a string."""
        return StringRepresentation.lower_getitem(self, lowering)

    def lower_contains(self, lowering: Lowering) -> Value | None:
        """`x in char`."""
        return StringRepresentation.lower_contains(self, lowering)

    def lower_len(self, lowering: Lowering) -> Value | None:
        """Always 1."""
        return signed(1)

    def lower_bool(self, lowering: Lowering) -> Value | None:
        """Always true."""
        return boolean(True)

    def lower_iter(self, lowering: Lowering) -> Value | None:
        """Iterate over the string of the character."""
        string = lowering.operand(0, lowering.typer.representation(STRING))
        return lowering.result_representation.make(lowering, string)  # type: ignore[attr-defined, no-any-return]

    lower_reversed = lower_iter

    def lower_unpack(self, lowering: Lowering) -> Value | None:
        """`a, b = s`: a tuple of characters."""
        result: Any = lowering.result_representation
        text = lowering.operand(0)
        count = len(result.item_representations)
        check_unpack(lowering, lowering.getfield(text, "length"), count)
        character = lowering.typer.representation(SomeString(char=True))
        values = [
            lowering.convert(lowering.helper(ll.str_char, text, signed(i)), character, wanted)
            for i, wanted in enumerate(result.item_representations)
        ]
        return result.make(lowering, values)  # type: ignore[no-any-return]

    def equality_function(self) -> Any:
        """Compare code points."""
        return word_equal

    def hash_function(self) -> Any:
        """The hash of the same text as an object."""
        return hashing.hash_unichar


class StringRepresentation(_TextRepresentation):
    """A string of any length, or None."""

    lowtype = ll.STRING

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        typer.cache.setdefault("string hash", hashing.host_str_hash)

    def constant(self, value: Any) -> Any:
        """Return the string object of a text; equal texts share one."""
        if value is None:
            return None
        if not isinstance(value, str):
            raise TypeError(f"not a str: {value!r}")
        return self.typer.string_constant(str(value)).value

    def lower_len(self, lowering: Lowering) -> Value | None:
        """`len(s)`."""
        return lowering.getfield(lowering.operand(0), "length")

    def lower_bool(self, lowering: Lowering) -> Value | None:
        """Truth of a string."""
        return as_bool(lowering, lowering.getfield(lowering.operand(0), "length"))

    def lower_getitem(self: Representation, lowering: Lowering) -> Value | None:
        """`s[i]`, a character, or `s[i:j]`."""
        s = lowering.operand(0, lowering.typer.representation(STRING))
        index_annotation = lowering.annotation(1)
        if isinstance(index_annotation, SomeSlice):
            return lowering.helper(ll.str_getslice, s, *slice_bounds(lowering, lowering.operands[1]))
        index = integer_operand(lowering, 1)
        if not lowering.typer.options.check_bounds:
            function: Callable[..., Any] = ll.str_char
        else:
            function = ll.str_getitem_nonneg if is_nonneg(index_annotation) else ll.str_getitem
        char = lowering.helper(function, s, index)
        result = lowering.result_representation
        return lowering.convert(char, lowering.typer.representation(SomeString(char=True)), result)

    def lower_contains(self: Representation, lowering: Lowering) -> Value | None:
        """`part in s`."""
        s = lowering.operand(0, lowering.typer.representation(STRING))
        function = ll.str_contains_char if _is_char(lowering, 1) else ll.str_contains
        return lowering.helper(function, s, lowering.operand(1))

    def lower_iter(self, lowering: Lowering) -> Value | None:
        """Iterate over the characters."""
        return lowering.result_representation.make(lowering, lowering.operand(0))  # type: ignore[attr-defined, no-any-return]

    lower_reversed = lower_iter

    def lower_unpack(self, lowering: Lowering) -> Value | None:
        """`a, b = s`: a tuple of characters."""
        result: Any = lowering.result_representation
        text = lowering.operand(0)
        count = len(result.item_representations)
        check_unpack(lowering, lowering.getfield(text, "length"), count)
        character = lowering.typer.representation(SomeString(char=True))
        values = [
            lowering.convert(lowering.helper(ll.str_char, text, signed(i)), character, wanted)
            for i, wanted in enumerate(result.item_representations)
        ]
        return result.make(lowering, values)  # type: ignore[no-any-return]

    def equality_function(self) -> Any:
        """Compare contents; None equals None."""
        return ll.str_eq_optional

    def hash_function(self) -> Any:
        """The cached hash; None has one too."""
        return ll.str_hash_optional


_ADD: Final = {
    (False, False): ll.str_add,
    (False, True): ll.str_add_char,
    (True, False): ll.char_add_str,
    (True, True): ll.char_add_char,
}


def _is_char(lowering: Lowering, index: int) -> bool:
    return isinstance(lowering.representation(index), CharRepresentation)


def _multiply(lowering: Lowering, text: int, count: int) -> Value:
    function = ll.char_mul if _is_char(lowering, text) else ll.str_mul
    return lowering.helper(function, lowering.operand(text), integer_operand(lowering, count))


def build_string(builder: Builder, pieces: list[Value]) -> Value:
    """Emit the concatenation of string and character values: sum the lengths, allocate once, fill."""
    length: Value = signed(sum(piece.type is UNICHAR for piece in pieces))
    extra: Value = signed(0)
    for piece in pieces:
        if piece.type is UNICHAR:
            more: Value = builder.helper(ll.char_extra, piece)
        else:
            own = builder.getfield(piece, "length")
            more = builder.emit("int_sub", builder.getfield(piece, "size"), own)
            length = builder.emit("int_add", length, own)
        extra = builder.emit("int_or", extra, more)
    result = builder.helper(ll.new_string, length, extra)
    position: Value = signed(0)
    for piece in pieces:
        put = ll.put_char if piece.type is UNICHAR else ll.put_string
        position = builder.helper(put, result, position, piece)
    return result


REPRESENTATIONS: Final[dict[type[Annotation], Callable[[Any, Any], Representation]]] = {SomeString: make_string}
