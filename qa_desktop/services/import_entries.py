"""Begin the records of a register from a list: a row that cannot be taken is told, and none is lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entry_import import PRACTITIONER, SUBJECT, belonging, columns_of_tool, fields_of, path_of_day
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.register import EntryQuestion
from qa_desktop.domain.tool import Tool
from qa_desktop.errors import InputProblem, QaDesktopError
from qa_desktop.services.list_registers import ListRegisters
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.toolkit.population.columns import Wish
from qa_desktop.toolkit.population.read_entries import EntryCells, EntryList, read_day, read_entries

WHY = "What is wrong"


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


class ImportEntries:
    """Reads first; whoever asked sees what would happen before anything is begun."""

    def __init__(
        self, registers: ListRegisters, tool: Callable[[str], Tool], start: Callable[[StartRequest], Audit]
    ) -> None:
        """`tool` returns a tool as it is used here."""
        self._registers = registers
        self._tool = tool
        self._start = start

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
        day = path_of_day(tool, rule)
        there: set[tuple[str, str]] = set()
        if day and not wish.again:
            there = {(one.subject.casefold(), one.day) for one in self._registers.every(EntryQuestion(wish.register))}
        return _told(tool, belonging(tool, rule), found, (day, there))

    def begin(self, ready: Sequence[ReadyEntry]) -> tuple[tuple[AuditId, ...], tuple[WrongEntry, ...]]:
        """Begin the records; return them, and the rows that the tool does not take after all."""
        made: list[AuditId] = []
        wrong: list[WrongEntry] = []
        for one in ready:
            try:
                made.append(self._start(one.request).id)
            except QaDesktopError as problem:
                wrong.append(WrongEntry(one.cells, problem.sentence))
        return tuple(made), tuple(wrong)

    def _tool_of(self, register: str, tool: str) -> Tool:
        tools = self._registers.one(register).tools
        if tool and tool not in tools:
            raise InputProblem(f"“{tool}” does not write in this register. There is: {', '.join(tools)}.")
        return self._tool(tool or tools[0])


def rest_of(headings: Sequence[str], wrong: Sequence[WrongEntry]) -> bytes:
    """Return the rows that were not taken as CSV, with what is wrong beside each: put right, they are taken later."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*headings, WHY])
    for one in sorted(wrong, key=lambda each: each.row):
        whole = one.cells.whole[: len(headings)]
        cells = [*whole, *("" for _ in range(len(headings) - len(whole)))]
        writer.writerow([*cells, one.words])
    return text.getvalue().encode("utf-8-sig")


def _told(
    tool: Tool, more: Mapping[str, Value], found: EntryList, standing: tuple[str, set[tuple[str, str]]]
) -> ReadEntries:
    """Sort the rows; `standing` is where a record says its day, and which subjects and days stand already."""
    day, there = standing
    ready: list[ReadyEntry] = []
    wrong: list[WrongEntry] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in found.rows:
        words = row.wrong or _same(row, seen)
        fields, mistakes = fields_of(tool, row.cells, read_day)
        subject = row.cells.get(SUBJECT, "").strip()
        if not subject:
            mistakes.insert(0, f"no {tool.words.case_reference}")
        if (subject.casefold(), str(fields.get(day) or "")) in there:
            mistakes.append("an entry of this day about the same stands already")
        if words or mistakes:
            wrong.append(WrongEntry(row, words or "; ".join(mistakes)))
        else:
            whom = row.cells.get(PRACTITIONER, "").strip()
            ready.append(ReadyEntry(row, StartRequest(str(tool.id), subject, whom, fields={**more, **fields})))
    unknown = tuple(one for one in found.unknown if one != WHY)
    return ReadEntries(tuple(ready), tuple(wrong), tuple(one for one in found.headings if one != WHY), unknown)


def _same(row: EntryCells, seen: dict[tuple[str, ...], int]) -> str:
    """Return that a row says the same as one before it."""
    said = tuple(f"{name}={value.strip().casefold()}" for name, value in sorted(row.cells.items()))
    first = seen.setdefault(said, row.row)
    return "" if first == row.row else f"the same as row {first}"
