"""Which cases lead and peer graded otherwise: by when each is to be moderated, and with whom it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.item_models.audits import AuditRow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.paged_list import PagedList
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.select import Select


class ModerationListPage(Page):
    """A list that is fetched as one scrolls; a row opens both forms side by side."""

    left = Signal()
    question_asked = Signal(bool)
    """Whether what was moderated is wanted."""
    more_requested = Signal()
    pair_requested = Signal(str)
    agreement_requested = Signal()
    give_requested = Signal(str, str)
    """A pair, and what it is called."""

    def __init__(self, *, gives: bool, measures: bool, parent: QWidget | None = None) -> None:
        super().__init__("Moderation", parent)
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        lead = self.tr("Cases that lead and peer graded differently, overall or in any domain.")
        self.which = Select(self.tr("Which cases"), self)
        self.which.addItems([self.tr("To moderate"), self.tr("Moderated")])
        self.which.activated.connect(lambda _: self.ask())
        column.addWidget(HeadRow(PageHead(self.tr("To moderate"), lead), self.which))
        self.rows = PagedList[AuditRow](self.tr("Cases to moderate"), (), self)
        self.model, self.list, self.empty = self.rows.model, self.rows.list, self.rows.empty
        self.rows.asked.connect(lambda: self.question_asked.emit(self.shows_settled))
        self.rows.more_requested.connect(self.more_requested)
        self.rows.row_opened.connect(lambda row: self.pair_requested.emit(row.id))
        self.rows.chosen_changed.connect(self._allow)
        column.addWidget(self.rows, 1)
        self.back_button = QuietButton(self.tr("Inbox"))
        self.back_button.clicked.connect(self.left)
        self.give_button = SecondaryButton(self.tr("Give to a moderator"))
        self.give_button.clicked.connect(self._give)
        self.open_button = PrimaryButton(self.tr("Show both forms"))
        self.open_button.clicked.connect(self.rows.open_chosen)
        self.agreement_button = SecondaryButton(self.tr("How far they agree"), parent=self)
        self.agreement_button.clicked.connect(self.agreement_requested)
        self.agreement_button.setVisible(measures)
        outer.addWidget(FooterBar(self.back_button, self.agreement_button, self.give_button, self.open_button))
        self._gives = gives
        self._allow(None)

    @property
    def shows_settled(self) -> bool:
        """Whether what was moderated is listed."""
        return self.which.currentIndex() == 1

    def ask(self) -> None:
        """Ask for the cases that the choice names."""
        self.rows.ask()

    def show_rows(self, rows: tuple[AuditRow, ...], more: bool) -> None:  # noqa: FBT001 - a callback of the presenter
        """Add a page of rows."""
        if more and not rows and self.rows.is_empty:  # nothing among those that were looked at; go on with the next
            self.more_requested.emit()
            return
        appears = self.tr("A case appears here once both forms are signed, have arrived, and differ in a grade.")
        none = (self.tr("Nothing is to moderate"), appears)
        settled = (self.tr("Nothing was moderated yet"), self.tr("Signed records appear here."))
        self.rows.show_rows(rows, more=more, empty=settled if self.shows_settled else none)

    @override
    def focus_first(self) -> None:
        first = self.which if self.rows.is_empty else self.list
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _allow(self, row: object) -> None:
        self.open_button.setEnabled(row is not None)
        self.give_button.setVisible(self._gives and not self.shows_settled)
        self.give_button.setEnabled(row is not None)

    def _give(self) -> None:
        row = self.rows.chosen
        if row is not None:
            self.give_requested.emit(row.id, row.title)
