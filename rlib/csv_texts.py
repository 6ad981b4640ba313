"""The csv module: readers and writers of lines, plain ones and those of dicts.

Numbers that a reader would make with QUOTE_NONNUMERIC are refused at run time (NotImplementedError), and so are rows
of a DictReader that are longer than the header.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, Final

from weft.rlib.intrinsics import StringBuilder

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = 0, 1, 2, 3
(
    _START_RECORD,
    _START_FIELD,
    _ESCAPED,
    _IN_FIELD,
    _IN_QUOTES,
    _ESCAPED_IN_QUOTES,
    _QUOTE_IN_QUOTES,
    _AT_END,
    _GOES_ON,
) = range(9)
_FIELD_LIMIT: Final = 131072


def _quotes_line_ends() -> bool:
    """True for versions of Python whose writers quote \\r when lines end with \\n only."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(["\r"])
    return '"' in out.getvalue()


def _quotes_spaces() -> bool:
    """True for versions whose writers quote fields that begin with a space where readers would skip it."""
    out = io.StringIO()
    csv.writer(out, skipinitialspace=True).writerow([" a", "b"])
    return '"' in out.getvalue()


def _line_end_message() -> str:
    try:
        list(csv.reader(["a\rb"]))
    except csv.Error as error:
        return str(error)
    raise AssertionError


LINE_ENDS: Final = "\r\n" if _quotes_line_ends() else ""
QUOTES_SPACES: Final = _quotes_spaces()
LINE_END_MESSAGE: Final = _line_end_message()


class Format:
    """How the fields of a line are written."""

    def __init__(
        self,
        dialect: str,
        delimiter: str | None,
        quotechar: str | None,
        escapechar: str | None,
        lineterminator: str | None,
        quoting: int,
    ) -> None:
        if dialect not in ("excel", "excel-tab", "unix"):
            raise csv.Error("unknown dialect")
        unix = dialect == "unix"
        self.delimiter = ("\t" if dialect == "excel-tab" else ",") if delimiter is None else delimiter
        self.quotechar = "" if quotechar is None else quotechar
        self.escapechar = "" if escapechar is None else escapechar
        self.lineterminator = ("\n" if unix else "\r\n") if lineterminator is None else lineterminator
        self.quoting = (QUOTE_ALL if unix else QUOTE_MINIMAL) if quoting < 0 else quoting
        if len(self.delimiter) != 1:
            raise TypeError('"delimiter" must be a 1-character string')
        if len(self.quotechar) > 1:
            raise TypeError('"quotechar" must be a 1-character string')
        if len(self.escapechar) > 1:
            raise TypeError('"escapechar" must be a 1-character string')
        if self.quoting > QUOTE_NONE:
            raise NotImplementedError("csv.QUOTE_STRINGS and csv.QUOTE_NOTNULL")
        if self.quotechar == "" and self.quoting != QUOTE_NONE:
            raise TypeError("quotechar must be set if quoting enabled")


