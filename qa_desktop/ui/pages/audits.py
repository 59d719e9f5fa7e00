"""Every audit on this laptop, to search and open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.record import AuditState
from qa_desktop.ui import keys
from qa_desktop.ui.item_models.audits import AuditRow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.paged_list import PagedList
from qa_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select

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
        column.addWidget(HeadRow(PageHead(self.tr("Audits")), self.start_button))
        hint = self.tr("Search by reference, practitioner or tool")
        self.search = SearchLine(self.tr("Search audits"), hint, self)
        self.state = Select(self.tr("Which audits"), self)
        self.state.addItems([self.tr("All audits"), self.tr("Drafts"), self.tr("Signed")])
        self.rows = PagedList[AuditRow](self.tr("Audits"), (self.search, self.state), self, in_row=True)
        self.model, self.list, self.empty = self.rows.model, self.rows.list, self.rows.empty
        self.rows.asked.connect(self._tell)
        self.rows.more_requested.connect(self.more_requested)
        self.rows.row_opened.connect(lambda row: self.audit_requested.emit(row.id))
        column.addWidget(self.rows, 1)
        self.open_button = SecondaryButton(self.tr("Open"))
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(self.rows.open_chosen)
        self.rows.chosen_changed.connect(lambda row: self.open_button.setEnabled(row is not None))
        outer.addWidget(FooterBar(None, self.open_button))

    def ask(self) -> None:
        """Ask for the audits that the search and the choice name."""
        self.rows.ask()

    def show_rows(self, rows: tuple[AuditRow, ...], more: bool) -> None:  # noqa: FBT001 - a callback of the presenter
        """Add a page of rows."""
        narrowed = bool(self.rows.text.strip()) or self.state.currentIndex() > 0
        none = (self.tr("No audits yet"), self.tr("Audits that you start appear here."))
        nothing = (self.tr("Nothing matches"), self.tr("Try fewer letters, or all audits."))
        self.rows.show_rows(rows, more=more, empty=nothing if narrowed else none)

    @override
    def focus_first(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        self.search.begin()

    def _tell(self) -> None:
        self.question_asked.emit(self.rows.text, STATES[max(0, self.state.currentIndex())])
