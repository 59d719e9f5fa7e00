"""Begin the records of a register from a list: a row that cannot be taken is told, and none is lost."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_sections import printed_day
from qa_desktop.domain.consequences import signing_day
from qa_desktop.domain.entry_import import (
    PRACTITIONER,
    SUBJECT,
    belonging,
    columns_of_tool,
    fields_of,
    looked_up,
    not_said,
    path_of_day,
    told_apart,
)
from qa_desktop.domain.exports.safe_text import safe, unprintable
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.read_entries import as_day
from qa_desktop.domain.register import EntryQuestion
from qa_desktop.domain.tool import Tool
from qa_desktop.domain.tool_outcome import RegisterRule
from qa_desktop.errors import InputProblem, QaDesktopError
from qa_desktop.services.allocate import Allocate, AllocationRequest
from qa_desktop.services.list_registers import ListRegisters
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.toolkit.population.columns import Wish
from qa_desktop.toolkit.population.read_entries import EntryCells, read_day, read_entries

WHY = "What is wrong"
Standing = dict[tuple[str, str], list[frozenset[str]]]
"""By subject and day, the counted answers of each record that stands already."""


@dataclass(frozen=True, slots=True)
class EntryWish:
    """Which list goes into which register."""

    register: str
    path: Path
    tool: str = ""
    """The tool of the records, where several write in the register."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Headings of the file by what they are, where they are not the tool's own."""
    sheet: str = ""
    again: bool = False
    """Whether an entry of the same day about the same is taken although one stands already."""


@dataclass(frozen=True, slots=True)
class ReadyEntry:
    """A row that can be taken."""

    cells: EntryCells
    request: StartRequest
    asking: AllocationRequest | None = None
    """What somebody else is asked for; None where the record is begun here."""


@dataclass(frozen=True, slots=True)
class WrongEntry:
    """A row that is not taken, and why."""

    cells: EntryCells
    words: str

    @property
    def row(self) -> int:
        """Its number, as a spreadsheet shows it."""
        return self.cells.row


@dataclass(frozen=True, slots=True)
class ReadEntries:
    """What a list comes to: every row is ready or wrong."""

    ready: tuple[ReadyEntry, ...]
    wrong: tuple[WrongEntry, ...]
    headings: tuple[str, ...]
    unknown: tuple[str, ...]
    """Headings that the tool has nothing for."""

    @property
    def asked(self) -> int:
        """How many of the ready rows are asked of somebody else."""
        return sum(one.asking is not None for one in self.ready)


@dataclass(frozen=True, slots=True)
class Begun:
    """What came of rows that could be taken."""

    made: tuple[AuditId, ...]
    asked: int
    """How many records others are asked for."""
    wrong: tuple[WrongEntry, ...]
    """The rows that the tool does not take after all."""


