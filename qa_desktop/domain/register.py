"""Registers: in which of them a record stands, what is counted of it, and what the lists and counts tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import Enum

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import EntryRow
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.tool import AnswerType, Item, Tool
from qa_desktop.domain.tool_outcome import RegisterRule

LONGEST = 400
"""How many letters of its words the list shows of an entry."""


def entries(audit: Audit) -> tuple[EntryRow, ...] | None:
    """Return how a record stands in registers; None where its tool never named one, and so no list has to change."""
    if not audit.tool.registers and paths.TOOL not in audit.record.fields:
        return None
    if audit.is_private:
        return ()
    return tuple(_entry(audit, rule) for rule in audit.tool.registers if audit.holds(rule.when))


def _entry(audit: Audit, rule: RegisterRule) -> EntryRow:
    day = audit.lookup(rule.date) if rule.date else None
    last = audit.last_meeting()
    known = str(day) if day else last.isoformat() if last else ""
    whom = audit.lookup(rule.of_whom) if rule.of_whom else audit.text(paths.about("practitioner"))
    said = (str(value) for name in rule.words if isinstance(value := audit.lookup(name), str) and value.strip())
    counted = [one for name in rule.count_by for one in _by_answer(audit, name)]
    counted += [one for name in rule.add_up if (one := _number(audit, name)) is not None]
    words = " · ".join(" ".join(one.split()) for one in said)[:LONGEST]
    return EntryRow(rule.id, known, str(whom or ""), words, tuple(counted), audit.text(paths.AMENDS))


def _by_answer(audit: Audit, name: str) -> list[tuple[str, str, str, int]]:
    item, given = audit.tool.item(name), audit.lookup(name)
    if item is None or given in (None, "", ()):
        return []
    codes = Counter(str(one) for one in (given if isinstance(given, tuple) else (given,)))
    return [(name, code, answer_label(audit.original, item, code), many) for code, many in codes.items()]


def _number(audit: Audit, name: str) -> tuple[str, str, str, int] | None:
    item, given = audit.original.item(name), audit.lookup(name)
    values = [value for one in (given if isinstance(given, tuple) else (given,)) if (value := _whole(one)) is not None]
    return (name, "", item.label, sum(values)) if item is not None and values else None


def counted_answers(tool: Tool, rule: RegisterRule) -> tuple[tuple[str, str], ...]:
    """Return the answers that a register counts apart, then its numbers, as the tool prints them: (question, code)."""
    found: list[tuple[str, str]] = []
    for name in rule.count_by:
        item = tool.item(name)
        scale = tool.scale_of(item) if item is not None else None
        codes = scale.codes if scale else tuple(one.code for one in item.choices) if item is not None else ()
        found += [(name, code) for code in codes or ("yes", "no")]
    return (*found, *((name, "") for name in rule.add_up))


def _whole(value: object) -> int | None:
    """Return a whole number as it was answered; None for anything else, and for no answer."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = float(str(value))
    except ValueError:
        return None
    return int(number) if number.is_integer() else None


def answer_label(tool: Tool, item: Item, code: str) -> str:
    """Return an answer in words: of the tool's own language, so that entries in two languages count as one."""
    own = tool.item(item.id) or item
    scale = tool.scale_of(own)
    point = scale.point(code) if scale else None
    if point is not None:
        return point.label
    if own.type is AnswerType.YES_NO:
        answer = {"yes": tool.words.yes, "no": tool.words.no}.get(code, code)
        return f"{own.label.rstrip('?')}: {answer}"
    return next((one.label for one in own.choices if one.code == code), code.replace("_", " ").capitalize())


class Span(Enum):
    """Over which time entries are counted."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Register:
    """One list, by the tools whose records stand in it."""

    id: str
    title: str
    tools: tuple[str, ...]
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as a list shows it."""

    audit: AuditId
    day: str
    """ISO day; empty where none is known yet."""
    subject: str
    of_whom: str
    words: str
    tool_title: str
    is_signed: bool
    counted: tuple[str, ...] = ()
    """The answers by which it is counted, in words."""
    open: int = 0
    """How many things are to be done because of it."""
    overdue: int = 0


class EntriesShown(Enum):
    """Which entries to list."""

    ALL = "all"
    OPEN = "open"
    """Something is to be done because of them."""
    OVERDUE = "overdue"
    DRAFT = "draft"
    """Begun, and not signed: these do not count yet."""

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "all": "All entries",
            "open": "Something is to be done",
            "overdue": "Something is overdue",
            "draft": "Not signed yet",
        }[self.value]


@dataclass(frozen=True, slots=True)
class EntryQuestion:
    """What to list, newest first; `after` is the last row of the page before (keyset paging)."""

    register: str
    shown: EntriesShown = EntriesShown.ALL
    period: str = ""
    """A month, quarter or year as `period_of` names it; empty for every one."""
    text: str = ""
    after: Entry | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Counted:
    """How often an answer was given, or how much numbers amount to, by period."""

    question: str
    code: str
    """Empty for numbers that are added up."""
    label: str
    by_period: tuple[int, ...]
    """In the order of the periods."""


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """The signed entries of a register by period, the newest period first."""

    periods: tuple[str, ...]
    entries: tuple[int, ...]
    counted: tuple[Counted, ...]


def period_words(period: str) -> str:
    """Return a period as people say it: "2026-11" is "November 2026", "2026-Q4" "October to December 2026".

    A week, "2026-W45", is "Week 45, 2 to 8 November 2026".
    """
    year, _, part = period.partition("-")
    if not part:
        return year or "No date"
    if part.startswith("W"):
        return ReportPeriod.parse(period).words
    if part.startswith("Q"):
        first = int(part[1:]) * 3 - 2
        return f"{_month(first)} to {_month(first + 2)} {year}"
    return f"{_month(int(part))} {year}"


def bounds(period: str) -> tuple[str, str]:
    """Return between which ISO days a period lies: from the first on, and before the second."""
    year, _, part = period.partition("-")
    first, months = (1, 12) if not part else (int(part[1:]) * 3 - 2, 3) if part.startswith("Q") else (int(part), 1)
    start = date(int(year), first, 1)
    behind = (first - 1 + months) // 12
    return start.isoformat(), date(int(year) + behind, (first - 1 + months) % 12 + 1, 1).isoformat()


def _month(number: int) -> str:
    return date(2000, number, 1).strftime("%B")
