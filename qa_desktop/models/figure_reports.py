"""Reads what reports tell beside grades: which allocations came back, open actions by age, pairs side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from qa_desktop.clock import local_day
from qa_desktop.domain.figures.question import AuditorCount, DueCount, PairGrades, Submitted, quarter_of
from qa_desktop.domain.operation import canonical_json
from qa_desktop.models.figure_conditions import Conditions
from qa_desktop.models.figure_counts import AUDITOR, PLACE, counts_of
from qa_desktop.models.rows import Cell, data, moment, number, text, value_from
from qa_desktop.models.statement import Ask

_SUBMITTED = (
    "SELECT f.value, a.signed_at, a.overall FROM field f INDEXED BY field_of_allocation "
    "CROSS JOIN audit a ON a.id = f.audit WHERE f.path = 'about/allocation' AND f.value = ? AND a.state = 'signed'"
)
_PAIRS = (
    "SELECT o.item, o.scale, o.grade, p.grade, count(*) FROM figure_audit t "
    "CROSS JOIN figure_audit peer ON peer.pair = t.pair AND peer.seat = ? AND peer.replaced = 0 "
    "CROSS JOIN figure_grade o ON o.number = t.number AND o.settled_by = '' "
    "CROSS JOIN figure_grade p ON p.number = peer.number AND p.settled_by = '' AND p.item = o.item "
    "AND p.part = o.part AND p.scale = o.scale "
    "WHERE t.pair <> '' AND t.seat = ? AND t.replaced = 0{} GROUP BY o.item, o.scale, o.grade, p.grade"
)
_NUMBERS = "SELECT t.number FROM figure_audit t WHERE t.replaced = 0{}"
MONTH = 3
"""The place of the month in the key of a count."""
_OPEN = (
    "SELECT {} AS told, c.by_when, count(*) FROM action c INDEXED BY action_by_stage "
    "CROSS JOIN figure_audit t ON t.audit = c.audit WHERE c.stage = 'open'{} GROUP BY told, c.by_when ORDER BY told"
)


def submitted(run: Ask, allocations: Collection[str]) -> tuple[Submitted, ...]:
    """Return which of these allocations came back signed, and when first."""
    found: dict[str, Submitted] = {}
    for one in sorted(allocations):
        for row in run(_SUBMITTED, (canonical_json(one),)):
            name, day = str(value_from(data(row[0]))), local_day(moment(row[1]))
            if name not in found or day < found[name].day:
                found[name] = Submitted(name, day)
    return tuple(found.values())


def open_actions(run: Ask, asked: Conditions, column: str) -> tuple[DueCount, ...]:
    """Return how many actions of the audits that fulfil conditions are open, by a column and the day they are due."""
    rows = run(_OPEN.format(column, asked[0]), asked[1])
    return tuple(DueCount(text(row[0]), text(row[1]), number(row[2])) for row in rows)


def pair_grades(run: Ask, asked: Conditions, seats: tuple[str, str]) -> tuple[PairGrades, ...]:
    """Return how often each grade of one form met each of another of the same case.

    `asked` are conditions with their values; `seats` are as forms name them.
    """
    more, given = asked
    return pairs_of(run(_PAIRS.format(more), (seats[1], seats[0], *given)))


def pairs_of(rows: Iterable[tuple[Cell, ...]]) -> tuple[PairGrades, ...]:
    """Return rows of item, scale, both grades and how often as values."""
    return tuple(PairGrades(text(row[0]), text(row[1]), text(row[2]), text(row[3]), number(row[4])) for row in rows)


def auditors_of(run: Ask, asked: Conditions) -> tuple[AuditorCount, ...]:
    """Return how the grades of each auditor met others, counted from the audits that fulfil conditions."""
    more, given = asked
    found: Counter[tuple[str, str, str, int]] = Counter()
    for key, of in counts_of(run, (number(row[0]) for row in run(_NUMBERS.format(more), given))).items():
        if key[0] == AUDITOR:
            who, against, apart = key[1 + PLACE :]
            found[who, against, quarter_of(key[MONTH]), int(apart)] += of
    return tuple(AuditorCount(*key, of) for key, of in sorted(found.items()))