class Reader:
    """`csv.reader`: an iterator over rows, lists of texts."""

    _weft_generic_ = True

    def __init__(
        self,
        lines: Any,
        dialect: str = "excel",
        *,
        delimiter: str | None = None,
        quotechar: str | None = '"',
        escapechar: str | None = None,
        doublequote: bool = True,
        skipinitialspace: bool = False,
        lineterminator: str | None = None,
        quoting: int = -1,
        strict: bool = False,
    ) -> None:
        self._format = Format(dialect, delimiter, quotechar, escapechar, lineterminator, quoting)
        if self._format.quoting == QUOTE_NONNUMERIC:
            raise NotImplementedError("csv.reader with csv.QUOTE_NONNUMERIC")
        self._lines = iter(lines)
        self._doublequote = doublequote
        self._skips = skipinitialspace
        self._strict = strict
        self._state = _START_RECORD
        self._fields: list[str] = []
        self._field = StringBuilder(16)
        self._length = 0
        self.line_num = 0

    def __iter__(self) -> Reader:
        return self

    def __next__(self) -> list[str]:
        self._fields = []
        self._state = _START_RECORD
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if self._length == 0 and self._state != _IN_QUOTES:
                    raise
                if self._strict:
                    raise csv.Error("unexpected end of data") from None
                self._save()
                return self._fields
            self.line_num += 1
            for char in line:
                self._take(char)
            self._take("")
            if self._state == _START_RECORD:
                return self._fields

    def _save(self) -> None:
        self._fields.append(self._field.build())
        self._field = StringBuilder(16)
        self._length = 0

    def _add(self, char: str) -> None:
        if self._length >= _FIELD_LIMIT:
            raise csv.Error("field larger than field limit (131072)")
        self._field.append(char)
        self._length += 1

    def _take(self, char: str) -> None:  # noqa: C901 - one case per state
        """Go on with a character, "" at the end of a line."""
        state = self._state
        if state == _START_RECORD:
            if char == "":
                return
            if char == "\n" or char == "\r":
                self._state = _AT_END
                return
            self._begin_field(char)
        elif state == _START_FIELD:
            self._begin_field(char)
        elif state == _IN_FIELD:
            self._in_field(char)
        elif state == _IN_QUOTES:
            self._in_quotes(char)
        elif state == _QUOTE_IN_QUOTES:
            self._behind_quote(char)
        elif state == _ESCAPED:
            self._add("\n" if char == "" else char)
            self._state = _GOES_ON if char == "\n" or char == "\r" else _IN_FIELD
        elif state == _GOES_ON:
            if char != "":
                self._in_field(char)
        elif state == _ESCAPED_IN_QUOTES:
            self._add("\n" if char == "" else char)
            self._state = _IN_QUOTES
        elif char == "":
            self._state = _START_RECORD
        elif char != "\n" and char != "\r":
            raise csv.Error(LINE_END_MESSAGE)

    def _ends(self, char: str) -> bool:
        """Does the record end here?  Then its last field is complete."""
        if char != "" and char != "\n" and char != "\r":
            return False
        self._save()
        self._state = _START_RECORD if char == "" else _AT_END
        return True

    def _begin_field(self, char: str) -> None:
        format_ = self._format
        if self._ends(char):
            return
        self._state = _START_FIELD
        if char == format_.quotechar and format_.quoting != QUOTE_NONE:
            self._state = _IN_QUOTES
        elif char == format_.escapechar:
            self._state = _ESCAPED
        elif char == " " and self._skips:
            pass
        elif char == format_.delimiter:
            self._save()
        else:
            self._add(char)
            self._state = _IN_FIELD

    def _in_field(self, char: str) -> None:
        if self._ends(char):
            return
        if char == self._format.escapechar:
            self._state = _ESCAPED
        elif char == self._format.delimiter:
            self._save()
            self._state = _START_FIELD
        else:
            self._add(char)

    def _in_quotes(self, char: str) -> None:
        if char == "":
            return
        if char == self._format.escapechar:
            self._state = _ESCAPED_IN_QUOTES
        elif char == self._format.quotechar:
            self._state = _QUOTE_IN_QUOTES if self._doublequote else _IN_FIELD
        else:
            self._add(char)

    def _behind_quote(self, char: str) -> None:
        format_ = self._format
        if char != "" and char == format_.quotechar:
            self._add(char)
            self._state = _IN_QUOTES
        elif char == format_.delimiter:
            self._save()
            self._state = _START_FIELD
        elif self._ends(char):
            pass
        elif not self._strict:
            self._add(char)
            self._state = _IN_FIELD
        else:
            raise csv.Error("'" + format_.delimiter + "' expected after '" + format_.quotechar + "'")


class Writer:
    """`csv.writer`."""

    _weft_generic_ = True

    def __init__(
        self,
        out: Any,
        dialect: str = "excel",
        *,
        delimiter: str | None = None,
        quotechar: str | None = '"',
        escapechar: str | None = None,
        doublequote: bool = True,
        skipinitialspace: bool = False,
        lineterminator: str | None = None,
        quoting: int = -1,
        strict: bool = False,
    ) -> None:
        self._format = Format(dialect, delimiter, quotechar, escapechar, lineterminator, quoting)
        self._out = out
        self._line = LineBuilder(self._format, doublequote, skipinitialspace)

    def writerow(self, row: Any) -> int:
        """Write a row; returns what the file's write() returned."""
        line = self._line
        line.start()
        for value in row:
            add_value(line, value)
        count: int = self._out.write(line.finish())
        return count

    def writerows(self, rows: Any) -> None:
        """Write several rows."""
        for row in rows:
            self.writerow(row)


