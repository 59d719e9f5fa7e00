"""Chooses a tool from the library: search, filter by authority and by what it is about."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.item_models.tools import TOOL_ROLE, ToolListModel, ToolRow
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Small
from qa_desktop.ui.widgets.two_line_list import Index, TwoLineList, TwoLines


class ToolPicker(QWidget):
    """The library as a list, with what narrows it down above."""

    tool_changed = Signal(str)
    """The tool under the cursor; empty where there is none."""
    tool_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=10)
        self.search = SearchLine(self.tr("Search tools"), self.tr("Search tools"), self)
        column.addWidget(self.search)
        self.authority = Select(self.tr("Authority"), self)
        self.subject = Select(self.tr("What it is about"), self)
        column.addWidget(FlowRow(self.authority, self.subject))
        self.model = ToolListModel(self)
        self.list = TwoLineList(self.tr("Tools"), _lines, self)
        self.list.setModel(self.model)
        self.search.search_in(self.list)
        column.addWidget(self.list, 1)
        self._count = Small("", self)
        column.addWidget(self._count)
        self.search.textChanged.connect(lambda _: self._filter())
        self.authority.activated.connect(lambda _: self._filter())
        self.subject.activated.connect(lambda _: self._filter())
        self.list.selectionModel().currentChanged.connect(lambda now, _: self.tool_changed.emit(_tool_id(now)))
        self.list.row_opened.connect(lambda index: self.tool_opened.emit(_tool_id(index)))

    @property
    def tool_id(self) -> str:
        """The tool under the cursor; empty where there is none."""
        return _tool_id(self.list.currentIndex())

    def show_tools(self, rows: tuple[ToolRow, ...]) -> None:
        """Show the library."""
        _offer(self.authority, self.tr("All authorities"), sorted({row.authority for row in rows}))
        _offer(self.subject, self.tr("About anything"), sorted({row.subject for row in rows}))
        self.model.set_tools(rows)
        self._show_count()

    def choose(self, tool_id: str) -> None:
        """Put the cursor on a tool."""
        row = self.model.row_of(tool_id)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))

    def focus_search(self) -> None:
        """Put the focus into the search."""
        self.search.begin()

    def _filter(self) -> None:
        kept = self.tool_id
        authority = self.authority.currentText() if self.authority.currentIndex() > 0 else ""
        subject = self.subject.currentText() if self.subject.currentIndex() > 0 else ""
        self.model.filter(self.search.text(), authority, subject)
        self.choose(kept)
        self._show_count()
        if not self.tool_id:
            self.tool_changed.emit("")

    def _show_count(self) -> None:
        shown = len(self.model.rows)
        self._count.setText(self.tr("{} tools").format(shown) if shown != 1 else self.tr("1 tool"))


def _offer(select: Select, everything: str, options: list[str]) -> None:
    select.clear()
    select.addItem(everything)
    select.addItems(options)
    select.updateGeometry()


def _tool_id(index: QModelIndex) -> str:
    row = index.data(TOOL_ROLE)
    return row.id if isinstance(row, ToolRow) else ""


def _lines(index: Index) -> TwoLines:
    row: ToolRow = index.data(TOOL_ROLE)
    return TwoLines(row.title, row.caption, row.status or row.subject)
