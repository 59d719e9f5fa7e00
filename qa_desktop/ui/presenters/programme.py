"""Turns the year's programme into rows, and what is said of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from qa_desktop.clock import local_day
from qa_desktop.domain.programme import Entry, EntryKind
from qa_desktop.domain.programme_view import Planned, undated
from qa_desktop.domain.programme_year import YearCell, YearRow, year_rows
from qa_desktop.domain.rounds import StageDate, month_end
from qa_desktop.services.desk import Desk
from qa_desktop.services.plan_programme import PlanProgramme
from qa_desktop.ui.item_models.year_grid import GridRow
from qa_desktop.ui.presenters.quotas import MONTHS
from qa_desktop.ui.presenters.times import counted, short_day

BY_SETTINGS = "It follows from your authority's settings. Take it over to change it, or to leave it out this time."

STAGES_REACH = timedelta(days=183)
"""How long before or after its own time a step of something may lie."""
BEFORE_USE = "Its day was before QA Desktop came into use here ({day}), so it is not overdue."


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One thing in the programme."""

    planned: Planned
    title: str
    caption: str
    right: str
    key: str = ""
    """Which row it is: what is planned, or one of its stages."""


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """What the page shows of a year or a month."""

    title: str
    lead: str
    rows: tuple[ProgrammeRow, ...]
    undated: tuple[str, ...]
    may_write: bool
    focus: tuple[tuple[str, str], ...]
    """(id, title) of the printed programmes of focus."""
    year: tuple[GridRow, ...] | None = None
    """The year at a glance; None for a month, whose things stand in `rows`."""


@dataclass(frozen=True, slots=True)
class ProgrammeDetails:
    """What is said of the chosen thing."""

    told: tuple[str, ...]


def programme_view(desk: Desk, day: date, *, whole_year: bool) -> ProgrammeView:
    """Read what is planned in the year or the month of a day."""
    programme = desk.planning.programme
    settings = desk.authority_settings.here().settings
    if whole_year:
        first, last = date(day.year, 1, 1), date(day.year, 12, 31)
        title = f"Programme of {day.year}"
    else:
        first, last = day.replace(day=1), month_end(day)
        title = f"Programme of {MONTHS[day.month - 1]} {day.year}"
    today = local_day(desk.clock.now())
    found = programme.between(first, last)
    staged = _staged(programme, first, last)
    late = sum(one.is_overdue(today) for one in found)
    lead = counted(len(found), "thing") + " planned" + (f", {late} overdue." if late else ".")
    if any(one.is_before_use and one.can_be_done for one in found):
        lead += f" What comes round counts from {_in_use(desk, today)}, when QA Desktop came into use here."
    told = undated(settings) if whole_year else ()
    focus = () if settings is None else tuple((one.id, one.title) for one in settings.programmes)
    view = ProgrammeView(title, lead, (), told, programme.may_write, focus)
    if not whole_year:
        return replace(view, rows=_month_rows(found, staged, last, today))
    there = {one.key: one for one in (*staged, *found)}
    rows = year_rows(there.values(), {one.key: stages for one, stages in staged.items()}, day.year, today)
    return replace(view, year=tuple(grid_row(row, today) for row in rows))


def _staged(programme: PlanProgramme, first: date, last: date) -> dict[Planned, tuple[StageDate, ...]]:
    """Return what has stages between two days, with these: they begin before it and go on behind it."""
    near = programme.planned(first - STAGES_REACH, last + STAGES_REACH)
    every = {one: programme.stages(one.entry) for one in near if one.entry is not None}
    found = {one: tuple(each for each in stages if each.is_between(first, last)) for one, stages in every.items()}
    return {one: stages for one, stages in found.items() if stages}


def _month_rows(
    found: tuple[Planned, ...], staged: Mapping[Planned, tuple[StageDate, ...]], last: date, today: date
) -> tuple[ProgrammeRow, ...]:
    """Return what is planned, by kind, each with its stages, then what comes round by the day on which it is due."""
    order = list(EntryKind)
    rows = [(one.can_be_done, order.index(one.kind), one.last, _row(one, today)) for one in found]
    rows += [
        (False, order.index(one.kind), min(stage.last or last, last), _stage_row(one, stage, today))
        for one, stages in staged.items()
        for stage in stages
    ]
    comes_round = [(is_round, 0 if is_round else kind, day, row) for is_round, kind, day, row in rows]
    return tuple(row for *_, row in sorted(comes_round, key=lambda each: (*each[:3], each[3].title.casefold())))


