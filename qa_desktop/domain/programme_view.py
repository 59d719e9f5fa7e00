"""What is planned between two days: what was entered, and what follows from settings and tools (PRACTICE P-41)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from qa_desktop.domain.authority_settings import AuthoritySettings
from qa_desktop.domain.ids import ToolId
from qa_desktop.domain.programme import Entry, EntryKind
from qa_desktop.domain.rounds import due_days, month_end, period_of

YEAR = 12


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing in the programme: an entry, or what follows from settings until somebody takes it over."""

    key: str
    kind: EntryKind
    title: str
    first: date
    last: date
    column: str = ""
    by: str = ""
    to: str = ""
    note: str = ""
    tools: tuple[ToolId, ...] = ()
    entry: Entry | None = None
    done: date | None = None
    is_before_use: bool = False
    """Whether its day had passed when QA Desktop came into use: nobody could mark it then."""

    @property
    def can_be_done(self) -> bool:
        """Whether somebody marks it as done: what comes round, and not what only says what to look at."""
        return self.kind in (EntryKind.CHECK, EntryKind.DRAW, EntryKind.PRACTICE_WEEK)

    def is_overdue(self, today: date) -> bool:
        """Tell whether its day has passed and nobody marked it as done."""
        return self.can_be_done and self.done is None and self.last < today and not self.is_before_use


def planned(
    entries: Iterable[Entry],
    settings: AuthoritySettings | None,
    reviews: Mapping[str, tuple[str, date]],
    done: Mapping[str, date],
    between: tuple[date, date],
) -> tuple[Planned, ...]:
    """Return what is planned between two days, both included, the earliest first.

    `reviews` holds title and day of each tool that is to be looked through. What an entry was taken over from, or was
    withdrawn, is not told beside it.
    """
    known = tuple(entries)
    taken = {one.taken_from for one in known if one.taken_from}
    shown = [_of_entry(one) for one in known if not one.is_withdrawn]
    shown += [one for one in _derived(settings, between) if one.key not in taken]
    shown += [Planned(f"tool:{key}", EntryKind.TOOL, title, day, day) for key, (title, day) in reviews.items()]
    first, last = between
    found = [_with_day(one, done) for one in shown if one.first <= last and one.last >= first]
    return tuple(sorted(found, key=lambda one: (one.first, one.last, one.kind.value, one.title.casefold(), one.key)))


def since_use(found: Iterable[Planned], began: date) -> tuple[Planned, ...]:
    """Return the same, with what follows from the settings marked where its day was before QA Desktop came into use."""
    return tuple(replace(one, is_before_use=one.entry is None and one.last < began) for one in found)


def undated(settings: AuthoritySettings | None) -> tuple[str, ...]:
    """Return what comes round without the settings saying when, each with their words."""
    checks = () if settings is None else settings.regular
    never = [one for one in checks if not due_days(one.every, 2000)]
    return tuple(f"{one.what} ({one.every.words})" if one.every and one.every.words else one.what for one in never)


def _derived(settings: AuthoritySettings | None, between: tuple[date, date]) -> Iterator[Planned]:
    if settings is None:
        return
    yield from focus(settings)
    for year in range(between[0].year, between[1].year + 1):
        for check in settings.regular:
            for day in due_days(check.every, year):
                tools = tuple(ToolId(one) for one in check.tools)
                key = f"check:{check.id}:{day.isoformat()}"
                months = (check.every.amount or 1) if check.every is not None and check.every.unit == "months" else 1
                begins = date(year, max(1, day.month - months + 1), 1)
                first = day if check.every is not None and check.every.unit == "weeks" else begins
                yield Planned(key, EntryKind.CHECK, check.what, first, day, "", check.by, check.to, check.note, tools)
        for one in settings.selection:
            for month in range(1, YEAR + 1) if one.day else ():
                last = month_end(date(year, month, 1))
                day = last.replace(day=min(one.day or 1, last.day))
                key = f"draw:{one.id}:{day:%Y-%m}"
                yield Planned(key, EntryKind.DRAW, one.what, day, day, by=one.by, note=one.note)


def focus(settings: AuthoritySettings) -> Iterator[Planned]:
    """Yield the printed programme of focus: a theme for each period and service column (R-150)."""
    for programme in settings.programmes:
        tools = tuple(ToolId(one) for one in programme.tools)
        for period, themes in programme.rows:
            days = period_of(period)
            if days is None:
                continue
            for column, theme in zip(programme.columns, themes, strict=True):
                key = f"programme:{programme.id}:{period}:{column}"
                yield Planned(key, EntryKind.FOCUS, theme, *days, column, note=programme.title, tools=tools)


def _of_entry(one: Entry) -> Planned:
    return Planned(
        one.id, one.kind, one.title, one.first, one.last, one.column, one.by, one.to, one.note, one.tools, one
    )


def _with_day(one: Planned, done: Mapping[str, date]) -> Planned:
    taken_from = one.entry.taken_from if one.entry is not None else ""
    return replace(one, done=done.get(one.key) or done.get(taken_from))
