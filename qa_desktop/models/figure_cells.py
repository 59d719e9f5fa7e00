"""Reads figures from the counts that are kept, at the level that says no more of places than is asked for."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from qa_desktop.domain.figures.question import AuditorCount, Dimension, DueCount, FigureChoices, FigureFilter
from qa_desktop.models.figure_conditions import Conditions, place_conditions
from qa_desktop.models.rows import Cell, number, text
from qa_desktop.models.statement import Ask

_QUARTER = "substr({0}month, 1, 4) || '-Q' || ((substr({0}month, 6, 2) + 2) / 3)"
_THEME = "(SELECT id FROM figure_name WHERE kind = '' AND name = ?)"
_OF_ITEMS = "AND c.what IN (SELECT id FROM figure_what WHERE item IN (SELECT value FROM json_each(?)))"
# CROSS JOIN keeps the order: the places that are asked for first, then what is counted there.
_COUNTS = (
    "SELECT {0}w.item, w.scale, w.grade, n FROM (SELECT {1}c.what AS what, sum(c.number) AS n FROM figure_place t "
    "CROSS JOIN figure_cell c ON c.theme = {2} AND c.place = t.id WHERE t.level = ?{3} GROUP BY {0}c.what) "
    "CROSS JOIN figure_what w ON w.id = what{4} ORDER BY {0}w.item, w.scale, w.grade"
)
_AUDITS = "(SELECT id FROM figure_what WHERE item = '' AND scale = '' AND grade = '')"
_THEMES = (
    "SELECT {0}n.kind, n.name, sum(c.number) AS cases FROM figure_place t CROSS JOIN figure_name n "  # noqa: S608 - constants of ours
    f"CROSS JOIN figure_cell c ON c.theme = n.id AND c.place = t.id AND c.what = {_AUDITS} "
    "WHERE t.level = ? AND n.kind <> ''{1} GROUP BY {0}n.id ORDER BY cases DESC, n.name, n.kind"
)
_PAIRS = (
    "SELECT f.item, f.scale, f.grade, s.grade, n FROM (SELECT c.first AS first, c.second AS second, "
    "sum(c.number) AS n FROM figure_place t CROSS JOIN figure_pair_cell c ON c.place = t.id AND c.seats = ? "
    "WHERE t.level = ?{} GROUP BY c.first, c.second) CROSS JOIN figure_what f ON f.id = first "
    "CROSS JOIN figure_what s ON s.id = second ORDER BY f.item, f.scale, f.grade, s.grade"
)
_AUDITORS = (
    f"SELECT c.auditor, c.against, {_QUARTER.format('t.')} AS quarter, c.apart, sum(c.number) FROM figure_place t "  # noqa: S608 - constants of ours
    "CROSS JOIN figure_auditor_cell c ON c.place = t.id WHERE t.level = ?{} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
)
_OPEN = (
    "SELECT {} AS told, c.by_when, sum(c.number) FROM figure_place t CROSS JOIN figure_open_cell c ON c.place = t.id "
    "WHERE t.level = ?{} GROUP BY 1, 2 ORDER BY told"
)
_THERE = "EXISTS (SELECT 1 FROM figure_cell c WHERE c.theme = 0 AND c.place = t.id)"


def level_of(wanted: FigureFilter, by: Collection[Dimension]) -> int:
    """Return the shortest level that tells of all that is asked for."""
    by_team = bool(wanted.team) or Dimension.TEAM in by
    by_category = bool(wanted.category) or Dimension.CATEGORY in by
    return int(by_team) + 2 * int(by_category)


def column_of(one: Dimension) -> str:
    """Return what a dimension reads of a place or an audit `t`."""
    if one is Dimension.KEY:
        raise ValueError("grades are always told by what is graded")
    return _QUARTER.format("t.") if one is Dimension.QUARTER else f"t.{one.value}"


def counts(
    run: Ask, wanted: FigureFilter, by: Sequence[Dimension], items: Collection[str] | None
) -> tuple[tuple[Cell, ...], ...]:
    """Return rows of the groups, item, scale, grade and how often; by no practitioner."""
    more, given = place_conditions(wanted)
    names = "".join(f"g{place}, " for place in range(len(by)))
    columns = "".join(f"{column_of(one)} AS g{place}, " for place, one in enumerate(by))
    graded = " AND w.item <> ''" if items is None else ""
    statement = _COUNTS.format(names, columns, _THEME if wanted.theme else "0", more + _items(items), graded)
    theme = (wanted.theme,) if wanted.theme else ()
    listed = () if items is None else (json.dumps(sorted(items)),)
    return tuple(run(statement, (*theme, level_of(wanted, by), *given, *listed)))


def _items(items: Collection[str] | None) -> str:
    return "" if items is None else f" {_OF_ITEMS}"


def themes(run: Ask, wanted: FigureFilter, by: Sequence[Dimension]) -> tuple[tuple[Cell, ...], ...]:
    """Return rows of the groups, kind, name and of how many cases; of no practitioner and no theme."""
    more, given = place_conditions(wanted)
    columns = "".join(f"{column_of(one)}, " for one in by)
    return tuple(run(_THEMES.format(columns, more), (level_of(wanted, by), *given)))


def pairs(run: Ask, wanted: FigureFilter, seats: str) -> tuple[tuple[Cell, ...], ...]:
    """Return rows of item, scale, both grades and how often; of no practitioner and no theme."""
    more, given = place_conditions(wanted)
    return tuple(run(_PAIRS.format(more), (seats, level_of(wanted, ()), *given)))


def auditors(run: Ask, wanted: FigureFilter) -> tuple[AuditorCount, ...]:
    """Return how the grades of each auditor met those of others, by quarter; of no practitioner and no theme."""
    asked: Conditions = place_conditions(wanted)
    rows = run(_AUDITORS.format(asked[0]), (level_of(wanted, ()), *asked[1]))
    return tuple(
        AuditorCount(text(who), text(against), text(quarter), number(apart), number(count))
        for who, against, quarter, apart, count in rows
    )


def open_actions(run: Ask, wanted: FigureFilter, by: Dimension) -> tuple[DueCount, ...]:
    """Return how many actions are open, by group and the day they are due; of no practitioner and no theme."""
    more, given = place_conditions(wanted)
    rows = run(_OPEN.format(column_of(by), more), (level_of(wanted, (by,)), *given))
    return tuple(DueCount(text(group), text(by_when), number(count)) for group, by_when, count in rows)


def choices(run: Ask) -> FigureChoices:
    """Return what can be chosen in a filter: what occurs in the counts. Themes are as they were tagged."""
    return FigureChoices(
        months=_distinct(run, "month", 0),
        tools=_distinct(run, "tool", 0),
        authorities=_distinct(run, "authority", 0),
        services=_distinct(run, "service", 0),
        teams=_distinct(run, "team", 1),
        categories=_distinct(run, "category", 2),
        themes=in_words(run("SELECT name FROM figure_name WHERE kind = ''")),
    )


def _distinct(run: Ask, column: str, level: int) -> tuple[str, ...]:
    return in_words(run(f"SELECT DISTINCT {column} FROM figure_place t WHERE level = ? AND {_THERE}", (level,)))  # noqa: S608 - names of ours


def in_words(rows: Iterable[tuple[Cell, ...]]) -> tuple[str, ...]:
    """Return the names in rows of one, in order; empty ones are none."""
    found = (text(row[0]) for row in rows)
    return tuple(sorted((one for one in found if one), key=str.casefold))
