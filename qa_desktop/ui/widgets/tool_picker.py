"""Chooses a tool from the library: search and filters above, the list below."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool_search import SearchText
from qa_desktop.ui.item_models.tools import (
    FOUND_ROLE,
    ORIGINS,
    OWN,
    STATES,
    TOOL_ROLE,
    ToolListModel,
    ToolRow,
    ToolWish,
)
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

    def __init__(self, parent: QWidget | None = None, *, every_tool: bool = False) -> None:
        """Make the picker; with `every_tool` it also lists what no audit begins with, and can be asked for it."""
        super().__init__(parent)
        column = Column(self, gap=10)
        self.search = SearchLine(self.tr("Search tools"), self.tr("Search tools"), self)
        column.addWidget(self.search)
        self.authority = Select(self.tr("Authority"), self)
        self.subject = Select(self.tr("What it is about"), self)
        self.origin = Select(self.tr("How much is printed"), self)
        self.state = Select(self.tr("Whether it is in use"), self)
        column.addWidget(FlowRow(*self._filters(every_tool=every_tool)))
        self.model = ToolListModel(self)
        self.list = TwoLineList(self.tr("Tools"), _lines, self, grows=True)
        self.list.setModel(self.model)
        self.search.search_in(self.list)
        column.addWidget(self.list, 1)
        self._count = Small("", self)
        column.addWidget(self._count)
        self.search.textChanged.connect(lambda _: self._filter())
        for select in (self.authority, self.subject, self.origin, self.state):
            select.activated.connect(lambda _: self._filter())
        self.list.selectionModel().currentChanged.connect(lambda now, _: self.tool_changed.emit(_tool_id(now)))
        self.list.row_opened.connect(lambda index: self.tool_opened.emit(_tool_id(index)))

    @property
    def tool_id(self) -> str:
        """The tool under the cursor; empty where there is none."""
        return _tool_id(self.list.currentIndex())

    @property
    def row(self) -> ToolRow | None:
        """The tool under the cursor."""
        return next((row for row in self.model.rows if row.id == self.tool_id), None)

    def show_tools(self, rows: tuple[ToolRow, ...]) -> None:
        """Show the library."""
        begins_with_own = not self.model.all and any(row.is_own for row in rows)
        own = [OWN] if any(row.is_own for row in rows) else []
        _offer(self.authority, self.tr("All authorities"), [*own, *sorted({row.authority for row in rows})])
        if begins_with_own:
            self.authority.setCurrentIndex(1)
        _offer(self.subject, self.tr("About anything"), sorted({row.subject for row in rows}))
        _offer(self.origin, self.tr("Printed or not"), _in_order(ORIGINS, {row.origin for row in rows}))
        _offer(self.state, self.tr("In use or not"), _in_order(STATES, {row.state for row in rows}))
        kept = self.tool_id
        self.model.set_tools(rows)
        self.choose(kept)
        self._filter()

    def show_texts(self, texts: Mapping[str, SearchText]) -> None:
        """Search in questions and in what good looks like as well."""
        self.model.set_texts(texts)
        if self.search.text():
            self._filter()

    def choose(self, tool_id: str) -> None:
        """Put the cursor on a tool; one of another authority is brought into sight."""
        if _chosen(self.authority) == OWN and any(row.id == tool_id and not row.is_own for row in self.model.all):
            self.authority.setCurrentIndex(0)
            self._filter()
        row = self.model.row_of(tool_id)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))

    def focus_search(self) -> None:
        """Put the focus into the search."""
        self.search.begin()

    def _filters(self, *, every_tool: bool) -> tuple[Select, ...]:
        for select in (self.origin, self.state):
            select.setVisible(every_tool)
        return (self.authority, self.subject, self.origin, self.state) if every_tool else (self.authority, self.subject)

    def _filter(self) -> None:
        kept = self.tool_id
        filters = (self.authority, self.subject, self.origin, self.state)
        self.model.filter(ToolWish(self.search.text(), *(_chosen(select) for select in filters)))
        self.choose(kept)
        self._show_count()
        if not self.tool_id:
            self.tool_changed.emit("")

    def _show_count(self) -> None:
        shown = len(self.model.rows)
        words = self.tr("{} tools").format(shown) if shown != 1 else self.tr("1 tool")
        others = sum(not row.is_own for row in self.model.all) if _chosen(self.authority) == OWN else 0
        more = self.tr("{} of other authorities under “All authorities”").format(others) if others else ""
        self._count.setText(" · ".join(part for part in (words, more) if part))


def _offer(select: Select, everything: str, options: list[str]) -> None:
    """Offer these; what was chosen before stays chosen where it is still there."""
    kept = _chosen(select)
    select.clear()
    select.addItem(everything)
    select.addItems(options)
    select.setCurrentIndex(max(0, select.findText(kept)) if kept else 0)
    select.updateGeometry()


def _in_order(order: tuple[str, ...], there: set[str]) -> list[str]:
    return [word for word in order if word in there]


def _chosen(select: Select) -> str:
    return select.currentText() if select.currentIndex() > 0 else ""


def _tool_id(index: QModelIndex) -> str:
    row = index.data(TOOL_ROLE)
    return row.id if isinstance(row, ToolRow) else ""


def _lines(index: Index) -> TwoLines:
    row: ToolRow = index.data(TOOL_ROLE)
    return TwoLines(row.title, row.caption, row.status or row.subject, index.data(FOUND_ROLE) or "")