def _stage_row(one: Planned, stage: StageDate, today: date) -> ProgrammeRow:
    caption = " · ".join(part for part in (f"{one.kind.title}: {one.title}", stage.step.by) if part)
    when = _time(stage.first, stage.last, today) if stage.first is not None and stage.last is not None else ""
    return ProgrammeRow(one, stage.step.what, caption, when, f"{one.key}#{stage.step.id}")


def grid_row(row: YearRow, today: date) -> GridRow:
    """Return a row of the year in words."""
    head = f"{row.title} · {row.column}" if row.column else row.title
    spoken = (f"{head}, {MONTHS[month]}: {_cell_words(cell, today)}" for month, cell in enumerate(row.cells))
    return GridRow(row, head, tuple(spoken))


def _cell_words(cell: YearCell, today: date) -> str:
    """Return what stands in a month: each thing with how it is, and each stage."""
    told = []
    for one in cell.planned:
        theme = f"{one.title}, " if one.kind is EntryKind.FOCUS else ""
        told.append(f"{theme}{_standing(one, today)}")
    told += [
        f"{stage.step.what}, {_time(stage.first, stage.last, today)}"
        for stage in cell.stages
        if stage.first is not None and stage.last is not None
    ]
    return "; ".join(told) or "nothing"


def details(desk: Desk, one: Planned) -> ProgrammeDetails:
    """Read what is said of something that is planned."""
    today = local_day(desk.clock.now())
    entry = one.entry
    lines = [f"{one.kind.title}: {_time(one.first, one.last, today)}"]
    lines += [f"{name}: {value}" for name, value in (("For", one.column), ("By", one.by), ("To", one.to)) if value]
    if entry is not None:
        lines += _of_entry(entry)
        lines += [_stage_words(stage, today) for stage in desk.planning.programme.stages(entry)]
        gathered = desk.planning.programme.gathered(entry)
        if entry.tools or entry.audits:
            lines.append(f"{counted(len(gathered), 'signed audit belongs', 'signed audits belong')} to it.")
    if one.note:
        lines.append(one.note)
    if one.done is not None:
        lines.append(f"Done on {short_day(one.done, today)}.")
    elif one.is_before_use and one.can_be_done:
        lines.append(BEFORE_USE.format(day=_in_use(desk, today)))
    if entry is None and one.kind.is_entered:
        lines.append(BY_SETTINGS)
    return ProgrammeDetails(tuple(lines))


def _of_entry(entry: Entry) -> list[str]:
    said = (
        ("Where it comes from", entry.origin.title if entry.origin else ""),
        ("Key line of enquiry", entry.question),
        ("Group", ", ".join(entry.group)),
    )
    return [f"{name}: {value}" for name, value in said if value]


def _stage_words(stage: StageDate, today: date) -> str:
    if stage.first is None or stage.last is None:
        return f"{stage.step.what}: {stage.words}"
    return f"{stage.step.what}: {_time(stage.first, stage.last, today)} ({stage.words})"


def _row(one: Planned, today: date) -> ProgrammeRow:
    caption = " · ".join(part for part in (one.kind.title, one.column, one.by) if part)
    return ProgrammeRow(one, one.title, caption, _standing(one, today), one.key)


def _standing(one: Planned, today: date) -> str:
    """Return when it is, and how it stands."""
    if one.done is not None:
        return f"✓ done {short_day(one.done, today)}"
    when = f"due {short_day(one.last, today)}" if one.kind is EntryKind.CHECK else _time(one.first, one.last, today)
    return f"■ overdue, {when}" if one.is_overdue(today) else when


def _in_use(desk: Desk, today: date) -> str:
    return short_day(desk.planning.programme.in_use_since(), today)


def _time(first: date, last: date, today: date) -> str:
    """Return "12 Nov", "November", "1 Oct to 12 Nov"; the year where it is another one."""
    if first == last:
        return short_day(first, today)
    if first.day == 1 and last == month_end(first):
        year = "" if first.year == today.year else f" {first.year}"
        return f"{MONTHS[first.month - 1]}{year}"
    return f"{short_day(first, today)} to {short_day(last, today)}"
