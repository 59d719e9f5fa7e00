"""Tells what a report shows as lines to compare with those of the script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Any

from qa_desktop.domain.figures.breakdown import Breakdown
from qa_desktop.domain.figures.policy import FigurePolicy
from qa_desktop.domain.figures.tables import Cell, FigureTable, bars_table, heat_table
from qa_desktop.domain.reports.report import BarsChart, Block, Heading, HeatChart, Paragraph, Quoted, Report
from qa_desktop.domain.reports.template import PartKind

Line = tuple[Any, ...]


def parts_of(report: Report) -> list[list[Block]]:
    """Return the blocks of each part, without its heading."""
    heads = [place for place, one in enumerate(report.blocks) if isinstance(one, Heading) and one.level == 1]
    return [list(report.blocks[start + 1 : end]) for start, end in zip(heads, [*heads[1:], None], strict=True)]


def shown(kind: PartKind, blocks: Sequence[Block], policy: FigurePolicy) -> list[Line]:
    """Return what the blocks of a part say, as the script tells it."""
    if kind is PartKind.FOUND:
        return list(_found(blocks))
    return [_line(kind, one, policy) for one in blocks]


def _line(kind: PartKind, one: Block, policy: FigurePolicy) -> Line:
    match one:
        case BarsChart():
            return "bars", one.told.scale.id, _rows(one.told, bars_table(one.told, one.first, policy))
        case HeatChart():
            table = heat_table(one.told)
            keys = [key for key, _ in one.told.rows]
            cells = _cells(table, 1, keys)
            return "map", one.told.scale.id, cells
        case FigureTable() if kind in TABLES:
            return TABLES[kind](one)
        case FigureTable():
            names = 2 if one.heads[:2] == ("Theme", "What it is") else 1
            return "table", _cells(one, names)
        case Heading():
            return "heading" if one.level == 2 else "section", one.text
        case Paragraph():
            return "text", one.text
        case _:
            raise AssertionError(one)


def _rows(told: Breakdown, table: FigureTable) -> dict[str, Line]:
    """Return the printed row of each group, by the group's name."""
    rows = {bar.name.casefold(): row[1:] for bar, row in zip(told.bars, table.rows, strict=True)}
    assert len(rows) == len(told.bars), "a group is told twice"
    return rows


def _cells(table: FigureTable, names: int, keys: Sequence[str] = ()) -> dict[tuple[str, ...], Cell]:
    """Return each cell by the names of its row and the head of its column."""
    found: dict[tuple[str, ...], Cell] = {}
    for place, row in enumerate(table.rows):
        named = keys[place : place + 1] if keys else [_name(str(one)) for one in row[:names]]
        for head, cell in zip(table.heads[names:], row[names:], strict=True):
            key = (*named, head.casefold())
            assert key not in found, f"{key} is told twice"
            found[key] = cell
    return {key: cell for key, cell in found.items() if cell != ""}


def _name(text: str) -> str:
    """Return a name in small letters; what is to be developed as the script calls it, and not the authority."""
    if text.startswith("Area for "):
        return "Area for development"
    return text if text == "Strength" else text.casefold()


def _counts(one: FigureTable) -> Line:
    return "counts", one.heads[1:], sorted((str(row[0]), row[1:]) for row in one.rows)


def _apart(one: FigureTable) -> Line:
    return "apart", one.title, sorted(row[1:] for row in one.rows)


def _beside(one: FigureTable) -> Line:
    told = ([str(row[column]) for row in one.rows if row[column]] for column in (0, 1))
    return "beside", *(
        sorted(re.sub(r"^Area for \w+:", "Area for development:", cell) for cell in cells) for cells in told
    )


def _followed(one: FigureTable) -> Line:
    """Return what an export has of it: day, reference, team, and how many actions are not over."""
    found = []
    for day, subject, team, _, follows, _ in one.rows:
        number = re.search(r"(\d+) actions? (is|are) open", str(follows))
        found.append((day, subject, team, int(number[1]) if number else 0))
    return "followed", found


TABLES = {
    PartKind.TABLE: lambda one: ("rows", list(one.rows)),
    PartKind.REGISTER: _counts,
    PartKind.DIFFERENCES: _apart,
    PartKind.BESIDE: _beside,
    PartKind.FOLLOWED: _followed,
}


def _found(blocks: Sequence[Block]) -> Iterable[Line]:
    """Yield each theme with its quotations."""
    for place, one in enumerate(blocks):
        if isinstance(one, Heading):
            below = takewhile(lambda block: not isinstance(block, Heading), blocks[place + 1 :])
            quoted = [(block.words, block.source) for block in below if isinstance(block, Quoted)]
            yield "found", one.text.casefold(), set(quoted), len(quoted)
    if not any(isinstance(one, Heading) for one in blocks):
        yield from (("text", one.text) for one in blocks if isinstance(one, Paragraph))
