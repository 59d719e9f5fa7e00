"""Says which field a path names and what a value in it means, in the words of the audit's own tool."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain import paths
from qa_desktop.domain.operation import Value
from qa_desktop.domain.paths import Path
from qa_desktop.domain.respondents import respondent
from qa_desktop.domain.tool import AnswerType, Item, Tool

_WHOLE = {
    paths.TOOL: "Versions of the tool",
    paths.NO_ACTIONS_REASON: "Why no action is needed",
    paths.STRENGTHS: "Strengths",
    paths.DEVELOPMENT: "Areas for development",
    paths.OWN_WORDS: "In the practitioner's own words",
    paths.RE_AUDIT_OF: "Re-audit of",
    paths.OPEN_ACTIONS: "Actions open before",
}
_GROUPS = {
    "evidence": "Evidence",
    "action": "Action",
    "person": "Who takes part",
    "sitting": "Sitting",
    "disagreement": "Disagreement",
    "signature": "Signature",
    "filing": "Filing",
    "about": "About this audit",
    "section": "Section",
    "point": "What good looks like",
    "followup": "Follow-up",
    "comment": "Comment",
    "check": "Check before signing",
    "concern": "Safety concern",
    "tell": "Telling",
    "call": "Call about a safety concern",
    "repeat": "Who the section is about",
    "first": "First given",
    "theme": "Theme",
    "stage": "Reading before the next stage",
}
_FIELDS = {"value": "", "not_applicable": "does not apply", "not_evidenced": "not evidenced", "on": "date"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def field_title(tool: Tool, path: str) -> str:
    """Return what people call a field: "3.1 What grade do you agree on?", "Action: who"."""
    if path == paths.SUBJECT:
        return tool.words.case_reference
    if path in _WHOLE:
        return _WHOLE[path]
    parsed = Path.parse(path)
    if parsed.group == "check":
        return f"{_GROUPS['check']}: {_plain(parsed.field)} at “{field_title(tool, parsed.key)}”"
    if parsed.group == "overall":
        overall = tool.overall.label if tool.overall else "Overall judgement"
        return overall if parsed.field == "grade" else f"{overall}: {_plain(parsed.field)}"
    item = _item(tool, parsed)
    if item is not None:
        by = respondent(parsed.key)
        title = f"{item.number} {item.label}".strip() + (f" ({by.label})" if by else "")
        return _with_field(title, _item_field(item, parsed.field))
    if parsed.group == "action" and tool.action_plan is not None:
        column = next((one.label for one in tool.action_plan.columns if one.field == parsed.field), "")
        return _with_field("Action", column[:1].lower() + column[1:] or _plain(parsed.field))
    if parsed.group == "section":
        section = tool.section(parsed.key)
        return _with_field(section.title if section else "Section", _plain(parsed.field))
    return _with_field(_GROUPS.get(parsed.group, _plain(parsed.group).capitalize()), _plain(parsed.field))


def value_words(tool: Tool, path: str, value: Value) -> str:
    """Return what a value says to a person; "Nothing" where the field was cleared."""
    if value is None or value in ("", ()):
        return "Nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    parsed = Path.parse(path)
    if parsed.group == "check":
        return "Left as it is"
    if isinstance(value, tuple):
        item = _item(tool, parsed)
        if item is not None and item.type is AnswerType.AUDIT:
            return value[1] if len(value) > 1 else value[0]
        return ", ".join(_code_words(tool, parsed, one) for one in value)
    return _code_words(tool, parsed, str(value))


def _code_words(tool: Tool, parsed: Path, text: str) -> str:
    item = _item(tool, parsed)
    if item is not None and item.type is AnswerType.YES_NO and parsed.field == "value":
        return {"yes": tool.words.yes, "no": tool.words.no}.get(text, text)
    if item is not None and parsed.field == "value":
        choice = next((one.label for one in item.choices if one.code == text), "")
        scale = tool.scale_of(item)
        point = scale.point(text) if scale else None
        return choice or (point.label if point else _day_words(text))
    if parsed.group == "overall" and parsed.field == "grade" and tool.overall is not None:
        scale = tool.scale(tool.overall.scale)
        point = scale.point(text) if scale else None
        return point.label if point else text
    if parsed.group in ("person", "signature") and parsed.field in ("role", "state", "method"):
        return _plain(text).capitalize()
    return _day_words(text)


def _item(tool: Tool, parsed: Path) -> Item | None:
    return tool.item(parsed.key) if parsed.group in ("answer", "header", "worked") else None


def _item_field(item: Item, field: str) -> str:
    if field == "comment" and item.comment is not None:
        return item.comment.label[:1].lower() + item.comment.label[1:]
    return _plain(field)


def _with_field(title: str, field: str) -> str:
    return f"{title}: {field}" if field else title


def _plain(field: str) -> str:
    return _FIELDS.get(field, field.replace("_", " "))


def _day_words(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
