"""Turns the supervision files of managers' staff into words and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.supervision_files import FileLooked, ManagerFiles
from qa_desktop.ui.presenters.due_work import due_words
from qa_desktop.ui.presenters.times import counted, short_day
from qa_desktop.ui.widgets.two_line_list import TwoLines


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file, with its last record."""

    lines: TwoLines
    audit: AuditId


@dataclass(frozen=True, slots=True)
class ManagerLine:
    """One manager."""

    title: str
    caption: str
    right: str
    is_overdue: bool
    files: tuple[FileLine, ...]


def manager_lines(found: Sequence[ManagerFiles], today: date) -> tuple[ManagerLine, ...]:
    """Return every manager as the list shows them."""
    return tuple(_line(one, today) for one in found)


def _line(one: ManagerFiles, today: date) -> ManagerLine:
    of_all = f" of {one.expected}" if one.expected else ""
    month = f"{one.in_month}{of_all if one.per == 'month' else ''}"
    year = f"{one.in_year}{of_all if one.per == 'year' else ''}"
    last = "none looked at yet" if one.last is None else f"last on {short_day(one.last, today)}"
    caption = f"{month} this month · {year} this year · {last}"
    files = tuple(FileLine(_file(each, today), each.audit) for each in one.files)
    return ManagerLine(one.manager, caption, _standing(one, today), one.is_overdue, files)


def _standing(one: ManagerFiles, today: date) -> str:
    late = [counted(one.overdue, "file") + " overdue"] if one.overdue else []
    if one.is_late:
        late.append("overdue" if one.due is None else f"next {due_words(one.due, today)}")
    if late:
        return f"■ {' · '.join(late)}"
    nearest = min((day for day in (one.due, *(each.again for each in one.files)) if day is not None), default=None)
    return f"next {due_words(nearest, today)}" if nearest is not None else ""


def _file(one: FileLooked, today: date) -> TwoLines:
    due = due_words(one.again, today)
    caption = " · ".join(part for part in (one.supervisee, f"last looked at on {short_day(one.last, today)}") if part)
    return TwoLines(one.subject, caption, f"■ {due}" if one.is_overdue else due)
