"""What exports need: the rows of the store, and something that writes tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from qa_desktop.domain.exports.columns import Group, Row, Table
from qa_desktop.domain.exports.wish import ExportWish
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.operation import Value

StoredRows = Iterator[Row]


@dataclass(frozen=True, slots=True, eq=False)
class StoredField:
    """What stands in a field of some audit: the answer to a question, a tick, a part, or a value worked out.

    One is equal to itself alone: looking it up costs little, and 1, 1.0 and a truth are never taken for another.
    """

    path: str
    value: Value
    recurs: bool
    """Whether the same one stands for what is the same in other audits."""


class StoredAnswers(NamedTuple):
    """What was answered in an audit, in the order of the paths; an audit in which nothing was answered has none."""

    audit: str
    tool: str
    tool_hash: str
    has_moved: bool
    """Whether it went on with a newer version of its tool."""
    fields: list[StoredField]


class ExportRows(Protocol):
    """The rows of the audits of one filter, all of one moment; `models.export_store` says what each holds.

    Every table has its audits in the order of their ids, which is that in which they were begun.
    """

    def counts(self) -> tuple[int, int]:
        """Return how many audits there are, and how many more this version cannot fully show."""
        ...

    def ids(self) -> StoredRows:
        """Yield the id of each audit."""
        ...

    def audits(self, *, with_words: bool) -> StoredRows:
        """Yield a row for each audit."""
        ...

    def answers(self) -> Iterator[StoredAnswers]:
        """Yield what was answered, one audit after the other."""
        ...

    def grades(self) -> Iterator[Group]:
        """Yield the rows of the grades of each audit."""
        ...

    def actions(self) -> StoredRows:
        """Yield a row for each action."""
        ...

    def improvements(self) -> StoredRows:
        """Yield a row for each improvement action."""
        ...

    def themes(self) -> StoredRows:
        """Yield a row for each theme."""
        ...

    def scales(self) -> StoredRows:
        """Yield every scale."""
        ...


class ExportStore(Protocol):
    """Lends the rows of a filter."""

    def rows(self, wanted: FigureFilter) -> AbstractContextManager[ExportRows]:
        """Lend the rows while the export is written."""
        ...


class TableSink(Protocol):
    """Writes one table after the other."""

    def write(self, table: Table, groups: Iterable[Group]) -> None:
        """Write a whole table."""
        ...


OpenSink = Callable[[ExportWish, Path], AbstractContextManager[TableSink]]
"""Begins an export in a place that is not there yet; it is there whole when this ends, or not at all."""
