"""Turns the year's programme into rows, and what is said of the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa_desktop.clock import local_day
from qa_desktop.domain.programme import Entry
from qa_desktop.domain.programme_view import Planned, undated
from qa_desktop.domain.rounds import StageDate, month_end
from qa_desktop.services.desk import Desk
from qa_desktop.ui.presenters.quotas import MONTHS
from qa_desktop.ui.presenters.times import counted, short_day

BY_SETTINGS = "It follows from your authority's settings. Take it over to change it, or to leave it out this time."

BEFORE_USE = "Its day was before QA Desktop came into use here ({day}), so it is not overdue."


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One thing in the programme."""

    planned: Planned
    title: str
    caption: str
    right: str


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
    rows = tuple(_row(one, today) for one in programme.between(first, last))
    late = sum(one.planned.is_overdue(today) for one in rows)
    lead = counted(len(rows), "thing") + " planned" + (f", {late} overdue." if late else ".")
    if any(one.planned.is_before_use and one.planned.can_be_done for one in rows):
        lead += f" What comes round counts from {_in_use(desk, today)}, when QA Desktop came into use here."
    told = undated(settings) if whole_year else ()
    focus = () if settings is None else tuple((one.id, one.title) for one in settings.programmes)
    return ProgrammeView(title, lead, rows, told, programme.may_write, focus)


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
    when = _time(one.first, one.last, today)
    if one.done is not None:
        when = f"✓ done {short_day(one.done, today)}"
    elif one.is_overdue(today):
        when = f"■ overdue, {when}"
    return ProgrammeRow(one, one.title, caption, when)


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
