"""List the registers of the authority, their entries, and how many there are by month, quarter and year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Protocol

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.register import Entry, EntryQuestion, Register, RegisterCounts, Span, counted_answers
from qa_desktop.domain.tool import Tool
from qa_desktop.errors import NotFound
from qa_desktop.services.every_row import every_row
from qa_desktop.services.tool_library import ToolSummary


class EntryStore(Protocol):
    """Reads the rows."""

    def page(self, question: EntryQuestion, today: date) -> tuple[Entry, ...]:
        """Return the next page."""
        ...

    def counts(self, register: str, span: Span) -> RegisterCounts:
        """Return how many there are by period."""
        ...

    def known(self) -> frozenset[str]:
        """Return the registers in which a record stands here."""
        ...


class ListRegisters:
    """Reads what this laptop holds, on any thread; what is still to be worked out comes first, once."""

    def __init__(
        self,
        store: Callable[[], EntryStore],
        tools: Callable[[], tuple[ToolSummary, ...]],
        tool: Callable[[str], Tool],
        beforehand: Callable[[], None],
        clock: Clock,
    ) -> None:
        """`tools` returns the library, the authority's own tools marked."""
        self._store = store
        self._tools = tools
        self._tool = tool
        self._beforehand: Callable[[], None] | None = beforehand
        self._clock = clock

    @property
    def today(self) -> date:
        """Today."""
        return local_day(self._clock.now())

    def all(self) -> tuple[Register, ...]:
        """Return the registers of the authority, and others in which a record stands here, by title.

        Where no authority is chosen, those of every tool.
        """
        self._bring_up_to_date()
        tools = self._tools()
        has_own, known = any(one.is_own for one in tools), self._store().known()
        found: dict[str, Register] = {}
        for tool in tools:
            for register_id, title in tool.registers:
                if tool.is_own or not has_own or register_id in known:
                    there = found.get(register_id, Register(register_id, title, (), tool.authority))
                    found[register_id] = replace(there, tools=(*there.tools, str(tool.id)))
        return tuple(sorted(found.values(), key=lambda one: (one.authority if not has_own else "", one.title)))

    def one(self, register: str) -> Register:
        """Return a register by its id; raise NotFound, which names those that there are."""
        every = self.all()
        found = next((one for one in every if one.id == register), None)
        if found is None:
            there = ", ".join(one.id for one in every) or "none"
            raise NotFound(f"There is no register “{register}”. There is: {there}.")
        return found

    def __call__(self, question: EntryQuestion) -> tuple[Entry, ...]:
        """Return a page of entries, newest first."""
        self._bring_up_to_date()
        return self._store().page(question, self.today)

    def every(self, question: EntryQuestion) -> Iterator[Entry]:
        """Return every entry that is asked for, page by page."""
        return every_row(lambda after, most: self(replace(question, after=after, limit=most)))

    def counts(self, register: str, span: Span) -> RegisterCounts:
        """Return how many signed entries there are by period, and what was answered in them."""
        self._bring_up_to_date()
        counts = self._store().counts(register, span)
        printed = self._printed(register)
        last = len(printed)
        ordered = sorted(counts.counted, key=lambda one: printed.get((one.question, one.code), last))
        return replace(counts, counted=tuple(ordered))

    def _printed(self, register: str) -> dict[tuple[str, str], int]:
        """Return the place of each answer as the tools print them."""
        answers = (
            answer
            for tool in map(self._tool, self.one(register).tools)
            for rule in tool.registers
            if rule.id == register
            for answer in counted_answers(tool, rule)
        )
        return {answer: place for place, answer in enumerate(dict.fromkeys(answers))}

    def _bring_up_to_date(self) -> None:
        if self._beforehand is not None:
            self._beforehand()
            self._beforehand = None
