"""Keep performance figures that are brought in as a list: a row that cannot be taken is told, and none is lost."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa_desktop.domain.operation import Operation
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.measured import (
    Measured,
    MeasuredStep,
    kept_figures,
    measured_change,
    measured_steps,
    shown_in,
)
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.import_entries import WHY, WrongEntry
from qa_desktop.toolkit.population.columns import Wish
from qa_desktop.toolkit.population.days import NoDayError, day_of
from qa_desktop.toolkit.population.read_entries import EntryCells, read_entries

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "topic": ("topic", "theme", "area"),
    "measure": ("measure", "indicator", "performance measure", "kpi"),
    "period": ("period", "month", "quarter", "reporting period"),
    "value": ("value", "figure", "result", "performance"),
    "service": ("service", "service area"),
    "team": ("team", "team name"),
}
"""The headings under which a list may hold what a figure has."""
NEEDED = ("topic", "measure", "period", "value")
LONGEST = 200
REMEMBERED = "measured_columns"
"""The setting that holds under which headings the columns of the last list stood."""


@dataclass(frozen=True, slots=True)
class ReadMeasured:
    """What a list comes to: every row is ready or wrong."""

    ready: tuple[Measured, ...]
    wrong: tuple[WrongEntry, ...]
    headings: tuple[str, ...]
    unknown: tuple[str, ...]
    """Headings of columns that are not taken."""


@dataclass(frozen=True, slots=True)
class KeptMeasured:
    """What became of figures that were to be kept."""

    new: int
    replaced: int
    same: int
    """How many stood there already with this value."""


class KeepMeasured:
    """Only QA officers keep and read them; they travel to each of their laptops."""

    def __init__(self, store: LocalStore, desk: Callable[[], tuple[Operation, ...]]) -> None:
        self._store = store
        self._desk = desk

    def look(self, path: Path, columns: Mapping[str, str], sheet: str = "") -> ReadMeasured:
        """Read a list without keeping anything but its headings, for the next one; `columns` are headings by ours.

        Raises:
            NotAllowed: the owner is no QA officer.
            NotFound: there is no such file.
            InputProblem: it cannot be read, or lacks a column.
        """
        self._demand_officer()
        strange = [one for one in columns if one not in COLUMNS]
        if strange:
            raise InputProblem(f"A figure has no “{strange[0]}”. It has: {', '.join(COLUMNS)}.")
        remembered = json.loads(self._store.setting(REMEMBERED) or "{}")
        found = read_entries(path, COLUMNS, Wish(columns, remembered), sheet)
        missing = [one for one in NEEDED if one not in found.columns]
        if missing:
            named = ", ".join(one for one in found.headings if one)
            raise InputProblem(
                f"No column of {path.name} is headed as a {missing[0]}. Say which it is: "
                f"--column {missing[0]}=HEADING. Its columns are: {named}."
            )
        self._store.set_setting(REMEMBERED, json.dumps(dict(found.columns), ensure_ascii=False))
        ready, wrong = _sorted_out(found.rows)
        headings, unknown = (tuple(one for one in names if one != WHY) for names in (found.headings, found.unknown))
        return ReadMeasured(ready, wrong, headings, unknown)

    def keep(self, figures: Sequence[Measured]) -> KeptMeasured:
        """Keep figures; each replaces the one of the same topic, measure, period, service and team.

        Raises NotAllowed for anybody but a QA officer.
        """
        self._demand_officer()
        standing = {one.path: one.value for one in self.kept()}
        changed = [one for one in figures if standing.get(one.path) != one.value]
        if changed:
            self._store.append([measured_change(one, self._store.owner.name) for one in changed])
        new = sum(one.path not in standing for one in changed)
        return KeptMeasured(new, len(changed) - new, len(figures) - len(changed))

    def kept(self) -> tuple[Measured, ...]:
        """Return every figure as it stands, by topic; none for anybody but QA officers."""
        return kept_figures(self._desk()) if self._may_keep else ()

    def shown_in(self, period: ReportPeriod) -> tuple[Measured, ...]:
        """Return the figures that a report of a period shows."""
        return shown_in(self.kept(), period)

    def history(self) -> tuple[MeasuredStep, ...]:
        """Return who kept which figure when, the latest first; none for anybody but QA officers."""
        return measured_steps(self._desk()) if self._may_keep else ()

    @property
    def _may_keep(self) -> bool:
        return self._store.owner.role is Role.QA_OFFICER

    def _demand_officer(self) -> None:
        if not self._may_keep:
            raise NotAllowed("Only a QA officer keeps performance figures. For one report, bring in a file of them.")


def _sorted_out(rows: Sequence[EntryCells]) -> tuple[tuple[Measured, ...], tuple[WrongEntry, ...]]:
    wrong: list[WrongEntry] = []
    told: defaultdict[str, list[tuple[EntryCells, Measured]]] = defaultdict(list)
    for row in rows:
        cells = {name: " ".join(row.cells.get(name, "").split()) for name in COLUMNS}
        period, mistakes = _period(cells["period"])
        words = row.wrong or "; ".join([*_mistakes(cells), *mistakes])
        if words:
            wrong.append(WrongEntry(row, words))
        else:
            figure = Measured(**{**cells, "period": period})
            told[figure.path].append((row, figure))
    ready = []
    for several in told.values():
        ready += [one for _, one in several[:1] if len({each.value for _, each in several}) == 1]
        wrong += _twice(several)
    return tuple(ready), tuple(sorted(wrong, key=lambda one: one.row))


def _mistakes(cells: Mapping[str, str]) -> Iterator[str]:
    yield from (f"no {name}" for name in NEEDED if not cells[name])
    for name, text in cells.items():
        if len(text) > LONGEST:
            yield f"shorten the {name} to {LONGEST} characters at most"


def _period(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a period by its name; what a spreadsheet made a month into, its first day, is that month."""
    if not text:
        return "", ()
    try:
        day = day_of(text)
    except NoDayError:
        day = None
    if day is not None and day.day != 1:
        return "", (f"“{text}” is a day and no period",)
    try:
        return ReportPeriod.parse(f"{day:%Y-%m}" if day is not None else text).name, ()
    except InputProblem as problem:
        return "", (problem.sentence.rstrip("."),)


def _twice(several: Sequence[tuple[EntryCells, Measured]]) -> Iterator[WrongEntry]:
    """Yield the rows that tell a figure again; of rows that differ none is taken."""
    (first, figure), *more = several
    if any(one.value != figure.value for _, one in more):
        yield WrongEntry(first, f"row {more[0][0].row} tells the same figure; the values differ, neither is taken")
        for row, _ in more:
            yield WrongEntry(row, f"row {first.row} tells the same figure; the values differ, neither is taken")
    else:
        for row, _ in more:
            yield WrongEntry(row, f"the same as row {first.row}")
