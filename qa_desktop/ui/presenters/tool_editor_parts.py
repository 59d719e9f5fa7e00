"""The parts of a tool that are lists of entries with a page each: what they are called, and what is asked where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qa_desktop.domain.tool_edit.questions import question_named
from qa_desktop.domain.tool_edit.starting import NewIds, new_name
from qa_desktop.domain.tool_edit.tree import Keys, records_at, text_at, texts_at, value_at
from qa_desktop.ui.presenters.tool_editor_options import PARTIES, answers_beside, grades, questions, stages


@dataclass(frozen=True, slots=True)
class PartPage:
    """One part. `cards` are headings with the keys below them; keys that stand in no card follow at the end."""

    title: str
    lead: str
    entry: str
    """What one entry is called, as “deadline”."""
    cards: tuple[tuple[str, tuple[str, ...]], ...]
    named: Callable[[Keys, Keys], str]
    """Return what people call an entry of a tool; empty where it has no words yet."""
    told: Callable[[Keys, Keys], str]
    """Return what an entry says, in one line."""
    new: Callable[[Keys, NewIds], Keys]


def entry_name(part: str, tree: Keys, number: int) -> str:
    """Return what the entry of a part is called in the list."""
    page = PARTS[part]
    named = page.named(tree, records_at(tree, (part,))[number])
    return named or f"{page.entry[:1].upper()}{page.entry[1:]} {number + 1}, not yet worded"


def _word(key: str) -> Callable[[Keys, Keys], str]:
    return lambda _, entry: text_at(entry, (key,))


def _stage_told(tree: Keys, entry: Keys) -> str:
    who = _chosen(PARTIES, texts_at(entry, ("done_by",)))
    after = dict(stages(tree, ())).get(text_at(entry, ("opens_after",)), "")
    return ", ".join(part for part in (who, f"after “{after}”" if after else "") if part)


def _deadline_told(tree: Keys, entry: Keys) -> str:
    amount, unit = text_at(entry, ("amount",)), text_at(entry, ("unit",)).replace("_", " ")
    start = dict(questions(tree, ())).get(text_at(entry, ("from",)), "the last meeting")
    when = f"{amount} {unit.removesuffix('s') if amount in ('1', '-1') else unit} after {start}"
    if amount.startswith("-"):
        when = f"{when[1:].replace(' after ', ' before ')}"
    owner = text_at(entry, ("owner",))
    return f"{when}: {owner}" if owner else when


def _escalation_named(tree: Keys, entry: Keys) -> str:
    grade = text_at(entry, ("grade",))
    words = dict(grades(tree, ())).get(grade, grade)
    return f"At “{words}”" if words else ""


def _follow_up_told(tree: Keys, entry: Keys) -> str:
    place = question_named(tree, text_at(entry, ("question",)))
    if place is None:
        return ""
    number = records_at(tree, ("follow_ups",)).index(entry)
    answers = _chosen(answers_beside(tree, ("follow_ups", number, "answers")), texts_at(entry, ("answers",)))
    return f"“{text_at(value_at(tree, place), ('label',))}”: {answers}"


def _register_told(tree: Keys, entry: Keys) -> str:
    named = dict(questions(tree, ()))
    counted = [named.get(one, one) for key in ("count_by", "add_up") for one in texts_at(entry, (key,))]
    return f"Counts: {', '.join(counted)}" if counted else "Counts entries"


def _chosen(options: tuple[tuple[str, str], ...], codes: list[str]) -> str:
    known = dict(options)
    return ", ".join(known.get(code, code) for code in codes)


def _new_escalation(tree: Keys, _: NewIds) -> Keys:
    used = {text_at(rule, ("grade",)) for rule in records_at(tree, ("escalation",))}
    left = [code for code, _ in reversed(grades(tree, ())) if code not in used]
    return {"grade": left[0] if left else ""}


PARTS: Mapping[str, PartPage] = {
    "stages": PartPage(
        "Stages of the work",
        "Where the work is done in parts by different people. Sections and questions say in which stage they are "
        "answered.",
        "stage",
        (("", ("title", "done_by")), ("When it opens", ("opens_after", "after_reading_by"))),
        _word("title"),
        _stage_told,
        lambda _, new_id: {"id": new_name("stage", new_id)},
    ),
    "deadlines": PartPage(
        "Deadlines",
        "Dates that follow from an audit. They are told before anybody signs.",
        "deadline",
        (
            ("", ("label", "owner")),
            ("The date", ("amount", "unit", "from", "moved_to", "every")),
            ("When it is set", ("applies_to", "grades", "shown_when")),
        ),
        _word("label"),
        _deadline_told,
        lambda _, new_id: {"id": new_name("deadline", new_id), "amount": 10, "unit": "working_days"},
    ),
    "escalation": PartPage(
        "Who is told",
        "Who is told at which overall judgement. It is said before anybody signs.",
        "rule",
        (("", ("grade", "tell", "tell_where_relevant", "note", "comment_by")),),
        _escalation_named,
        lambda _, entry: ", ".join(texts_at(entry, ("tell",))),
        _new_escalation,
    ),
    "follow_ups": PartPage(
        "Tasks from answers",
        "Tasks that an answer raises by itself.",
        "task",
        (("", ("question", "answers", "task", "owner")),),
        _word("task"),
        _follow_up_told,
        lambda _, new_id: {"id": new_name("task", new_id)},
    ),
    "registers": PartPage(
        "Registers",
        "Lists in which every record with this tool stands, with counts by month, quarter and year.",
        "register",
        (
            ("", ("title", "words", "of_whom", "asks")),
            ("What is counted", ("date", "count_by", "add_up")),
            ("Which records", ("when",)),
        ),
        _word("title"),
        _register_told,
        lambda _, new_id: {"id": new_name("register", new_id)},
    ),
    "filing": PartPage(
        "Filing",
        "What is to be done with the case note once it is signed, with words to paste into the case system.",
        "step",
        (("", ("title",)), ("To paste", ("heading", "text", "length_limit")), ("When", ("shown_when",))),
        _word("title"),
        lambda _, entry: text_at(entry, ("heading",)),
        lambda _, new_id: {"id": new_name("filing", new_id)},
    ),
}
"""By the key of the tool, in the order of the outline."""
