"""What a row of a list says in the words of a tool: the answers of a record that is begun from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from qa_desktop.domain import paths
from qa_desktop.domain.condition import Comparison, Test, subjects
from qa_desktop.domain.consequences import SIGNING
from qa_desktop.domain.operation import Value
from qa_desktop.domain.register import answer_label
from qa_desktop.domain.tool import AnswerType, Item, Tool
from qa_desktop.domain.tool_outcome import RegisterRule

SUBJECT, PRACTITIONER = "subject", "practitioner"
_UNTAKEN = frozenset({AnswerType.COMPUTED, AnswerType.AUDIT, AnswerType.CHECKLIST, AnswerType.SIGNATURE})
_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
ReadDay = Callable[[str], date | None]
"""Returns the day that is written; raises ValueError where it is none."""


def columns_of_tool(tool: Tool) -> dict[str, tuple[str, ...]]:
    """Return the headings under which a list may hold what a record has, by what it is; the subject first."""
    found = {
        SUBJECT: (*_filled(tool, SUBJECT), tool.words.case_reference, "case reference", "reference", "subject"),
        PRACTITIONER: (*_filled(tool, PRACTITIONER), tool.words.practitioner, "practitioner", "worker"),
    }
    return found | {str(item.id): (item.label, str(item.id)) for item in _taken(tool)}


def _filled(tool: Tool, source: str) -> tuple[str, ...]:
    """Return what the fields of the head are called that say once more what the record is about, or whom."""
    return tuple(name for item in tool.header if item.prefill == source for name in (item.label, str(item.id)))


def fields_of(tool: Tool, cells: Mapping[str, str], read_day: ReadDay) -> tuple[dict[str, Value], list[str]]:
    """Return the values of a row by path, and in a few words each what cannot be taken; empty cells say nothing."""
    fields: dict[str, Value] = {}
    wrong: list[str] = []
    header = {str(item.id) for item in tool.header}
    if practitioner := cells.get(PRACTITIONER, "").strip():
        fields[paths.about(PRACTITIONER)] = practitioner
    for item in _taken(tool):
        told = cells.get(str(item.id), "").strip()
        if not told:
            continue
        try:
            value = _value(tool, item, told, read_day)
        except ValueError as error:
            wrong.append(f"{item.label}: {error}")
        else:
            fields[paths.header(item.id) if str(item.id) in header else paths.answer(item.id)] = value
    return fields, wrong


def belonging(tool: Tool, rule: RegisterRule) -> dict[str, Value]:
    """Return what makes a record stand in a register, where one answer does."""
    when = rule.when
    item = tool.item(when.subject) if isinstance(when, Test) else None
    if not isinstance(when, Test) or item is None or when.comparison not in (Comparison.EQUALS, Comparison.IN):
        return {}
    value: Value = (str(when.values[0]),) if item.type is AnswerType.MULTIPLE_CHOICE else when.values[0]
    is_header = any(one.id == item.id for one in tool.header)
    return {paths.header(item.id) if is_header else paths.answer(item.id): value}


def path_of_day(tool: Tool, rule: RegisterRule) -> str:
    """Return where a record says the day by which it counts; empty where that is the last meeting."""
    if not rule.date:
        return ""
    return paths.header(rule.date) if any(one.id == rule.date for one in tool.header) else paths.answer(rule.date)


def looked_up(fields: Mapping[str, Value]) -> Callable[[str], Value]:
    """Return what looks an answer or a field of the head up among values by path, as conditions ask for it."""

    def lookup(name: str) -> Value:
        in_head = fields.get(paths.header(name))
        return in_head if in_head is not None else fields.get(paths.answer(name))

    return lookup


def told_apart(tool: Tool, rule: RegisterRule, fields: Mapping[str, Value]) -> frozenset[str]:
    """Return the counted answers of a row, in words: records of one day that are asked for differ by these."""
    lookup = looked_up(fields)
    found = ((tool.item(name), lookup(name)) for name in rule.count_by)
    return frozenset(answer_label(tool, item, given) for item, given in found if item and isinstance(given, str))


def not_said(tool: Tool, rule: RegisterRule, fields: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the fields without which nobody can be asked for a record: they say of whom, and by when."""
    lookup = looked_up(fields)
    dates = [one for one in tool.deadlines if one.applies_to == SIGNING]
    conditions = (one.shown_when for one in dates if one.shown_when is not None)
    named = (rule.asks, *(name for one in conditions for name in subjects(one)), *(one.start for one in dates))
    items = (tool.item(name) for name in dict.fromkeys(named) if lookup(name) in (None, ""))
    return tuple(item.label for item in items if item is not None)


def _taken(tool: Tool) -> tuple[Item, ...]:
    repeated = {item.id for section in tool.sections if section.repeat for item in section.items}
    every = (*(one for one in tool.header if one.prefill not in (SUBJECT, PRACTITIONER)), *tool.items)
    return tuple(one for one in every if one.type not in _UNTAKEN and one.id not in repeated and not one.side_by_side)


def _value(tool: Tool, item: Item, told: str, read_day: ReadDay) -> Value:
    """Return what is written, as the question takes it; raise ValueError with what would be right."""
    match item.type:
        case AnswerType.DATE:
            try:
                day = read_day(told)
            except ValueError as error:
                raise ValueError("this is no date; write it as 31/01/2027") from error
            return day.isoformat() if day is not None else None
        case AnswerType.YES_NO:
            simple = told.casefold()
            if simple not in (*_YES, *_NO):
                raise ValueError("say yes or no")
            return "yes" if simple in _YES else "no"
        case AnswerType.INTEGER | AnswerType.DECIMAL | AnswerType.PERCENT:
            return _number(told.rstrip("%").strip())
        case AnswerType.CHOICE | AnswerType.SCALE:
            return _code(tool, item, told)
        case AnswerType.MULTIPLE_CHOICE:
            return tuple(_code(tool, item, part.strip()) for part in told.split(";") if part.strip())
        case _:
            return told


def _number(told: str) -> int | float:
    try:
        number = float(told.replace(",", ""))
    except ValueError as error:
        raise ValueError("this is no number") from error
    return int(number) if number.is_integer() else number


def _code(tool: Tool, item: Item, told: str) -> str:
    scale = tool.scale_of(item)
    points = scale.points if scale else item.choices
    known = {one.code: one.label for one in points}
    found = [code for code, label in known.items() if told.casefold() in (code.casefold(), label.casefold())]
    if not found:
        raise ValueError(f"“{told}” is none of {', '.join(known.values())}")
    return found[0]
