"""The conditions that a filter of figures sets, for statements that read signed audits or their places as `t`."""

from __future__ import annotations

import json
from collections.abc import Iterable

from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.models.figure_counts import SECOND
from qa_desktop.models.rows import Cell

_NAMED = "SELECT value FROM json_each(?)"
# What any form of a case was tagged with holds for the one that is counted.
_TAGGED = (
    f"(t.number IN (SELECT number FROM figure_theme WHERE name IN ({_NAMED})) OR t.pair IN "  # noqa: S608 - constants of ours
    f"(SELECT f.pair FROM figure_theme h CROSS JOIN figure_audit f ON f.number = h.number WHERE h.name IN ({_NAMED}) "
    f"AND f.pair <> '' AND f.seat <> '{SECOND}' AND f.replaced = 0))"
)
Conditions = tuple[str, tuple[Cell, ...]]
"""Conditions, each with AND before it, and their values."""


def conditions(wanted: FigureFilter, merged: Iterable[str] = ()) -> Conditions:
    """Return the conditions of a filter on audits; `merged` are now its theme."""
    statement, values = place_conditions(wanted)
    if wanted.practitioner:
        statement, values = f"{statement} AND t.practitioner = ?", (*values, wanted.practitioner)
    if wanted.theme:
        names = json.dumps([wanted.theme, *merged])
        statement, values = f"{statement} AND {_TAGGED}", (*values, names, names)
    return statement, values


def place_conditions(wanted: FigureFilter) -> Conditions:
    """Return the conditions that a place has too: all of them but theme and practitioner, and but single days."""
    told = (
        ("t.month >= ?", wanted.first),
        ("t.month <= ?", wanted.last),
        ("t.authority = ?", wanted.authority),
        ("t.tool = ?", wanted.tool),
        ("t.service = ?", wanted.service),
        ("t.team = ?", wanted.team),
        ("t.category = ?", wanted.category),
        ("t.day >= ?", wanted.since),
        ("t.day <= ?", wanted.until),
    )
    given = [(condition, value) for condition, value in told if value]
    return "".join(f" AND {condition}" for condition, _ in given), tuple(value for _, value in given)
