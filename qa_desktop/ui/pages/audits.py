"""Every audit on this laptop, to search and open."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.record import AuditState
from qa_desktop.ui import keys
from qa_desktop.ui.item_models.audits import AUDIT_ROLE, AuditListModel, AuditRow
from qa_desktop.ui.page import Page
from qa_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, Row
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import EmptyState
from qa_desktop.ui.widgets.two_line_list import Index, TwoLineList, TwoLines

PAUSE_MS = 200
STATES = (None, AuditState.DRAFT, AuditState.SIGNED)


class AuditsPage(Page):
    """A list that is searched as one types and fetched as one scrolls."""

    audit_requested = Signal(str)
    start_requested = Signal()
    more_requested = Signal()
    """The view has come to its end."""
    question_asked = Signal(str, object)
    """The text to look for and the state, or None for any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Audits", parent)
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        self.start_button = PrimaryButton(self.tr("Start an audit"), keys.shown("start"))
        self.start_button.clicked.connect(self.start_requested)
        column.addWidget(FlowRow(PageHead(self.tr("Audits")), self.start_button, gap=16, spread_after=1))
        hint = self.tr("Search by reference, practitioner or tool")
        self.search = SearchLine(self.tr("Search audits"), hint, self)
        self.state = Select(self.tr("Which audits"), self)
        self.state.addItems([self.tr("All audits"), self.tr("Drafts"), self.tr("Signed")])
        line = Row(gap=10)
        line.addWidget(self.search, 3)
        line.addWidget(self.state, 1)
        column.addLayout(line)
        self.model = AuditListModel(self)
        self.model.more_requested.connect(self.more_requested)
        self.list = TwoLineList(self.tr("Audits"), _lines, self, folds=True)
        self.list.setModel(self.model)
        self.search.search_in(self.list)
        self.list.row_opened.connect(self._open)
        column.addWidget(self.list, 1)
        self.empty = EmptyState("", "")
        self.empty.hide()
        column.addWidget(self.empty, 1)
        self.open_button = SecondaryButton(self.tr("Open"))
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(lambda: self._open(self.list.currentIndex()))
        outer.addWidget(FooterBar(None, self.open_button))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.ask)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self.ask)
        self.state.activated.connect(lambda _: self.ask())
        self.list.selectionModel().currentChanged.connect(lambda now, _: self.open_button.setEnabled(now.isValid()))

    def ask(self) -> None:
        """Ask for the audits that the search and the choice name."""
        self._pause.stop()
        self.model.start_again()
        self.open_button.setEnabled(False)
        self.question_asked.emit(self.search.text(), STATES[max(0, self.state.currentIndex())])

    def show_rows(self, rows: tuple[AuditRow, ...], more: bool) -> None:  # noqa: FBT001 - a callback of the presenter
        """Add a page of rows."""
        self.model.add(rows, more=more)
        none = self.model.rowCount() == 0
        self.list.setVisible(not none)
        self.empty.setVisible(none)
        if none:
            searched = bool(self.search.text().strip()) or self.state.currentIndex() > 0
            self.empty.set_words(
                self.tr("Nothing matches") if searched else self.tr("No audits yet"),
                self.tr("Try fewer letters, or all audits.")
                if searched
                else self.tr("Audits that you start appear here."),
            )

    @override
    def focus_first(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        self.search.begin()

    def _open(self, index: QModelIndex) -> None:
        row = index.data(AUDIT_ROLE)
        if isinstance(row, AuditRow):
            self.audit_requested.emit(row.id)


def _lines(index: Index) -> TwoLines:
    row: AuditRow = index.data(AUDIT_ROLE)
    return TwoLines(row.title, row.caption, " · ".join(part for part in (row.state, row.overall) if part))
