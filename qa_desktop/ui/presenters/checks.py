"""Turns regular checks into words and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain.checks import CheckRow
from qa_desktop.services.list_checks import ListChecks
from qa_desktop.ui.presenters.due_work import due_words
from qa_desktop.ui.presenters.times import counted, short_day


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One row of the list."""

    check: CheckRow
    title: str
    caption: str
    right: str
    is_missed: bool
    may_mark: bool

    @property
    def is_done(self) -> bool:
        """Whether it was done."""
        return self.check.done is not None

    @property
    def tool(self) -> str:
        """The tool with which its record is made; empty where it has none."""
        return str(next(iter(self.check.planned.tools), ""))


def check_lines(checks: ListChecks) -> tuple[CheckLine, ...]:
    """Read every check, as the list shows it: what is still to be done first, the earliest first."""
    today = checks.today
    lines = [check_line(one, today, may_mark=checks.may_mark(one)) for one in checks()]
    return tuple(sorted(lines, key=lambda one: (one.is_done, one.check.due)))


def to_do_words(found: Sequence[CheckRow], today: date) -> str:
    """Return how many of one's own were missed and are due; empty where nothing is to be done."""
    missed = sum(one.is_missed(today) for one in found)
    due = len(found) - missed
    told = (f"■ {counted(missed, 'regular check')} missed" if missed else "", f"{due} due within a week" if due else "")
    return "\n".join(part for part in told if part)


def check_line(one: CheckRow, today: date, *, may_mark: bool) -> CheckLine:
    """Return a check as the list shows it."""
    planned = one.planned
    to = f"to {planned.to}" if planned.to else ""
    caption = " · ".join(part for part in (one.name or "Nobody is named", to, planned.note) if part)
    missed = one.is_missed(today)
    if one.done is not None:
        right = f"✓ done {short_day(one.done, today)}" + (", by its record" if one.by_record else "")
    else:
        right = f"■ missed, {due_words(one.due, today)}" if missed else due_words(one.due, today)
    return CheckLine(one, planned.title, caption, right, missed, may_mark)
