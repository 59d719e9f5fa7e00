"""Which cases lead and peer graded otherwise: by when each is to be moderated, and with whom it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.item_models.audits import AUDIT_ROLE, AuditListModel, AuditRow
from qa_desktop.ui.page import Page
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import EmptyState
from qa_desktop.ui.widgets.two_line_list import Index, TwoLineList, TwoLines


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
        column.addWidget(FlowRow(PageHead(self.tr("To moderate"), lead), self.which, gap=16, spread_after=1))
        self.model = AuditListModel(self)
        self.model.more_requested.connect(self.more_requested)
        self.list = TwoLineList(self.tr("Cases to moderate"), _lines, self, folds=True)
        self.list.setModel(self.model)
        self.list.row_opened.connect(self._open)
        self.list.selectionModel().currentChanged.connect(lambda now, _: self._allow(now))
        column.addWidget(self.list, 1)
        self.empty = EmptyState("", "")
        self.empty.hide()
        column.addWidget(self.empty, 1)
        self.back_button = QuietButton(self.tr("Inbox"))
        self.back_button.clicked.connect(self.left)
        self.give_button = SecondaryButton(self.tr("Give to a moderator"))
        self.give_button.clicked.connect(self._give)
        self.open_button = PrimaryButton(self.tr("Show both forms"))
        self.open_button.clicked.connect(lambda: self._open(self.list.currentIndex()))
        self.agreement_button = SecondaryButton(self.tr("How far they agree"))
        self.agreement_button.clicked.connect(self.agreement_requested)
        self.agreement_button.setVisible(measures)
        outer.addWidget(FooterBar(self.back_button, self.agreement_button, self.give_button, self.open_button))
        self._gives = gives
        self._allow(QModelIndex())

    @property
    def shows_settled(self) -> bool:
        """Whether what was moderated is listed."""
        return self.which.currentIndex() == 1

    def ask(self) -> None:
        """Ask for the cases that the choice names."""
        self.model.start_again()
        self._allow(QModelIndex())
        self.question_asked.emit(self.shows_settled)

    def show_rows(self, rows: tuple[AuditRow, ...], more: bool) -> None:  # noqa: FBT001 - a callback of the presenter
        """Add a page of rows."""
        self.model.add(rows, more=more)
        none = self.model.rowCount() == 0
        if none and more:  # nothing among those that were looked at; go on with the next
            self.more_requested.emit()
            return
        self.list.setVisible(not none)
        self.empty.setVisible(none)
        if none and self.shows_settled:
            self.empty.set_words(self.tr("Nothing was moderated yet"), self.tr("Signed records appear here."))
        elif none:
            self.empty.set_words(
                self.tr("Nothing is to moderate"),
                self.tr("A case appears here once both forms are signed, have arrived, and differ in a grade."),
            )

    @override
    def focus_first(self) -> None:
        first = self.list if self.model.rowCount() else self.which
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _allow(self, now: QModelIndex) -> None:
        self.open_button.setEnabled(now.isValid())
        self.give_button.setVisible(self._gives and not self.shows_settled)
        self.give_button.setEnabled(now.isValid())

    def _open(self, index: QModelIndex) -> None:
        row = index.data(AUDIT_ROLE)
        if isinstance(row, AuditRow):
            self.pair_requested.emit(row.id)

    def _give(self) -> None:
        row = self.list.currentIndex().data(AUDIT_ROLE)
        if isinstance(row, AuditRow):
            self.give_requested.emit(row.id, row.title)


def _lines(index: Index) -> TwoLines:
    row: AuditRow = index.data(AUDIT_ROLE)
    return TwoLines(row.title, row.caption, " · ".join(part for part in (row.state, row.overall) if part))
