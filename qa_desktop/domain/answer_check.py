"""Whether a value may stand at a path of an audit with a given tool; the sentence says what would be right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from qa_desktop.domain import paths
from qa_desktop.domain.action_check import refuses_as_date
from qa_desktop.domain.check_before_signing_decision import check_decision
from qa_desktop.domain.concern import CallState, check_moment, check_time
from qa_desktop.domain.entries import EvidenceKind, EvidenceSource, Progress, SmartTest, TellWay
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.note import SignatureState
from qa_desktop.domain.operation import Value
from qa_desktop.domain.origin_place import check_origin
from qa_desktop.domain.respondents import respondent
from qa_desktop.domain.section_choices import section_choices
from qa_desktop.domain.tool import AnswerType, Item, Tool, plain_id
from qa_desktop.domain.translate import languages

GROUPS = frozenset(
    {
        "subject", "about", "header", "answer", "point", "section", "evidence", "action", "person", "sitting",
        "disagreement", "overall", "plan", "summary", "prep", "signature", "filing", "amends", "followup", "repeat",
        "stage", "check", "first", "concern", "call", "tell", "theme", "origin", "finished",
    }
)  # fmt: skip
YES_NO = ("yes", "no")
_FINEST = 1e-9
"""What calculating with fractions may leave over."""
CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("evidence", "kind"): tuple(kind.value for kind in EvidenceKind),
    ("evidence", "source"): tuple(source.value for source in EvidenceSource),
    ("signature", "state"): tuple(state.value for state in SignatureState),
    ("signature", "method"): ("drawn", "typed"),
    ("disagreement", "advice"): ("none", "asked", "answered"),
    ("about", "iro_or_chair"): YES_NO,
    ("followup", "progress"): tuple(progress.value for progress in Progress),
    ("call", "state"): tuple(state.value for state in CallState),
    ("finished", "progress"): tuple(progress.value for progress in Progress),
    ("theme", "kind"): tuple(kind.value for kind in ThemeKind),
    ("tell", "how"): tuple(way.value for way in TellWay),
}
DAYS = frozenset(
    {
        "due", "review_on", "on", "day", "by_date", "advice_on", "audit_date", "allocated_on", "done_on", "period_from",
        "period_to", "reviewed_on", "checked_on", "discussed_on", "comment_on",
    }
)  # fmt: skip
TRUTHS = frozenset(
    {
        "not_applicable",
        "not_evidenced",
        "seen",
        "reread",
        "later",
        "complete",
        "removed",
        "immediate",
        "present",
        "done",
        "sample",
        "added",
        "apart",
    }
)


def check_value(tool: Tool, path: str, value: Value) -> str | None:
    """Return what is wrong with the value, as a sentence that says what would be right; None where nothing is."""
    parsed = paths.Path.parse(path)
    if parsed.group not in GROUPS:
        return f"“{parsed.group}” is no part of an audit"
    if value is None:
        return None
    if parsed.group in ("answer", "header"):
        return _check_item(tool, parsed, value)
    own = OWN_CHECKS.get((parsed.group, parsed.field)) or OWN_CHECKS.get((parsed.group, ""))
    return own(tool, parsed, value) if own else _check_field(parsed, value)


def _check_language(tool: Tool, _parsed: paths.Path, value: Value) -> str | None:
    known = languages(tool)
    return None if value in known else f"the tool is translated into {', '.join(known) or 'no other language'}"


def _check_repeat(tool: Tool, parsed: paths.Path, value: Value) -> str | None:
    section = tool.section(plain_id(parsed.key))
    if section is None or section.repeat is None:
        return f"“{plain_id(parsed.key)}” is no section that repeats"
    return _check_field(parsed, value)


def _check_section_grade(tool: Tool, parsed: paths.Path, value: Value) -> str | None:
    section = tool.section(plain_id(parsed.key))
    codes = [code for code, _ in section_choices(tool, section)] if section else []
    if not codes:
        return f"nothing can be decided for “{plain_id(parsed.key)}” as a whole"
    return None if value in codes else f"choose one of {', '.join(codes)}"


def _check_reading(tool: Tool, parsed: paths.Path, value: Value) -> str | None:
    known = {paths.read_before(stage.id, party.value) for stage in tool.stages for party in stage.after_reading_by}
    if f"{parsed.group}/{parsed.key}/{parsed.field}" not in known:
        return "the tool has no stage that waits for this person's reading"
    return None if isinstance(value, bool) else "say true or false"


def _check_field(parsed: paths.Path, value: Value) -> str | None:
    allowed = CHOICES.get((parsed.group, parsed.field))
    if allowed is not None:
        return None if value in allowed else f"choose one of {', '.join(allowed)}"
    if parsed.field in TRUTHS:
        return None if isinstance(value, bool) else "say true or false"
    if parsed.field in DAYS:
        return _check_day(value)
    if parsed.field == "order":
        return None if isinstance(value, int | float) and not isinstance(value, bool) else "give a number"
    if parsed.field == "smart":
        letters = {test.value for test in SmartTest}
        return None if isinstance(value, tuple) and set(value) <= letters else "name the SMART tests that are met"
    return _check_text(value)


def _check_item(tool: Tool, parsed: paths.Path, value: Value) -> str | None:
    item = tool.item(parsed.key)
    if item is None:
        return f"{tool.id} has no question “{plain_id(parsed.key)}”"
    by = respondent(parsed.key)
    if parsed.group == "answer" and item.side_by_side and (by is None or by not in item.answered_by):
        return f"say who answers: {', '.join(party.value for party in item.answered_by)}"
    if parsed.field != "value":
        if parsed.field == "not_applicable" and value is True and not item.not_applicable:
            return "this question cannot be “not applicable”"
        return _check_field(parsed, value)
    return ANSWER_CHECKS[item.type](tool, item, value)


def _check_overall(tool: Tool, _parsed: paths.Path, value: Value) -> str | None:
    overall = tool.overall
    if overall is None:
        return f"{tool.title} has no overall grade"
    scale = tool.scale(overall.scale)
    codes = scale.codes if scale else ()
    return None if value in codes else f"choose one of {', '.join(codes)}"


def _check_scale(tool: Tool, item: Item, value: Value) -> str | None:
    scale = tool.scale_of(item)
    codes = scale.codes if scale else ()
    return None if value in codes else f"choose one of {', '.join(codes)}"


def _check_choice(_tool: Tool, item: Item, value: Value) -> str | None:
    codes = [choice.code for choice in item.choices]
    return None if value in codes else f"choose one of {', '.join(codes)}"


def _check_choices(_tool: Tool, item: Item, value: Value) -> str | None:
    codes = [choice.code for choice in item.choices]
    if not isinstance(value, tuple) or not set(value) <= set(codes):
        return f"choose from {', '.join(codes)}"
    return None


def _check_yes_no(_tool: Tool, _item: Item, value: Value) -> str | None:
    return None if value in YES_NO else "say yes or no"


def _check_number(_tool: Tool, item: Item, value: Value) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "give a number"
    if item.type is AnswerType.INTEGER and value != int(value):
        return "give a whole number"
    least, most = item.limits.least, item.limits.most
    if item.type is AnswerType.PERCENT:
        least, most = least if least is not None else 0, most if most is not None else 100
    if least is not None and value < least:
        return f"give a number of at least {least:g}"
    if most is not None and value > most:
        return f"give a number of at most {most:g}"
    return _check_step(item, value)


def _check_step(item: Item, value: float) -> str | None:
    step, start = item.limits.step, item.limits.least or 0
    if not step or abs((value - start) / step - round((value - start) / step)) < _FINEST:
        return None
    below = start + step * int((value - start) // step)
    return f"give a number in steps of {step:g}, such as {below:g} or {below + step:g}"


def _check_answer_day(_tool: Tool, _item: Item, value: Value) -> str | None:
    return _check_day(value)


def _check_item_text(_tool: Tool, _item: Item, value: Value) -> str | None:
    return _check_text(value)


def _check_day(value: Value) -> str | None:
    if not isinstance(value, str):
        return "give a date as year-month-day, such as 2026-11-21"
    if refuses_as_date(value):
        return "give a date. “ASAP” is not a timescale"
    try:
        date.fromisoformat(value)
    except ValueError:
        return "give a date as year-month-day, such as 2026-11-21"
    return None


def _check_text(value: Value) -> str | None:
    return None if isinstance(value, str) else "give a text"


def _check_link(_tool: Tool, _item: Item, value: Value) -> str | None:
    return _check_audit(value)


def _check_audit(value: Value) -> str | None:
    named = isinstance(value, tuple) and len(value) > 1 and all(value)
    return None if named else "choose an audit"


def _check_no_value(_tool: Tool, _item: Item, _value: Value) -> str | None:
    return "this is worked out and cannot be entered"


ANSWER_CHECKS: dict[AnswerType, Callable[[Tool, Item, Value], str | None]] = {
    AnswerType.SCALE: _check_scale,
    AnswerType.YES_NO: _check_yes_no,
    AnswerType.CHOICE: _check_choice,
    AnswerType.MULTIPLE_CHOICE: _check_choices,
    AnswerType.TEXT: _check_item_text,
    AnswerType.INTEGER: _check_number,
    AnswerType.DECIMAL: _check_number,
    AnswerType.PERCENT: _check_number,
    AnswerType.DATE: _check_answer_day,
    AnswerType.PERSON: _check_item_text,
    AnswerType.INITIALS: _check_item_text,
    AnswerType.SIGNATURE: _check_item_text,
    AnswerType.COMPUTED: _check_no_value,
    AnswerType.CHECKLIST: _check_item_text,
    AnswerType.AUDIT: _check_link,
}
OWN_CHECKS: dict[tuple[str, str], Callable[[Tool, paths.Path, Value], str | None]] = {
    ("overall", "grade"): _check_overall,
    ("about", "language"): _check_language,
    ("about", "re_audit_of"): lambda _tool, _parsed, value: _check_audit(value),
    ("section", "grade"): _check_section_grade,
    ("repeat", ""): _check_repeat,
    ("stage", ""): _check_reading,
    ("check", ""): lambda _tool, parsed, value: check_decision(parsed, value),
    ("concern", "raised"): lambda _tool, _parsed, value: check_moment(value),
    ("call", "time"): lambda _tool, _parsed, value: check_time(value),
    ("origin", ""): lambda _tool, parsed, value: check_origin(parsed, value),
    ("prep", ""): lambda _tool, _parsed, _value: None,
}
"""By group and field, or by group alone where its fields are checked together."""
