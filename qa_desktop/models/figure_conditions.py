"""The conditions that a filter of figures sets, for every statement that reads signed audits as `t`."""

from __future__ import annotations

import json
from collections.abc import Iterable

from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.models.rows import Cell

_TAGGED = "t.number IN (SELECT number FROM figure_theme WHERE name IN (SELECT value FROM json_each(?)))"


def conditions(wanted: FigureFilter, merged: Iterable[str] = ()) -> tuple[str, tuple[Cell, ...]]:
    """Return the conditions of a filter, each with AND before it, and their values; `merged` are now its theme."""
    told = (
        ("t.month >= ?", wanted.first),
        ("t.month <= ?", wanted.last),
        ("t.authority = ?", wanted.authority),
        ("t.tool = ?", wanted.tool),
        ("t.service = ?", wanted.service),
        ("t.team = ?", wanted.team),
        ("t.practitioner = ?", wanted.practitioner),
        ("t.category = ?", wanted.category),
        (_TAGGED, json.dumps([wanted.theme, *merged]) if wanted.theme else ""),
    )
    given = [(condition, value) for condition, value in told if value]
    return "".join(f" AND {condition}" for condition, _ in given), tuple(value for _, value in given)
