"""Writes a tool as canonical JSON and reads it back: an audit opens for ever with the very version it was begun with.

A value that equals its default is left out, so a release that adds a field does not change the hash of older tools.
"""

from __future__ import annotations

import hashlib
import json
import types
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from qa_desktop.domain.tool import Tool
from qa_desktop.errors import InputProblem

_KIND = "kind"
"""The key that tells which of several dataclasses a value is, as in conditions."""
_HASH = "content_hash"
_DEEPEST = 100


def canonical_bytes(tool: Tool) -> bytes:
    """Return the whole tool, guidance included and content hash left out, as sorted JSON in UTF-8."""
    written = cast("dict[str, object]", _written(tool))
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
        parsed = json.loads(data.decode("utf-8"))
        tool = _read(parsed, Tool, 0)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise InputProblem("The kept version of this audit tool cannot be read. Restore it from a backup.") from error
    if not isinstance(tool, Tool) or canonical_bytes(tool) != data:
        raise InputProblem("The kept version of this audit tool was changed. Restore it from a backup.")
    return replace(tool, content_hash=hashlib.sha256(data).hexdigest())


def _written(value: object, *, named: bool = False) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        written = {
            one.name: _written(own, named=_is_union(type(value), one.name))
            for one in fields(value)
            if (own := getattr(value, one.name)) != _default(one)
        }
        return {_KIND: type(value).__name__, **written} if named else written
    if isinstance(value, tuple):
        return [_written(one, named=named) for one in value]
    return value.value if isinstance(value, Enum) else value


def _default(one: Field[Any]) -> object:
    if one.default is not MISSING:
        return one.default
    return one.default_factory() if one.default_factory is not MISSING else MISSING


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _is_union(kind: type, name: str) -> bool:
    """Tell whether the field holds one of several dataclasses, so that each is written with its name."""
    return len(_dataclasses(_hints(kind)[name])) > 1


def _dataclasses(hint: Any) -> tuple[type, ...]:  # noqa: ANN401  # a type hint has no type of its own
    if get_origin(hint) is tuple:
        hint = get_args(hint)[0]
    return tuple(one for one in get_args(hint) if is_dataclass(one) and isinstance(one, type))


def _read(value: object, hint: Any, depth: int) -> object:  # noqa: ANN401  # a type hint has no type of its own
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return _read_union(value, hint, depth)
    if origin is tuple:
        return _read_tuple(value, get_args(hint), depth)
    hint = getattr(hint, "__supertype__", hint)
    if is_dataclass(hint):
        return _read_dataclass(value, cast("type", hint), depth)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if type(value) is not hint:
        raise TypeError(f"{type(value).__name__} in the place of {hint}")
    return value


def _read_union(value: object, hint: Any, depth: int) -> object:  # noqa: ANN401  # a type hint has no type of its own
    kinds = _dataclasses(hint)
    if isinstance(value, dict) and len(kinds) > 1:
        rest = {key: one for key, one in value.items() if key != _KIND}
        kind = {kind.__name__: kind for kind in kinds}[value[_KIND]]
        return _read_dataclass(rest, kind, depth + 1)
    if value is None and type(None) in get_args(hint):
        return None
    for one in get_args(hint):
        plain = getattr(one, "__supertype__", one)
        if is_dataclass(plain) and isinstance(value, dict):
            return _read(value, plain, depth + 1)
        if type(value) is plain:
            return value
    raise TypeError(f"{type(value).__name__} in the place of {hint}")


def _read_tuple(value: object, kinds: tuple[Any, ...], depth: int) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise TypeError("a list is missing")
    if len(kinds) == 2 and kinds[1] is Ellipsis:  # noqa: PLR2004  # tuple[X, ...] has two arguments
        return tuple(_read(one, kinds[0], depth + 1) for one in value)
    return tuple(_read(one, kind, depth + 1) for one, kind in zip(value, kinds, strict=True))


def _read_dataclass(value: object, kind: type, depth: int) -> object:
    if not isinstance(value, dict):
        raise TypeError(f"the values of {kind.__name__} are missing")
    hints = _hints(kind)
    return kind(**{name: _read(one, hints[name], depth + 1) for name, one in value.items()})
