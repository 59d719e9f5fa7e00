"""Reads a list of cases to draw from. What cannot be taken is listed row by row: nothing is left out without a word."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qa_desktop.domain.case_reference import NAME, reference_warnings
from qa_desktop.domain.sampling.population import (
    AUDITED,
    COLUMNS,
    REFERENCE,
    TEAM,
    TITLES,
    Case,
    Population,
    Why,
    plain,
    population_of,
)
from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.population.columns import CASES, NO_WISH, Wish, columns_of
from qa_desktop.toolkit.population.days import NoDayError, day_of
from qa_desktop.toolkit.population.headed import Headed, filled_sheets, headed, headings_of, read_table
from qa_desktop.toolkit.population.table import FORMULA, Told, nobody

SHORTENED = re.compile(r"\d(?:[.,]\d+)?[Ee]\+\d+")
"""How Excel writes a long number in a narrow column: its last digits are gone."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LONGEST = 200
SPELLINGS_TOLD = 4


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that is not taken, by the number that a spreadsheet shows. Its words repeat no reference and no name."""

    row: int
    why: Why
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a list is to be read."""

    wish: Wish = NO_WISH
    further: tuple[str, ...] = ()
    """Headings of columns to keep beside ours."""
    sheet: str = ""
    teams: tuple[str, ...] | None = None
    """The teams that a case can be of; None for any."""
    looked_at: bool = False
    """Whether somebody looked at references that seem to be something else, and they are right."""


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a file holds."""

    population: Population
    wrong: tuple[WrongRow, ...]
    rows: int
    columns: Mapping[str, str]
    """The heading in the file by our column."""
    sheet: str = ""
    notices: tuple[str, ...] = ()
    """What is allowed and worth a look."""

    @property
    def left_out(self) -> dict[Why, int]:
        """How many rows are not taken, by why."""
        return dict(Counter(one.why for one in self.wrong))


def read_population(path: Path, reading: Reading | None = None, told: Told = nobody) -> ReadList:
    """Read a list of cases from CSV or an Excel workbook.

    Raises:
        NotFound: there is no such file.
        InputProblem: it cannot be read, or has no column of references; the sentence says what to do.
    """
    reading = reading or Reading()
    table = headed(read_table(path, reading.sheet), CASES, reading.wish, told)
    return _Reader(table, reading).read()


@dataclass(frozen=True, slots=True)
class ListLook:
    """What can be chosen before a list is read: its headings, with a guess of which is which, or its sheets."""

    headings: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    """The heading in the file by our column, as far as they can be told."""
    sheets: tuple[str, ...] = ()
    """The sheets to choose from, where there are several and none is chosen."""


def look_at(path: Path, wish: Wish = NO_WISH, sheet: str = "") -> ListLook:
    """Return what can be chosen of a list; raise as `read_population` does, but for a column that is missing."""
    sheets = filled_sheets(path)
    if len(sheets) > 1 and not sheet:
        return ListLook(sheets=sheets)
    headings = headings_of(read_table(path, sheet), CASES, wish)
    found = columns_of(headings, CASES, wish)
    return ListLook(headings, {ours: headings[at] for ours, at in found.items()}, sheets)


@dataclass(slots=True)
class _Reader:
    table: Headed
    reading: Reading
    wrong: list[WrongRow] = field(default_factory=list)
    spanning: list[int] = field(default_factory=list)

    def read(self) -> ReadList:
        places = self.table.columns
        further = [(self._place(heading), heading) for heading in self.reading.further]
        teams = None if self.reading.teams is None else {plain(team).casefold() for team in self.reading.teams}
        found: defaultdict[str, list[tuple[int, Case]]] = defaultdict(list)
        rows = 0
        for row, cells in self.table.rows:
            rows += 1
            case = self._case(row, cells, places, further)
            if case is None:
                continue
            if teams is not None and case.team.casefold() not in teams:
                self._refuse(row, Why.UNKNOWN_TEAM, f"the team “{case.team or '(not given)'}” is not known here")
                continue
            found[case.reference.casefold()].append((row, case))
        cases = list(self._each_once(found))
        self.wrong.sort(key=lambda one: one.row)
        columns = {ours: self.table.headings[at] for ours, at in places.items()}
        population = population_of(cases, [heading for _, heading in further])
        return ReadList(population, tuple(self.wrong), rows, columns, self.table.sheet, self._notices(population))

    def _place(self, heading: str) -> int:
        if heading not in self.table.headings:
            raise InputProblem(f"{self.table.name} has no column “{heading}”. Its columns are: {self.table.named}.")
        return self.table.headings.index(heading)

    def _case(
        self, row: int, cells: list[str], places: Mapping[str, int], further: Sequence[tuple[int, str]]
    ) -> Case | None:
        width = len(self.table.headings)
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            self._refuse(row, Why.BROKEN, "more values than headings: is a separator inside a value?")
            return None
        if "\n" in "\t".join(cells):
            self.spanning.append(row)
        kept = [_cell(cells, places.get(column)) for column in COLUMNS]
        more = [_cell(cells, at) for at, _ in further]
        whole = "\t".join((*kept, *more))
        if FORMULA in whole and any(value.startswith(FORMULA) for value in (*kept, *more)):
            self._refuse(row, Why.FORMULA, "a formula without its result: open the file in Excel and save values")
            return None
        if "\n" in whole or CONTROL.search(whole) or any(len(value) > LONGEST for value in (*kept, *more)):
            self._refuse(
                row, Why.BROKEN, "a line break, or more text than belongs there: is a quotation mark left open?"
            )
            return None
        reference, team, service, status, worker, audited = (plain(value) for value in kept)
        if not self._is_reference(row, reference):
            return None
        day = self._day(row, audited)
        if audited and day is None:
            return None
        return Case(reference, team, service, status, worker, day, tuple(plain(value) for value in more))

    def _is_reference(self, row: int, reference: str) -> bool:
        if not reference:
            self._refuse(row, Why.NO_REFERENCE, "no case reference")
        elif SHORTENED.fullmatch(reference):
            self._refuse(
                row, Why.SHORTENED, "Excel has shortened the reference: make its column text, and give it out anew"
            )
        elif is_name(reference):
            self._refuse(row, Why.NAME, "a name stands in the place of the reference")
        elif not self.reading.looked_at and (warnings := seeming(reference)):
            self._refuse(row, Why.LOOKS_ELSE, f"the reference {warnings}")
        else:
            return True
        return False

    def _day(self, row: int, text: str) -> date | None:
        try:
            return day_of(text)
        except NoDayError:
            heading = self.table.headings[self.table.columns[AUDITED]]
            self._refuse(row, Why.NO_DAY, f"what stands under “{heading}” is no date: write it as 31/01/2027")
            return None

    def _each_once(self, found: Mapping[str, list[tuple[int, Case]]]) -> Iterator[Case]:
        """Yield each case; of rows that say the same the first stands, of those that differ none."""
        for rows in found.values():
            first_row, first = rows[0]
            same = all(case == first for _, case in rows)
            for row, _ in rows[1:]:
                words = "says the same" if same else "differs, so that neither is taken"
                self._refuse(row, Why.TWICE, f"the reference of row {first_row} again; the row {words}")
            if same:
                yield first
            else:
                self._refuse(first_row, Why.TWICE, f"the reference stands in row {rows[1][0]} too; the rows differ")

    def _refuse(self, row: int, why: Why, words: str) -> None:
        self.wrong.append(WrongRow(row, why, words))

    def _notices(self, population: Population) -> tuple[str, ...]:
        notices = list(self.table.notices)
        if self.spanning:
            rows = "1 row holds" if len(self.spanning) == 1 else f"{len(self.spanning):,} rows hold"
            notices.append(f"{rows} a line break, the first in row {self.spanning[0]}: are all its rows there?")
        spelt: defaultdict[str, set[str]] = defaultdict(set)
        for case in population.cases:
            spelt[case.team.casefold()].add(case.team)
        several = [" and ".join(sorted(ways)) for ways in spelt.values() if len(ways) > 1]
        if several:
            told = "; ".join(sorted(several)[:SPELLINGS_TOLD])
            notices.append(f"{TITLES[TEAM]}: written in several ways, each counts as a team of its own: {told}.")
        return tuple(notices)


def is_name(reference: str) -> bool:
    """Tell whether a reference can only be a name: letters alone, as nobody numbers cases."""
    return not any(letter.isdigit() for letter in reference) and any(letter.isalpha() for letter in reference)


def seeming(reference: str) -> str:
    """Return what a reference seems to be instead of one; empty where it seems right.

    Capital letters with hyphens and numbers, as in CP-LAC-0012, are no name.
    """
    is_code = reference.isupper() and " " not in reference
    warnings = [
        words
        for words in reference_warnings(reference)
        if not (is_code and NAME.search(reference) and "a name" in words)
    ]
    return " and ".join(words.split(".")[0].removeprefix("This ") for words in warnings)


def _cell(cells: list[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and at < len(cells) else ""


__all__ = ["REFERENCE", "ReadList", "Reading", "Why", "WrongRow", "is_name", "read_population"]
