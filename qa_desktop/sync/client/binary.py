"""Writes parameters as PostgreSQL reads them in binary: the driver's own lists take longer than the call."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

INT, BIGINT, TEXT, BYTEA, UUID, JSONB = 23, 20, 25, 17, 2950, 3802
INTS, BIGINTS, TEXTS, BYTEAS, UUIDS = 1007, 1016, 1009, 1001, 2951
"""The numbers of PostgreSQL's own types, the same in every server."""

_HEADER = struct.Struct("!iiIii")
_LENGTH = struct.Struct("!i")
_NO_ELEMENTS = struct.Struct("!iiI")
_NULL = _LENGTH.pack(-1)
_UUID_LENGTH = _LENGTH.pack(16)
_INT_LENGTH = _LENGTH.pack(4)
_JSONB_VERSION = b"\x01"


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter and the number of its type."""

    type: int
    data: bytes | None


def integer(value: int) -> Value:
    """Return an `int`."""
    return Value(INT, struct.pack("!i", value))


def big_integer(value: int | None) -> Value:
    """Return a `bigint`."""
    return Value(BIGINT, None if value is None else struct.pack("!q", value))


def words(value: str | None) -> Value:
    """Return a `text`."""
    return Value(TEXT, None if value is None else value.encode("utf-8"))


def raw(value: bytes) -> Value:
    """Return a `bytea`."""
    return Value(BYTEA, value)


def json_words(value: bytes) -> Value:
    """Return a `jsonb` of JSON that is written already."""
    return Value(JSONB, _JSONB_VERSION + value)


def integers(values: Sequence[int]) -> Value:
    """Return an `int[]`."""
    return _numbers(INTS, INT, 4, "i", values)


def integers_or_none(values: Sequence[int | None]) -> Value:
    """Return an `int[]` that may hold nulls."""
    if None not in values:
        return integers(cast("Sequence[int]", values))
    cells = [_NULL if value is None else _INT_LENGTH + _LENGTH.pack(value) for value in values]
    return _array(INTS, INT, cells, len(values))


def big_integers(values: Sequence[int]) -> Value:
    """Return a `bigint[]`."""
    return _numbers(BIGINTS, BIGINT, 8, "q", values)


def texts(values: Sequence[str]) -> Value:
    """Return a `text[]`."""
    return _varying(TEXTS, TEXT, [value.encode("utf-8") for value in values])


def raws(values: Sequence[bytes | None], *, as_text: bool = False) -> Value:
    """Return a `bytea[]`, or the `text[]` of texts that are UTF-8 already."""
    return _varying(TEXTS, TEXT, values) if as_text else _varying(BYTEAS, BYTEA, values)


def uuids(values: Sequence[str | None]) -> Value:
    """Return a `uuid[]`; raise ValueError for a text that is none."""
    cells = [_NULL if value is None else _UUID_LENGTH + bytes.fromhex(value.replace("-", "")) for value in values]
    return _array(UUIDS, UUID, cells, len(values))


def _numbers(array_type: int, element_type: int, size: int, code: str, values: Sequence[int]) -> Value:
    lengths_and_values = [size] * (2 * len(values))
    lengths_and_values[1::2] = values
    return _array(
        array_type, element_type, [struct.pack("!" + f"i{code}" * len(values), *lengths_and_values)], len(values)
    )


def _varying(array_type: int, element_type: int, values: Sequence[bytes | None]) -> Value:
    cells: list[bytes] = []
    for value in values:
        if value is None:
            cells.append(_NULL)
        else:
            cells += (_LENGTH.pack(len(value)), value)
    return _array(array_type, element_type, cells, len(values))


def _array(array_type: int, element_type: int, cells: Sequence[bytes], count: int) -> Value:
    """Return a one-dimensional array counted from 1; whether it holds nulls is the reader's to see."""
    if not count:
        return Value(array_type, _NO_ELEMENTS.pack(0, 0, element_type))
    return Value(array_type, b"".join((_HEADER.pack(1, 1, element_type, count, 1), *cells)))
