"""The part of reports that tells what is planned: what comes round stands in one row, not in one for each time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from qa_desktop.domain.compose_sections import printed_day
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.programme_view import Planned
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.report import Block, Paragraph
from qa_desktop.domain.reports.template import ReportPart
from qa_desktop.services.report_parts import Occasion

HEADS = ("When", "What", "Kind", "Where", "Who", "Done on")
EVERY = {1: "Every month", 3: "Every quarter", 6: "Every half-year"}


def programme(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell what is planned in the period, what comes round among it; a column in which nothing stands is left out."""
    rows = [
        (_when(one), one[0].title, one[0].kind.title, one[0].column, one[0].by, _done(one))
        for one in _together(on.reads.planned(on.period.first, on.period.last))
    ]
    if not rows:
        yield Paragraph(part.none)
        return
    shown = [place for place in range(len(HEADS)) if any(row[place] for row in rows)]
    told = tuple(tuple(row[place] for place in shown) for row in rows)
    yield FigureTable("", tuple(HEADS[place] for place in shown), told, labels=2)


def _together(found: Iterable[Planned]) -> Iterator[Sequence[Planned]]:
    """Yield what comes round without a gap together, everything else by itself, in the order in which it begins."""
    groups: list[list[Planned]] = []
    latest: dict[tuple[object, ...], list[Planned]] = {}
    for one in found:
        whole = _whole_months(one)
        months = whole.months if whole and one.entry is None else 0
        key = (one.kind, one.title, one.column, one.by, months)
        before = latest.get(key)
        if before and months in EVERY and one.first == before[-1].last + timedelta(days=1):
            before.append(one)
        else:
            latest[key] = [one]
            groups.append(latest[key])
    yield from groups


def _when(group: Sequence[Planned]) -> str:
    first, last = group[0].first, group[-1].last
    whole = _whole_months(group[0])
    if len(group) > 1 and whole is not None:
        return f"{EVERY[whole.months]}, {ReportPeriod('', first, last).words}"
    if whole is not None:
        return whole.words
    return printed_day(first) if first == last else f"{printed_day(first)} to {printed_day(last)}"


def _done(group: Sequence[Planned]) -> str:
    """Return the day on which it was done; of what comes round, how many times of how many."""
    days = [printed_day(one.done) for one in group if one.done]
    return f"{len(days)} of {len(group)}" if days and len(group) > 1 else "".join(days)


def _whole_months(one: Planned) -> ReportPeriod | None:
    """Return the time as months of one year; None where it begins or ends within one."""
    is_whole = one.first.day == 1 and (one.last + timedelta(days=1)).day == 1 and one.first.year == one.last.year
    return ReportPeriod("", one.first, one.last) if is_whole else None
