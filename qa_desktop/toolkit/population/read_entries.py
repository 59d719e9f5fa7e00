"""Reads a list of entries for a register from CSV or a workbook, each row by the headings that a tool has for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qa_desktop.toolkit.population.columns import Wish, simple
from qa_desktop.toolkit.population.days import day_of
from qa_desktop.toolkit.population.headed import headed, read_table
from qa_desktop.toolkit.population.table import FORMULA, nobody

BROKEN = "more values than headings: is a separator inside a value?"
UNREAD = "a formula without its result: open the file in Excel and save values"


@dataclass(frozen=True, slots=True)
class EntryCells:
    """A row by the number that a spreadsheet shows: its cells by what they are, and all of them as they stand."""

    row: int
    cells: Mapping[str, str]
    whole: tuple[str, ...]
    wrong: str = ""
    """Why it cannot be read at all; empty where it can."""


@dataclass(frozen=True, slots=True)
class EntryList:
    """What a file holds."""

    headings: tuple[str, ...]
    rows: tuple[EntryCells, ...]
    unknown: tuple[str, ...]
    """Headings that the tool has nothing for: what stands below them is not taken."""
    columns: Mapping[str, str]
    """The heading in the file by what it is."""


def read_entries(path: Path, known: Mapping[str, tuple[str, ...]], wish: Wish, sheet: str) -> EntryList:
    """Return the rows of a file; `known` are the headings by what they are, `wish` those that somebody named.

    Raises:
        NotFound: there is no such file.
        InputProblem: it cannot be read, or has no column for what the record is about.
    """
    simple_known = {name: tuple(simple(one) for one in headings) for name, headings in known.items()}
    table = headed(read_table(path, sheet), simple_known, wish, nobody)
    rows = tuple(_row(number, cells, table.headings, table.columns) for number, cells in table.rows)
    used = set(table.columns.values())
    unknown = tuple(one for at, one in enumerate(table.headings) if one and at not in used)
    columns = {name: table.headings[at] for name, at in table.columns.items()}
    return EntryList(table.headings, rows, unknown, columns)


def read_day(told: str) -> date | None:
    """Return the day that is written, as people in Britain write it; raise ValueError where it is none."""
    return day_of(told)


def _row(number: int, cells: list[str], headings: tuple[str, ...], columns: Mapping[str, int]) -> EntryCells:
    more = any(cell.strip() for cell in cells[len(headings) :])
    wrong = BROKEN if more else UNREAD if any(cell.startswith(FORMULA) for cell in cells) else ""
    found = {name: cells[at] for name, at in columns.items() if at < len(cells)}
    return EntryCells(number, found, tuple(cells), wrong)
