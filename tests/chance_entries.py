"""What a person may enter anywhere in an audit with any tool, by chance from a seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from qa_desktop.domain import paths
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import AnswerType, Item, Tool

DAYS = ("2026-09-30", "2026-11-20", "2026-12-01", "2027-02-28")
WORDS = ("Seen on the record.", "Told by the worker.", "")
LINK = ("0190f0f0-0000-7000-8000-00000000000a", "Audit of 48-1, 20 November 2026")
FLAG = (True, None)
ENTRIES: Mapping[str, Mapping[str, Sequence[Value]]] = {
    "evidence": {"text": WORDS, "removed": FLAG},
    "action": {"what": WORDS, "who": ("Worker", "Manager"), "due": DAYS, "immediate": FLAG, "removed": FLAG},
    "sitting": {"day": DAYS, "removed": FLAG},
    "person": {"name": WORDS, "present": (True, False)},
    "disagreement": {
        "about": ("overall",),
        "advice": ("none", "asked", "answered"),
        "advice_on": DAYS,
        "outcome": WORDS,
    },
    "concern": {"raised": ("2026-11-20T10:00:00+00:00", None), "what": WORDS, "taken_back": WORDS},
    "call": {"concern": ("concern-1",), "who": WORDS, "state": ("told", "no_answer"), "on": DAYS},
}
ABOUT: Mapping[str, Sequence[Value]] = {
    "team": ("North", "East", None),
    "service": ("Assessment", None),
    "practitioner": ("P. Worker", "Q. Worker"),
    "manager": ("M. Manager", None),
    "audit_date": (*DAYS, None),
    "allocated_on": (*DAYS, None),
    "re_audit_of": (LINK, None),
}


def seeded(seed: str) -> Random:
    """Return chance that is the same for the same seed."""
    return Random(seed)  # noqa: S311 - what is entered is no secret


def entries(tool: Tool, chance: Random, count: int) -> Iterator[dict[str, Value]]:
    """Yield what is saved, one step after the other; some of it a tool may refuse."""
    kinds = (_answer, _answer, _answer, _answer, _beside, _header, _point, _entry, _entry, _about, _section, _whole)
    for _ in range(count):
        step = chance.choice(kinds)(tool, chance)
        yield step if chance.random() < 0.9 else step | chance.choice(kinds)(tool, chance)


def _answer(tool: Tool, chance: Random) -> dict[str, Value]:
    item = chance.choice(tuple(tool.items))
    return {paths.answer(_key(tool, item, chance)): _value(tool, item, chance)}


def _beside(tool: Tool, chance: Random) -> dict[str, Value]:
    item = chance.choice(tuple(tool.items))
    field = chance.choice(("comment", "not_applicable", "not_evidenced", "reason"))
    words = field in ("comment", "reason")
    return {paths.answer(_key(tool, item, chance), field): chance.choice(WORDS if words else (True, None))}


def _header(tool: Tool, chance: Random) -> dict[str, Value]:
    if not tool.header:
        return _about(tool, chance)
    item = chance.choice(tool.header)
    return {paths.header(item.id): _value(tool, item, chance)}


def _point(tool: Tool, chance: Random) -> dict[str, Value]:
    points = [point for section in tool.sections for point in section.points]
    return {paths.seen(chance.choice(points).id): chance.choice(FLAG)} if points else _answer(tool, chance)


def _entry(tool: Tool, chance: Random) -> dict[str, Value]:
    group = chance.choice(tuple(ENTRIES))
    field = chance.choice(tuple(ENTRIES[group]))
    entry = f"{group}-{chance.randint(1, 2)}"
    more: dict[str, Value] = {}
    if group == "evidence":
        more[paths.entry(group, entry, "item")] = chance.choice(tuple(tool.items)).id
    return {paths.entry(group, entry, field): chance.choice(ENTRIES[group][field]), **more}


def _about(_tool: Tool, chance: Random) -> dict[str, Value]:
    field = chance.choice(tuple(ABOUT))
    return {paths.about(field): chance.choice(ABOUT[field])}


def _section(tool: Tool, chance: Random) -> dict[str, Value]:
    section = chance.choice(tool.sections)
    if section.repeat is None or chance.random() < 0.5:
        return {paths.section(section.id, chance.choice(("complete", "later"))): chance.choice(FLAG)}
    instance = chance.choice(("2", "added-1"))
    field = chance.choice(("added", "removed")) if instance == "added-1" else "removed"
    return {paths.repeat(section.id, instance, field): chance.choice(FLAG)}


def _whole(tool: Tool, chance: Random) -> dict[str, Value]:
    scale = tool.scale(tool.overall.scale) if tool.overall else None
    codes = scale.codes if scale else ()
    may: Mapping[str, Sequence[Value]] = {
        paths.OVERALL_GRADE: codes or (None,),
        paths.OVERALL_REASON: WORDS,
        paths.NO_ACTIONS_REASON: WORDS,
        paths.STRENGTHS: WORDS,
        paths.JOTTER: WORDS,
        paths.SUBJECT: ("48-1", "48-2"),
    }
    path = chance.choice(tuple(may))
    return {path: chance.choice(may[path])}


def _key(tool: Tool, item: Item, chance: Random) -> str:
    section = tool.section_of(item.id)
    instance = chance.choice(("", "2", "added-1")) if section is not None and section.repeat else ""
    party = chance.choice(item.answered_by).value if item.side_by_side else ""
    return paths.answer_key(item.id, instance, party)


def _value(tool: Tool, item: Item, chance: Random) -> Value:
    """Return an answer of the item's kind, and now and then none: it is taken back."""
    return chance.choice(_fitting(tool, item)) if chance.random() < 0.85 else None


def _fitting(tool: Tool, item: Item) -> Sequence[Value]:
    scale = tool.scale_of(item)
    if scale is not None:
        return scale.codes
    choices = tuple(one.code for one in item.choices)
    plain: Mapping[AnswerType, Sequence[Value]] = {
        AnswerType.YES_NO: ("yes", "no"),
        AnswerType.CHOICE: choices,
        AnswerType.MULTIPLE_CHOICE: tuple((code,) for code in choices),
        AnswerType.INTEGER: (1, 2, 3),
        AnswerType.DECIMAL: (1, 2, 3),
        AnswerType.PERCENT: (1, 2, 3),
        AnswerType.DATE: DAYS,
        AnswerType.AUDIT: (LINK,),
        AnswerType.COMPUTED: (None,),
    }
    return plain.get(item.type, WORDS)
