"""Writes a tool as canonical JSON and reads it back: an audit opens for ever with the very version it was begun with.

A value that equals its default is left out, so a release that adds a field does not change the hash of older tools.
How each class is written and read is worked out once, from its fields and their types.
"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, Union, get_args, get_origin, get_type_hints

from qa_desktop.domain.tool import Tool
from qa_desktop.errors import InputProblem

_KIND = "kind"
"""The key that tells which of several dataclasses a value is, as in conditions."""
_HASH = "content_hash"
_DEEPEST = 100

_Write = Callable[[Any], object]
_Read = Callable[[object, int], object]
"""Makes the value out of what JSON holds; the number says how deep it lies."""


def canonical_bytes(tool: Tool) -> bytes:
    """Return the whole tool, guidance included and content hash left out, as sorted JSON in UTF-8."""
    written = _write_plainly(tool)
    written.pop(_HASH, None)
    text = json.dumps(written, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def content_hash(tool: Tool) -> str:
    """Return the SHA-256 of the canonical bytes, in hex."""
    return hashlib.sha256(canonical_bytes(tool)).hexdigest()


def read_canonical(data: bytes) -> Tool:
    """Return the tool that `canonical_bytes` wrote, with its content hash.

    Raises:
        InputProblem: the bytes hold no tool that this version of QA Desktop can read.
    """
    try:
        tool = _reader_of(Tool)(json.loads(data.decode("utf-8")), 0)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise InputProblem("The kept version of this audit tool cannot be read. Restore it from a backup.") from error
    if not isinstance(tool, Tool) or canonical_bytes(tool) != data:
        raise InputProblem("The kept version of this audit tool was changed. Restore it from a backup.")
    return replace(tool, content_hash=hashlib.sha256(data).hexdigest())


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the values of one dataclass are written."""

    values: Callable[[Any], tuple[object, ...]]
    """Takes the value of every field out of one object."""
    fields: tuple[tuple[str, object, _Write | None], ...]
    """The name of each field, its default, and what makes JSON out of its value where it is not JSON already."""


def _write_plainly(value: object) -> dict[str, object]:
    kind: type = type(value)
    plan = _plan(kind)
    written: dict[str, object] = {}
    for own, (name, default, write) in zip(plan.values(value), plan.fields, strict=True):
        if own is not default and own != default:
            written[name] = own if write is None or own is None else write(own)
    return written


def _write_named(value: object) -> dict[str, object]:
    return {_KIND: type(value).__name__, **_write_plainly(value)}


def _write_enum(value: Enum) -> object:
    return value.value


@cache
def _plan(kind: type) -> _Plan:
    hints = get_type_hints(kind)
    own = fields(kind)
    take: Callable[[Any], Any] = attrgetter(*(one.name for one in own))
    values = take if len(own) > 1 else lambda value: (take(value),)
    return _Plan(values, tuple((one.name, _default(one), _writer_of(hints[one.name])) for one in own))


def _default(one: Field[Any]) -> object:
    if one.default is not MISSING:
        return one.default
    return one.default_factory() if one.default_factory is not MISSING else MISSING


def _writer_of(hint: Any) -> _Write | None:  # noqa: ANN401  # a type hint has no type of its own
    """Return what writes a value of that kind, or None where JSON takes it as it is."""
    kinds = _kinds(hint)
    if get_origin(kinds[0]) is tuple:
        return _tuple_writer(get_args(kinds[0]))
    known = [kind for kind in kinds if is_dataclass(kind)]
    if known:
        return _write_plainly if len(known) == 1 else _write_named
    return _write_enum if issubclass(kinds[0], Enum) else None


def _tuple_writer(kinds: tuple[Any, ...]) -> _Write | None:
    writers = [_writer_of(one) for one in kinds if one is not Ellipsis]
    if not any(writers):
        return None
    alike = writers[0] if Ellipsis in kinds else None
    if alike is not None:
        return lambda values: [alike(one) for one in values]
    return lambda values: [write(one) if write else one for one, write in zip(values, writers, strict=True)]


def _kinds(hint: Any) -> tuple[Any, ...]:  # noqa: ANN401  # as above
    """Return what a value of that hint may be beside None; a NewType is the class on which it rests."""
    parts = get_args(hint) if get_origin(hint) in {Union, types.UnionType} else (hint,)
    return tuple(getattr(one, "__supertype__", one) for one in parts if one is not type(None))


@cache
def _reader_of(hint: Any) -> _Read:  # noqa: ANN401  # as above
    read = _reader(_kinds(hint))
    if type(None) not in get_args(hint):
        return read
    return lambda value, depth: None if value is None else read(value, depth)


def _reader(kinds: tuple[Any, ...]) -> _Read:
    if get_origin(kinds[0]) is tuple:
        return _tuple_reader(get_args(kinds[0]))
    known: dict[str, Any] = {kind.__name__: kind for kind in kinds if is_dataclass(kind) and isinstance(kind, type)}
    if len(known) > 1:
        return _named_reader(known)
    if known:
        return _record_reader(kinds[0])
    if issubclass(kinds[0], Enum):
        return lambda value, _: kinds[0](value)
    return _plain_reader(frozenset(kinds))


def _plain_reader(kinds: frozenset[type]) -> _Read:
    def read(value: object, _: int) -> object:
        if type(value) not in kinds:
            raise TypeError(f"{type(value).__name__} in the place of {kinds}")
        return value

    return read


def _tuple_reader(kinds: tuple[Any, ...]) -> _Read:
    readers = [_reader_of(one) for one in kinds if one is not Ellipsis]
    alike = readers[0] if Ellipsis in kinds else None

    def read(value: object, depth: int) -> object:
        if not isinstance(value, list):
            raise TypeError("a list is missing")
        if alike is not None:
            return tuple([alike(one, depth + 1) for one in value])
        return tuple([each(one, depth + 1) for one, each in zip(value, readers, strict=True)])

    return read


def _named_reader(kinds: dict[str, Any]) -> _Read:
    def read(value: object, depth: int) -> object:
        if not isinstance(value, dict):
            raise TypeError(f"one of {', '.join(kinds)} is missing")
        rest = {key: one for key, one in value.items() if key != _KIND}
        return _reader_of(kinds[value[_KIND]])(rest, depth)

    return read


def _record_reader(kind: type) -> _Read:
    def read(value: object, depth: int) -> object:
        if not isinstance(value, dict):
            raise TypeError(f"the values of {kind.__name__} are missing")
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")
        readers = _field_readers(kind)
        return kind(**{name: readers[name](one, depth + 1) for name, one in value.items()})

    return read


@cache
def _field_readers(kind: type) -> dict[str, _Read]:
    return {name: _reader_of(hint) for name, hint in get_type_hints(kind).items()}
