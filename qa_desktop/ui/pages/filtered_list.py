"""A list that is there all at once, searched and narrowed on the spot: what such pages share."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.item_models.two_lines import TwoLineModel, lines_of
from qa_desktop.ui.widgets.details_below import DetailsBelow
from qa_desktop.ui.widgets.panes import Column, Row
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import EmptyState
from qa_desktop.ui.widgets.two_line_list import TwoLineList, TwoLines


class Listed(Protocol):
    """A row in words."""

    @property
    def title(self) -> str:
        """The first line."""
        ...

    @property
    def caption(self) -> str:
        """The second line."""
        ...

    @property
    def right(self) -> str:
        """What stands at the right."""
        ...


RowT = TypeVar("RowT", bound=Listed)


class FilteredList(QWidget, Generic[RowT]):
    """Search and choices above, the rows below, and under them what is known of the chosen one."""

    row_opened = Signal()
    """The chosen row is to be opened."""
    chosen_changed = Signal(object)
    """The row that is chosen, or None."""
    filtered = Signal()
    """Other rows are shown: which row is chosen was told before."""

    def __init__(
        self,
        name: str,
        filters: tuple[SearchLine, *tuple[Select, ...]],
        key: Callable[[RowT], Hashable],
        below: DetailsBelow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`key` says which row is the same as before."""
        super().__init__(parent)
        self.keeps: Callable[[RowT], bool] = lambda _: True
        """What the choices leave of the rows."""
        self.matches: Callable[[RowT, str], bool] = lambda row, words: words.strip().casefold() in _searched(row)
        """Whether a row holds what is looked for."""
        self.empty_words: Callable[[bool], tuple[str, str]] = lambda _: ("", "")
        """Returns in two sentences why the list is empty; takes whether there is any row at all."""
        self._key = key
        self._every: tuple[RowT, ...] | None = None
        self._shown: tuple[RowT, ...] = ()
        self.search, *choices = filters
        self._other: QWidget | None = None
        self._shows_other = False
        self._column = column = Column(self, gap=14)
        line = Row(gap=10)
        line.addWidget(self.search, 3)
        for one in choices:
            line.addWidget(one, 1)
            one.activated.connect(lambda _: self.filter())
        column.addLayout(line)
        self.model = TwoLineModel(self)
        self.list = TwoLineList(name, lines_of, self, folds=True)
        self.list.setModel(self.model)
        self.search.search_in(self.list)
        self.list.row_opened.connect(lambda _: self.row_opened.emit())
        self.list.selectionModel().currentChanged.connect(self._tell_chosen)
        column.addWidget(self.list, 1 if below is None else 3)
        if below is not None:
            below.hide()
            column.addWidget(below, 2)
            self.setTabOrder(self.list, below)
        self.empty = EmptyState("", "")
        self.empty.hide()
        column.addWidget(self.empty, 1)
        self.search.textChanged.connect(lambda _: self.filter())

    @property
    def chosen(self) -> RowT | None:
        """The row that is chosen."""
        place = self.list.currentIndex().row()
        return self._shown[place] if 0 <= place < len(self._shown) else None

    @property
    def shown(self) -> tuple[RowT, ...]:
        """The rows that are left."""
        return self._shown

    @property
    def every(self) -> tuple[RowT, ...]:
        """All rows, also those that are not shown."""
        return self._every or ()

    def show_rows(self, rows: Sequence[RowT]) -> None:
        """Show other rows; the chosen one stays chosen."""
        self._every = tuple(rows)
        self.filter()

    def filter(self) -> None:
        """Show what search and choices leave. Nothing is said before there were rows, or none."""
        if self._every is None or self._shows_other:
            return
        kept, words = self.chosen, self.search.text()
        self._shown = tuple(one for one in self._every if self.keeps(one) and self.matches(one, words))
        self.model.show_rows(tuple(TwoLines(one.title, one.caption, one.right) for one in self._shown))
        self.list.setVisible(bool(self._shown))
        self.empty.set_words(*self.empty_words(bool(self._every)))
        self.empty.setVisible(not self._shown)
        if kept is not None:
            keys = [self._key(one) for one in self._shown]
            if self._key(kept) in keys:
                self.list.setCurrentIndex(self.model.index(keys.index(self._key(kept))))
        self._tell_chosen(QModelIndex())
        self.filtered.emit()

    def share_evenly(self, below: DetailsBelow) -> None:
        """Give what is known of the chosen row as much room as the list."""
        for part in (self.list, below):
            self._column.setStretchFactor(part, 2)

    def add_beside(self, other: QWidget) -> None:
        """Add what is shown in the place of the list at times."""
        self._other = other
        self._column.insertWidget(self._column.indexOf(self.list) + 1, other, 3)

    def show_other(self, empty: tuple[str, str] | None) -> None:
        """Show it in the place of the list; or, in two sentences, why it is empty."""
        self._shows_other = True
        self.list.hide()
        if self._other is not None:
            self._other.setVisible(empty is None)
        self.empty.set_words(*(empty or ("", "")))
        self.empty.setVisible(empty is not None)

    def show_list(self) -> None:
        """Show the list again."""
        self._shows_other = False
        if self._other is not None:
            self._other.hide()
        self.filter()

    def _tell_chosen(self, _now: QModelIndex) -> None:
        self.chosen_changed.emit(self.chosen)


def _searched(row: Listed) -> str:
    return f"{row.title} {row.caption} {row.right}".casefold()
