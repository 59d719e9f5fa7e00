"""Which fields of an audit have a place in its tool: all, unless it went on with a newer version."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qa_desktop.domain import paths
from qa_desktop.domain.answer_check import GROUPS, check_value
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import FieldState
from qa_desktop.domain.respondents import respondent
from qa_desktop.domain.tool import AnswerType, Item, Tool, plain_id

Fields = Mapping[str, FieldState]

GONE = "It is not asked any more."
NO_CHOICE = "It is not among the choices any more."
CHOSEN = frozenset({AnswerType.SCALE, AnswerType.YES_NO, AnswerType.CHOICE, AnswerType.MULTIPLE_CHOICE})
UNKNOWN_ROLE = "Nobody signs in this role any more."
NO_PLAN = "There is no action plan any more."
OVERALL = "overall"


def why_not_asked(tool: Tool, fields: Fields) -> dict[str, str]:
    """Return the fields that have no place in the tool, or hold what it does not allow there, each with why.

    Whether a field counts depends on its value and the tool alone: so does what comes in later from a laptop that did
    not know yet.
    """
    found = ((path, _why(tool, fields, path, state.value)) for path, state in fields.items() if state.value is not None)
    return {path: why for path, why in found if why}


def _why(tool: Tool, fields: Fields, path: str, value: Value) -> str:
    """Return why the value has no place in the tool; empty where it has one."""
    parsed = paths.Path.parse(path)
    own = _WHYS.get(parsed.group)
    why = own(tool, parsed, fields) if own else ""
    if why or parsed.group not in GROUPS:
        return why
    wrong = check_value(tool, path, value)
    if not wrong:
        return ""
    item = tool.item(parsed.key) if parsed.group in ("answer", "header") else None
    is_chosen = parsed.field == "grade" or (parsed.field == "value" and item is not None and item.type in CHOSEN)
    return NO_CHOICE if is_chosen else f"It is not allowed any more: {wrong}."


def _answer(tool: Tool, parsed: paths.Path, _fields: Fields) -> str:
    item = _item_in_sections(tool, parsed.key)
    if item is None or (parsed.field == "comment" and item.comment is None):
        return GONE
    section = tool.section_of(parsed.key)
    instance = parsed.key.split("~", maxsplit=1)[0].partition("@")[2]
    has_place = not instance or (section is not None and section.repeat is not None)
    return "" if has_place and (respondent(parsed.key) is None or item.side_by_side) else GONE


def _header(tool: Tool, parsed: paths.Path, _fields: Fields) -> str:
    return "" if any(item.id == parsed.key for item in tool.header) else GONE


def _worked_out(tool: Tool, parsed: paths.Path, _fields: Fields) -> str:
    known = tool.item(parsed.key) or tool.section(plain_id(parsed.key)) or parsed.key == OVERALL
    return "" if known else GONE


def _point(tool: Tool, parsed: paths.Path, _fields: Fields) -> str:
    points = (*tool.guidance, *(point for section in tool.sections for point in section.points))
    return "" if any(point.id == plain_id(parsed.key) for point in points) else GONE


def _section(tool: Tool, parsed: paths.Path, _fields: Fields) -> str:
    return "" if tool.section(plain_id(parsed.key)) else GONE


def _evidence(tool: Tool, parsed: paths.Path, fields: Fields) -> str:
    item = _item_in_sections(tool, _named(fields, parsed, "item"))
    return "" if item is not None and item.evidence else GONE


def _disagreement(tool: Tool, parsed: paths.Path, fields: Fields) -> str:
    about = _named(fields, parsed, "about")
    known = tool.overall if about == OVERALL else _item_in_sections(tool, about)
    return "" if known else GONE


def _overall(tool: Tool, _parsed: paths.Path, _fields: Fields) -> str:
    return "" if tool.overall else GONE


def _plan(tool: Tool, _parsed: paths.Path, _fields: Fields) -> str:
    return "" if tool.action_plan else NO_PLAN


def _signature(tool: Tool, parsed: paths.Path, _fields: Fields) -> str:
    return "" if any(block.role == parsed.key for block in tool.signatures) else UNKNOWN_ROLE


def _filing(tool: Tool, parsed: paths.Path, _fields: Fields) -> str:
    steps = tool.filing.steps if tool.filing else ()
    return "" if any(step.id == parsed.key for step in steps) else GONE


def _preparation(tool: Tool, parsed: paths.Path, _fields: Fields) -> str:
    known = parsed.key in ("", "audit") or tool.item(parsed.key) or tool.section(plain_id(parsed.key))
    return "" if known else GONE


def _decision(tool: Tool, parsed: paths.Path, fields: Fields) -> str:
    """A decision about a field goes where the field goes."""
    about = fields.get(parsed.key)
    return "" if about is None or about.value is None else _why(tool, fields, parsed.key, about.value)


def _item_in_sections(tool: Tool, key: str) -> Item | None:
    return tool.item(key) if tool.section_of(key) is not None else None


def _named(fields: Fields, parsed: paths.Path, field: str) -> str:
    state = fields.get(paths.entry(parsed.group, parsed.key, field))
    return "" if state is None else str(state.value)


_WHYS: dict[str, Callable[[Tool, paths.Path, Fields], str]] = {
    "answer": _answer,
    "header": _header,
    "worked": _worked_out,
    "point": _point,
    "section": _section,
    "evidence": _evidence,
    "disagreement": _disagreement,
    OVERALL: _overall,
    "action": _plan,
    "plan": _plan,
    "signature": _signature,
    "filing": _filing,
    "prep": _preparation,
    "check": _decision,
}
