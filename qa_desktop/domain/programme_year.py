"""The programme of a year at a glance: a row for each thing that comes or comes round, a cell for each month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain.programme import EntryKind
from qa_desktop.domain.programme_view import Planned
from qa_desktop.domain.rounds import StageDate, month_end

MONTHS = range(1, 13)
DONE, LATE, OPEN, BEFORE_USE = "✓", "■", "●", "–"


@dataclass(frozen=True, slots=True)
class YearCell:
    """What stands in a month."""

    planned: tuple[Planned, ...] = ()
    stages: tuple[StageDate, ...] = ()
    """Steps of a timetable that lie in the month."""
    late: int = 0
    done: int = 0

    @property
    def mark(self) -> str:
        """How it stands, in little room: done, overdue, before the time, or to come; so many of how many."""
        many = len(self.planned)
        if not many:
            return OPEN if self.stages else ""
        if self.done == many:
            return DONE
        if all(one.is_before_use and one.can_be_done and one.done is None for one in self.planned):
            return BEFORE_USE
        if self.late:
            return LATE if many == 1 else f"{LATE} {self.late}/{many}"
        return OPEN if many == 1 else f"{OPEN} {many}"

    @property
    def next(self) -> Planned | None:
        """What of it is to be looked at first: the earliest that is not done."""
        open_ones = [one for one in self.planned if one.done is None]
        return next(iter(open_ones or self.planned), None)


@dataclass(frozen=True, slots=True)
class YearRow:
    """One thing through the year."""

    key: str
    title: str
    kind: EntryKind
    column: str
    by: str
    cells: tuple[YearCell, ...]


def year_rows(
    found: Iterable[Planned], stages: Mapping[str, tuple[StageDate, ...]], year: int, today: date
) -> tuple[YearRow, ...]:
    """Return the rows of a year, in the order of the kinds; `stages` are those of a thing, by its key."""
    groups: dict[str, list[Planned]] = {}
    for one in found:
        groups.setdefault(_row_key(one), []).append(one)
    order = list(EntryKind)
    rows = [_row(key, several, stages, year, today) for key, several in groups.items()]
    return tuple(sorted(rows, key=lambda row: (order.index(row.kind), row.title.casefold(), row.column, row.key)))


def _row(
    key: str, several: list[Planned], stages: Mapping[str, tuple[StageDate, ...]], year: int, today: date
) -> YearRow:
    first = several[0]
    cells = tuple(_cell(several, stages, date(year, month, 1), today) for month in MONTHS)
    title = first.note if first.kind is EntryKind.FOCUS and first.note else first.title
    return YearRow(key, title, first.kind, first.column, first.by, cells)


def _cell(several: list[Planned], stages: Mapping[str, tuple[StageDate, ...]], month: date, today: date) -> YearCell:
    last = month_end(month)
    there = tuple(one for one in several if _begins(one) <= last and one.last >= month)
    within = tuple(stage for one in several for stage in stages.get(one.key, ()) if stage.is_between(month, last))
    late, done = (one.is_overdue(today) for one in there), (one.done is not None for one in there)
    return YearCell(there, within, sum(late), sum(done))


def _begins(one: Planned) -> date:
    """Return from when on it stands in a cell: what is due once in a while stands in the month of its day alone."""
    return one.last if one.can_be_done and one.kind is not EntryKind.PRACTICE_WEEK else one.first


def _row_key(one: Planned) -> str:
    """Return which things are one row: what comes round, and the themes of a service column."""
    if one.kind is EntryKind.FOCUS:
        return f"focus:{one.note or one.title}:{one.column}"
    origin = one.entry.taken_from if one.entry is not None else one.key
    kind, _, rest = origin.partition(":")
    return f"{kind}:{rest.partition(':')[0]}" if kind in ("check", "draw") and rest else one.key
