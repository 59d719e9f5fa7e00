"""Performance figures that are brought in, to be shown beside what audits say; QA officers keep them for each other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime

from qa_desktop.domain.operation import Change, Operation, OperationKind, Value
from qa_desktop.domain.organisation import DESK
from qa_desktop.domain.projection import is_known
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.draft import heads_under
from qa_desktop.errors import InputProblem

_MEASURED = "measured/"
_NAMED = ("topic", "measure", "period", "service", "team")
SHOWN = 6
"""How many weeks, months, quarters or years a report shows of figures that are kept, and all of its own."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One performance figure, as it was brought in."""

    topic: str
    measure: str
    period: str
    value: str
    service: str = ""
    team: str = ""

    @property
    def label(self) -> str:
        """What is measured, and of which service or team where one is named."""
        return ", ".join(one for one in (self.measure, self.service, self.team) if one)

    @property
    def every(self) -> str:
        """Whether its period is a week, a month, a quarter or a year; empty where it is none of ours."""
        try:
            return ReportPeriod.parse(self.period).every
        except InputProblem:
            return ""

    @property
    def path(self) -> str:
        """Where it is kept: the same for figures that differ in their value alone."""
        told = [" ".join(getattr(self, name).split()).casefold() for name in _NAMED]
        return _MEASURED + hashlib.sha256(json.dumps(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class MeasuredStep:
    """One figure as it was kept: when, and by whom."""

    at: datetime
    by: str
    figure: Measured


def measured_change(one: Measured, by: str) -> Change:
    """Return the change that keeps a figure; nothing of it stands in clear."""
    words: dict[str, Value] = {**{name: getattr(one, name) for name in _NAMED}, "by": by}
    return Change(DESK, one.path, one.value, words=words)


def kept_figures(desk: Iterable[Operation]) -> tuple[Measured, ...]:
    """Return every figure as it stands, by topic, measure and period; what is spelt in two ways is told in one."""
    found = [step.figure for one in heads_under(desk, _MEASURED) if (step := _read(one)) is not None]
    spelt: dict[str, str] = {}
    every = []
    for one in sorted(found, key=lambda each: (each.topic.casefold(), each.label.casefold(), each.period)):
        topic, measure, service, team = (
            spelt.setdefault(text.casefold(), text) for text in (one.topic, one.measure, one.service, one.team)
        )
        every.append(Measured(topic, measure, one.period, one.value, service, team))
    return tuple(every)


def measured_steps(desk: Iterable[Operation]) -> tuple[MeasuredStep, ...]:
    """Return every figure that was ever kept, the latest first: also those that later ones replaced."""
    own = (one for one in desk if one.kind == OperationKind.SET.value and one.path.startswith(_MEASURED))
    found = [step for one in own if is_known(one) and (step := _read(one)) is not None]
    return tuple(sorted(found, key=lambda step: (step.at, astuple(step.figure)), reverse=True))


def shown_in(figures: Iterable[Measured], period: ReportPeriod) -> tuple[Measured, ...]:
    """Return the figures that a report of a period shows: of the latest months, quarters and years up to its end."""
    return tuple(one for one in figures if _is_shown(ReportPeriod.parse(one.period), period))


def _is_shown(own: ReportPeriod, period: ReportPeriod) -> bool:
    many = period.months // own.months if period.months and own.months else _days(period) // _days(own)
    since = period.before_its_end(max(SHOWN, many), own)
    return since <= own.first and own.last <= period.last


def _days(one: ReportPeriod) -> int:
    return (one.last - one.first).days + 1


def _read(one: Operation) -> MeasuredStep | None:
    """Return what another laptop kept; None where its words are gone, or a later version wrote them otherwise."""
    words = one.unpacked()
    topic, measure, period, service, team, by = (str(words.get(name) or "") for name in (*_NAMED, "by"))
    if not (topic and measure and isinstance(one.value, str)):
        return None
    try:
        name = ReportPeriod.parse(period).name
    except InputProblem:
        return None
    return MeasuredStep(one.client_time, by, Measured(topic, measure, name, one.value, service, team))
