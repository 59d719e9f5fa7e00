"""Shows a tool as plain JSON, for the command line and for programs that read it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum

from qa_desktop.domain.condition import All, AnyOf, Condition, Not, Test
from qa_desktop.domain.scale import Scale
from qa_desktop.domain.tool import GuidancePoint, Item, Section, Tool

Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None


def tool_as_json(tool: Tool) -> dict[str, Json]:
    """Return the whole tool as JSON values, in the order in which it is worked through."""
    shown: dict[str, Json] = {
        "id": tool.id,
        "version": tool.version,
        "title": tool.title,
        "authority": tool.authority,
        "authority_code": tool.authority_code,
        "status": tool.status,
        "subject": tool.subject.value,
        "purpose": tool.purpose,
        "private": tool.private,
        "review_by": tool.review_by,
        "content_hash": tool.content_hash,
        "provenance": plain(tool.provenance),
        "words": plain(tool.words),
        "benchmark": tool.benchmark,
        "look_back": plain(tool.look_back),
        "scales": [_scale(scale) for scale in tool.scales],
        "stages": plain(tool.stages),
        "header": [_item(item) for item in tool.header],
        "guidance": [_point(point) for point in tool.guidance],
        "sections": [_section(section) for section in tool.sections],
    }
    outcome = (
        "overall",
        "action_plan",
        "signatures",
        "filing",
        "escalation",
        "deadlines",
        "follow_ups",
        "closes",
        "registers",
        "improvement",
    )
    rest: dict[str, Json] = {"translations": _translations(tool)}
    if tool.adaptation is not None:
        rest["adaptation"] = plain(tool.adaptation)
    return {**shown, **{name: plain(getattr(tool, name)) for name in outcome}, **rest}


def plain(value: object) -> Json:
    """Return any value of the domain as JSON: dataclasses by field name, choices by value, tuples as lists."""
    if isinstance(value, Test | All | AnyOf | Not):
        return _condition(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} is no value of a tool")


def _scale(scale: Scale) -> Json:
    return {"id": scale.id, "title": scale.title, "points": plain(scale.points)}


def _point(point: GuidancePoint) -> Json:
    shown: dict[str, Json] = {"id": point.id, "text": point.text, "source": point.source, "group": point.group}
    return {**shown, "parts": dict(point.parts), "applies_to": point.applies_to}


def _section(section: Section) -> Json:
    return {
        "id": section.id,
        "number": section.number,
        "title": section.title,
        "statement": section.statement,
        "layout": section.layout.value,
        "stage": section.stage,
        "repeat": plain(section.repeat),
        "shown_when": _condition(section.shown_when),
        "where_to_look": list(section.where_to_look),
        "guidance": [_point(point) for point in section.guidance],
        "items": [_item(item) for item in section.items],
    }


def _item(item: Item) -> Json:
    shown: dict[str, Json] = {
        "id": item.id,
        "number": item.number,
        "label": item.label,
        "type": item.type.value,
        "need": item.need.value,
        "scale": item.scale,
        "choices": plain(item.choices),
        "help": item.help,
        "comment": plain(item.comment),
        "evidence": item.evidence,
        "not_applicable": item.not_applicable,
        "answered_by": plain(item.answered_by),
        "stage": item.stage,
        "proposed": item.proposed,
        "beside": item.beside,
        "audits_of": list(item.audits_of),
        "taken_from": plain(item.taken_from),
        "shown_when": _condition(item.shown_when),
        "limits": plain(item.limits),
        "guidance": [_point(point) for point in item.guidance],
    }
    return shown


def _condition(condition: Condition | None) -> Json:
    match condition:
        case None:
            return None
        case Test():
            return {"question": condition.subject, condition.comparison.value: list(condition.values)}
        case All():
            return {"all": [_condition(part) for part in condition.parts]}
        case AnyOf():
            return {"any": [_condition(part) for part in condition.parts]}
        case Not():
            return {"not": _condition(condition.part)}


def _translations(tool: Tool) -> Json:
    return {language: dict(texts) for language, texts in tool.translations}
