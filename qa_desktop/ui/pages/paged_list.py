"""A list that is searched as one types, narrowed by choices, and fetched as one scrolls: what such pages share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.item_models.paged import ROW_ROLE, PagedListModel, PagedRow
from qa_desktop.ui.widgets.flow import ColumnsLayout
from qa_desktop.ui.widgets.panes import Column, Row
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import EmptyState
from qa_desktop.ui.widgets.two_line_list import Index, TwoLineList, TwoLines

PAUSE_MS = 200
LEAST_LETTERS = 24
FEW = 3


class ListRow(PagedRow, Protocol):
    """A row that says how it is painted."""

    @property
    def lines(self) -> TwoLines:
        """Title, caption and what stands at the right."""
        ...


RowT = TypeVar("RowT", bound=ListRow)


class PagedList(QWidget, Generic[RowT]):
    """Search and choices above, the rows below; an empty list says why it is."""

    asked = Signal()
    """Something else is looked for: the rows so far are gone."""
    more_requested = Signal()
    row_opened = Signal(object)
    """The row."""
    chosen_changed = Signal(object)
    """The row that is chosen, or None."""

    def __init__(
        self, name: str, filters: Sequence[SearchLine | Select], parent: QWidget | None = None, *, in_row: bool = False
    ) -> None:
        """`filters` are shown in this order; `in_row` gives the search among them most of a single line."""
        super().__init__(parent)
        column = Column(self, gap=14)
        self.search = next((one for one in filters if isinstance(one, SearchLine)), None)
        """What is looked for; None where a list has no search."""
        if filters:
            self._lay_out(filters, column, in_row=in_row)
        self.above = Column(gap=14)
        """What a page puts between the choices and the rows."""
        column.addLayout(self.above)
        self.model = PagedListModel[RowT](self)
        self.model.more_requested.connect(self.more_requested)
        self.list = TwoLineList(name, _lines, self, folds=True)
        self.list.setModel(self.model)
        self.list.row_opened.connect(self._open)
        self.list.selectionModel().currentChanged.connect(lambda now, _: self.chosen_changed.emit(now.data(ROW_ROLE)))
        column.addWidget(self.list, 1)
        for before, after in pairwise((*filters, self.list)):
            self.setTabOrder(before, after)
        self.empty = EmptyState("", "")
        self.empty.hide()
        column.addWidget(self.empty, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.ask)
        if self.search is not None:
            self.search.search_in(self.list)
            self.search.textChanged.connect(lambda _: self._pause.start())
            self.search.returnPressed.connect(self.ask)
        for one in filters:
            if isinstance(one, Select):
                one.activated.connect(lambda _: self.ask())

    @property
    def chosen(self) -> RowT | None:
        """The row that is chosen, or None."""
        row: RowT | None = self.list.currentIndex().data(ROW_ROLE)
        return row

    def ask(self) -> None:
        """Begin again with what is looked for now."""
        self._pause.stop()
        self.model.start_again()
        self.chosen_changed.emit(None)
        self.asked.emit()

    @property
    def text(self) -> str:
        """The words that are looked for."""
        return self.search.text() if self.search is not None else ""

    def refresh_standing(self) -> None:
        """Begin again, as after a sync, where nobody has chosen a row or scrolled meanwhile."""
        if self.chosen is None and not self.list.verticalScrollBar().value():
            self.ask()

    def show_rows(self, rows: Sequence[RowT], *, more: bool, empty: tuple[str, str]) -> None:
        """Add a page of rows; `empty` says in two sentences why there is none at all."""
        self.model.add(tuple(rows), more=more)
        self.list.setVisible(not self.is_empty)
        self.empty.set_words(*empty)
        self.empty.setVisible(self.is_empty)

    @property
    def is_empty(self) -> bool:
        """Whether there is no row at all."""
        return self.model.rowCount() == 0

    def open_chosen(self) -> None:
        """Open the chosen row."""
        self._open(self.list.currentIndex())

    def _lay_out(self, filters: Sequence[SearchLine | Select], column: Column, *, in_row: bool) -> None:
        if in_row:
            row = Row(gap=10)
            for one in filters:
                row.addWidget(one, 3 if one is self.search else 1)
            column.addLayout(row)
            return
        head = QWidget(self)
        # Many are narrower, or the rows would have no room where text is large.
        letters = LEAST_LETTERS if len(filters) <= FEW else LEAST_LETTERS // 2
        line = ColumnsLayout(head, gap=10, least_width=self.fontMetrics().averageCharWidth() * letters)
        for one in filters:
            line.addWidget(one)
        column.addWidget(head)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_opened.emit(index.data(ROW_ROLE))


def _lines(index: Index) -> TwoLines:
    row: ListRow = index.data(ROW_ROLE)
    return row.lines
