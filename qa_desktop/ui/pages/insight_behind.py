"""What is behind a figure, audits with their words or actions, fetched as one scrolls."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.item_models.paged import ROW_ROLE, PagedListModel
from qa_desktop.ui.presenters.insight_behind import AuditLine
from qa_desktop.ui.widgets.panes import Card
from qa_desktop.ui.widgets.two_line_list import Index, TwoLineList, TwoLines

LEAST_HEIGHT = 240


class BehindCard(Card):
    """Return, or a double click, opens an audit."""

    audit_requested = Signal(str)
    more_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Behind the figure", parent)
        self.model = PagedListModel[AuditLine](self)
        self.model.more_requested.connect(self.more_requested)
        self.list = TwoLineList(self.tr("Behind the figure"), _lines, self, folds=True)
        self.list.setModel(self.model)
        self.list.setMinimumHeight(LEAST_HEIGHT)
        self.list.row_opened.connect(self._open)
        self.add(self.list)

    def show_rows(self, title: str, rows: tuple[AuditLine, ...], *, more: bool, first: bool) -> None:
        """Show a page; the first one takes the place of what was there."""
        if first:
            self.model.start_again()
            if self.heading is not None:
                self.heading.setText(title)
            self.setAccessibleName(title)
        self.model.add(rows, more=more)
        self.show()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            row: AuditLine = index.data(ROW_ROLE)
            self.audit_requested.emit(row.audit)


def _lines(index: Index) -> TwoLines:
    row: AuditLine = index.data(ROW_ROLE)
    return row.lines