class ImportEntries:
    """Reads first; whoever asked sees what would happen before anything is begun."""

    def __init__(
        self,
        registers: ListRegisters,
        tool: Callable[[str], Tool],
        start: Callable[[StartRequest], Audit],
        allocate: Allocate,
    ) -> None:
        """`tool` returns a tool as it is used here."""
        self._registers = registers
        self._tool = tool
        self._start = start
        self._allocate = allocate

    def headings(self, register: str, tool: str = "") -> tuple[str, ...]:
        """Return the headings that a list for a register may have; raise as `look`."""
        return tuple(names[0] for names in columns_of_tool(self._tool_of(register, tool)).values())

    def look(self, wish: EntryWish) -> ReadEntries:
        """Read a list without beginning anything.

        Raises:
            NotFound: there is no such register or file.
            InputProblem: the file cannot be read, or the tool writes in another register.
        """
        tool = self._tool_of(wish.register, wish.tool)
        found = read_entries(wish.path, columns_of_tool(tool), Wish(wish.columns, {}), wish.sheet)
        rule = next(one for one in tool.registers if one.id == wish.register)
        there = {} if wish.again else self._there(tool, rule)
        reading = _Reading(tool, rule, there, cache(self._allocate.whom))
        ready: list[ReadyEntry] = []
        wrong: list[WrongEntry] = []
        seen: dict[tuple[str, ...], int] = {}
        for row in found.rows:
            one = reading.row(row)
            told = row.wrong or _same(row, seen)
            if told or isinstance(one, str):
                wrong.append(WrongEntry(row, told or str(one)))
            else:
                ready.append(one)
        unknown = tuple(one for one in found.unknown if one != WHY)
        return ReadEntries(tuple(ready), tuple(wrong), tuple(one for one in found.headings if one != WHY), unknown)

    def begin(self, ready: Sequence[ReadyEntry]) -> Begun:
        """Begin the records, and ask others for theirs; tell the rows that the tool does not take after all."""
        made: list[AuditId] = []
        asked = 0
        wrong: list[WrongEntry] = []
        for one in ready:
            try:
                if one.asking is None:
                    made.append(self._start(one.request).id)
                else:
                    self._allocate(one.asking)
                    asked += 1
            except QaDesktopError as problem:
                wrong.append(WrongEntry(one.cells, problem.sentence))
        return Begun(tuple(made), asked, tuple(wrong))

    def _there(self, tool: Tool, rule: RegisterRule) -> Standing:
        """Return which records stand or are asked for already, by subject and day, with their answers in words."""
        found: Standing = defaultdict(list)
        path = path_of_day(tool, rule)
        if path:
            for entry in self._registers.every(EntryQuestion(rule.id)):
                found[entry.subject.casefold(), entry.day].append(frozenset(entry.counted))
        for asked in self._allocate.known() if path and rule.asks else ():
            if asked.tool_id == tool.id and asked.given:
                given = dict(asked.given)
                found[asked.subject.casefold(), str(given.get(path) or "")].append(told_apart(tool, rule, given))
        return dict(found)

    def _tool_of(self, register: str, tool: str) -> Tool:
        tools = self._registers.one(register).tools
        if tool and tool not in tools:
            raise InputProblem(f"“{tool}” does not write in this register. There is: {', '.join(tools)}.")
        return self._tool(tool or tools[0])


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is known while the rows of a list are read."""

    tool: Tool
    rule: RegisterRule
    there: Standing
    whom: Callable[[str], PersonId | None]
    """Returns who else is meant by a name; raises where that cannot be told."""

    def row(self, row: EntryCells) -> ReadyEntry | str:
        """Return what a row comes to, or why it is not taken."""
        tool, rule = self.tool, self.rule
        fields, mistakes = fields_of(tool, row.cells, read_day)
        subject, whom = (row.cells.get(name, "").strip() for name in (SUBJECT, PRACTITIONER))
        if not subject:
            mistakes.insert(0, f"no {tool.words.case_reference}")
        known = self.there.get((subject.casefold(), str(fields.get(path_of_day(tool, rule)) or "")), [])
        apart = told_apart(tool, rule, fields) if rule.asks else frozenset()
        if any(apart <= one for one in known):
            mistakes.append("an entry of this day about the same stands already")
        request = StartRequest(str(tool.id), subject, whom, fields={**belonging(tool, rule), **fields})
        asking = None
        if rule.asks:
            wrong = {one.partition(":")[0] for one in mistakes}
            mistakes += [f"no {label}" for label in not_said(tool, rule, fields) if label not in wrong]
            try:
                asking = self._asking(request)
            except QaDesktopError as problem:
                mistakes.append(problem.sentence)
        return "; ".join(mistakes) if mistakes else ReadyEntry(row, request, asking)

    def _asking(self, request: StartRequest) -> AllocationRequest | None:
        """Return what somebody else is asked for, with a note on what it is about; raise where nobody can be."""
        tool, rule, given = self.tool, self.rule, request.fields
        lookup = looked_up(given)
        person = self.whom(str(lookup(rule.asks) or ""))
        if person is None:
            return None
        about = (*sorted(told_apart(tool, rule, given)), printed_day(as_day(given.get(path_of_day(tool, rule)))))
        note = ", ".join(part for part in about if part)
        due, whom = signing_day(tool, lookup), request.practitioner
        return AllocationRequest(person, request.tool_id, request.subject, due, whom, note, given=given)


def rest_of(headings: Sequence[str], wrong: Sequence[WrongEntry]) -> bytes:
    """Return the rows that were not taken as CSV, with what is wrong beside each: put right, they are taken later.

    No text is a formula in a spreadsheet; reading the file again takes what keeps it from being one off.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([safe(unprintable(heading)) for heading in (*headings, WHY)])
    for one in sorted(wrong, key=lambda each: each.row):
        whole = one.cells.whole[: len(headings)]
        cells = [*whole, *("" for _ in range(len(headings) - len(whole)))]
        writer.writerow([safe(unprintable(cell)) for cell in (*cells, one.words)])
    return text.getvalue().encode("utf-8-sig")


def _same(row: EntryCells, seen: dict[tuple[str, ...], int]) -> str:
    """Return that a row says the same as one before it."""
    said = tuple(f"{name}={value.strip().casefold()}" for name, value in sorted(row.cells.items()))
    first = seen.setdefault(said, row.row)
    return "" if first == row.row else f"the same as row {first}"
