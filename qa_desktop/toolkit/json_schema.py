"""Publishes the formats as JSON Schema, so that editors help while a tool, a library or settings are written."""

from __future__ import annotations

import json

from qa_desktop.toolkit.guidance_shape import LIBRARY
from qa_desktop.toolkit.settings_shape import SETTINGS
from qa_desktop.toolkit.shape import Answers, ByKey, Flag, Kind, ListOf, Number, OneOf, Record, Text, When
from qa_desktop.toolkit.tool_shape import CONDITION, TOOL

Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None
JsonObject = dict[str, Json]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_IDENTITY = "^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$"
_COLOUR = "^#[0-9A-Fa-f]{6}$"
_ANSWER: list[Json] = ["string", "number", "boolean"]


def tool_schema() -> str:
    """Return the JSON Schema of an audit-tool file."""
    return _schema(TOOL, "QA Desktop audit tool")


def library_schema() -> str:
    """Return the JSON Schema of a guidance library."""
    return _schema(LIBRARY, "QA Desktop guidance library")


def settings_schema() -> str:
    """Return the JSON Schema of an authority's settings."""
    return _schema(SETTINGS, "QA Desktop authority settings")


def _schema(shape: Record, title: str) -> str:
    definitions: JsonObject = {}
    _define(shape, definitions)
    schema: JsonObject = {"$schema": _DRAFT, "title": title, "$ref": _reference(shape), "$defs": definitions}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _define(shape: Record, definitions: JsonObject) -> None:
    if shape.name in definitions:
        return
    definition: JsonObject = {"type": "object", "additionalProperties": False}
    definitions[shape.name] = definition
    properties: JsonObject = {}
    for key in shape.keys:
        about: JsonObject = {"description": key.about} if key.about else {}
        properties[key.name] = {**_kind(key.kind, definitions), **about}
    definition["properties"] = properties
    if shape.required:
        definition["required"] = [key.name for key in shape.required]


def _kind(kind: Kind, definitions: JsonObject) -> JsonObject:
    match kind:
        case Record():
            _define(kind, definitions)
            return {"$ref": _reference(kind)}
        case When():
            _define(CONDITION, definitions)
            return {"$ref": _reference(CONDITION)}
        case ListOf():
            bounds: JsonObject = {"minItems": kind.least, "maxItems": kind.most}
            return {"type": "array", "items": _kind(kind.kind, definitions), **bounds}
        case ByKey():
            return {"type": "object", "additionalProperties": _kind(kind.kind, definitions)}
        case _:
            return _single(kind)


def _single(kind: Text | Flag | Number | OneOf | Answers) -> JsonObject:
    match kind:
        case Text():
            wanted = _IDENTITY if kind.identity else _COLOUR if kind.colour else ""
            pattern: JsonObject = {"pattern": wanted} if wanted else {}
            return {"type": ["string", "number"], "minLength": 1, "maxLength": kind.longest, **pattern}
        case Flag():
            return {"type": "boolean"}
        case Number():
            least: JsonObject = {} if kind.least is None else {"minimum": kind.least}
            return {"type": "integer" if kind.whole else "number", **least}
        case OneOf():
            return {"enum": list(kind.words)}
        case Answers():
            return {"type": "array", "items": {"type": _ANSWER}} if kind.several else {"type": _ANSWER}


def _reference(shape: Record) -> str:
    return f"#/$defs/{shape.name}"