class LineBuilder:
    """A line being written."""

    def __init__(self, format_: Format, doublequote: bool, skips: bool) -> None:
        self._format = format_
        self._doublequote = doublequote
        self._spaces = skips and QUOTES_SPACES
        self._parts: list[str] = []

    def start(self) -> None:
        """Begin a line."""
        self._parts = []

    def finish(self) -> str:
        """Return the line; one with nothing but an empty field has quotes."""
        if len(self._parts) == 1 and self._parts[0] == "":
            if self._format.quoting == QUOTE_NONE:
                raise csv.Error("single empty field record must be quoted")
            self._parts[0] = self._format.quotechar + self._format.quotechar
        return self._format.delimiter.join(self._parts) + self._format.lineterminator

    def add(self, text: str, number: bool) -> None:
        """Add a field."""
        format_ = self._format
        quoted = format_.quoting == QUOTE_ALL or (format_.quoting == QUOTE_NONNUMERIC and not number)
        if self._spaces and text.startswith(" "):
            quoted = True
        field = StringBuilder(len(text) + 2)
        for char in text:
            if self._is_special(char):
                escapes = True
                if format_.quoting != QUOTE_NONE:
                    if char == format_.quotechar and self._doublequote:
                        field.append(char)
                        escapes = False
                    else:
                        escapes = char == format_.quotechar or char == format_.escapechar
                    quoted = quoted or not escapes
                if escapes:
                    if format_.escapechar == "":
                        raise csv.Error("need to escape, but no escapechar set")
                    field.append(format_.escapechar)
            field.append(char)
        made = field.build()
        self._parts.append(format_.quotechar + made + format_.quotechar if quoted else made)

    def _is_special(self, char: str) -> bool:
        format_ = self._format
        if char == format_.delimiter or char == format_.quotechar or char == format_.escapechar:
            return True
        return char in format_.lineterminator or char in LINE_ENDS


def add_value(line: LineBuilder, value: Any) -> None:
    """Add a field of any type."""
    if value is None:
        line.add("", False)
    elif isinstance(value, str):
        line.add(value, False)
    else:
        line.add(str(value), isinstance(value, (int, float)))


class DictReader:
    """`csv.DictReader`: rows as dicts."""

    _weft_generic_ = True

    def __init__(
        self,
        f: Any,
        fieldnames: Iterable[str] | None = None,
        restkey: None = None,
        restval: str | None = None,
        dialect: str = "excel",
        *,
        delimiter: str | None = None,
        quotechar: str | None = '"',
        escapechar: str | None = None,
        doublequote: bool = True,
        skipinitialspace: bool = False,
        lineterminator: str | None = None,
        quoting: int = -1,
        strict: bool = False,
    ) -> None:
        self.reader = Reader(
            f, dialect, delimiter=delimiter, quotechar=quotechar, escapechar=escapechar, doublequote=doublequote,
            skipinitialspace=skipinitialspace, lineterminator=lineterminator, quoting=quoting, strict=strict,
        )  # fmt: skip
        self._names: list[str] | None = None if fieldnames is None else list(fieldnames)
        self.restval = restval
        self.line_num = 0

    @property
    def fieldnames(self) -> list[str] | None:
        """The names of the columns, by default the first row; None if there is no row."""
        if self._names is None:
            try:
                self._names = next(self.reader)
            except StopIteration:
                pass
        self.line_num = self.reader.line_num
        return self._names

    def __iter__(self) -> DictReader:
        return self

    def __next__(self) -> dict[str, Any]:
        names = self.fieldnames
        row = next(self.reader)
        self.line_num = self.reader.line_num
        while len(row) == 0:
            row = next(self.reader)
        if names is None:
            names = []
        if len(row) > len(names):
            raise NotImplementedError("csv.DictReader: a row with more fields than there are names")
        found: dict[str, Any] = {}
        for i in range(len(names)):
            found[names[i]] = row[i] if i < len(row) else self.restval
        return found


class DictWriter:
    """`csv.DictWriter`."""

    _weft_generic_ = True

    def __init__(
        self,
        f: Any,
        fieldnames: Iterable[str],
        restval: str = "",
        extrasaction: str = "raise",
        dialect: str = "excel",
        *,
        delimiter: str | None = None,
        quotechar: str | None = '"',
        escapechar: str | None = None,
        doublequote: bool = True,
        skipinitialspace: bool = False,
        lineterminator: str | None = None,
        quoting: int = -1,
        strict: bool = False,
    ) -> None:
        self.fieldnames = list(fieldnames)
        self.restval = restval
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError("extrasaction (" + extrasaction + ") must be 'raise' or 'ignore'")
        self.extrasaction = extrasaction
        self._out = f
        format_ = Format(dialect, delimiter, quotechar, escapechar, lineterminator, quoting)
        self._line = LineBuilder(format_, doublequote, skipinitialspace)

    def writeheader(self) -> int:
        """Write the names of the columns."""
        self._line.start()
        for name in self.fieldnames:
            self._line.add(name, False)
        count: int = self._out.write(self._line.finish())
        return count

    def writerow(self, rowdict: Any) -> int:
        """Write a row."""
        if self.extrasaction == "raise":
            wrong = [repr(name) for name in rowdict if name not in self.fieldnames]
            if len(wrong) > 0:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join(wrong))
        self._line.start()
        for name in self.fieldnames:
            if name in rowdict:
                add_value(self._line, rowdict[name])
            else:
                self._line.add(self.restval, False)
        count: int = self._out.write(self._line.finish())
        return count

    def writerows(self, rowdicts: Any) -> None:
        """Write several rows."""
        for rowdict in rowdicts:
            self.writerow(rowdict)
