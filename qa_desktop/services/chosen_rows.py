"""Leave all but chosen audits out of the rows of an export."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qa_desktop.domain.exports.columns import Group
from qa_desktop.domain.exports.export_ports import ExportRows, ExportStore, StoredAnswers, StoredRows
from qa_desktop.domain.figures.question import FigureFilter


class ChosenRows:
    """The rows of some audits of a filter."""

    def __init__(self, rows: ExportRows, chosen: frozenset[str]) -> None:
        self._rows = rows
        self._chosen = chosen

    def counts(self) -> tuple[int, int]:
        """Return how many of them there are; which of the others cannot be shown is not told."""
        return sum(1 for _ in self.ids()), 0

    def ids(self) -> StoredRows:
        """Yield the id of each audit."""
        return self._only(self._rows.ids())

    def audits(self, *, with_words: bool) -> StoredRows:
        """Yield a row for each audit."""
        return self._only(self._rows.audits(with_words=with_words))

    def answers(self) -> Iterator[StoredAnswers]:
        """Yield what was answered, one audit after the other."""
        return (one for one in self._rows.answers() if one.audit in self._chosen)

    def grades(self) -> Iterator[Group]:
        """Yield the rows of the grades of each audit."""
        return (one for one in self._rows.grades() if one[0] in self._chosen)

    def actions(self) -> StoredRows:
        """Yield a row for each action."""
        return self._only(self._rows.actions())

    def improvements(self) -> StoredRows:
        """Yield a row for each improvement action."""
        return self._only(self._rows.improvements())

    def themes(self) -> StoredRows:
        """Yield a row for each theme."""
        return self._only(self._rows.themes())

    def scales(self) -> StoredRows:
        """Yield every scale."""
        return self._rows.scales()

    def _only(self, rows: StoredRows) -> StoredRows:
        return (row for row in rows if row[0] in self._chosen)


class ChosenStore:
    """Lends the rows of chosen audits alone."""

    def __init__(self, store: ExportStore, chosen: frozenset[str]) -> None:
        self._store = store
        self._chosen = chosen

    @contextmanager
    def rows(self, wanted: FigureFilter) -> Iterator[ExportRows]:
        """Lend the rows while the export is written."""
        with self._store.rows(wanted) as rows:
            yield ChosenRows(rows, self._chosen)
