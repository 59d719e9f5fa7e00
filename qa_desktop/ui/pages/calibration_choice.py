"""Which signed audits moderators are to grade, for a calibration pack."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.insight_behind import AuditLine
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.audit_choice import AuditChoice, ChoiceWords
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar, EmptyState

LEAD = (
    "Choose signed audits. Moderators get their texts without names, numbers, days and grades, once you approved them."
)


class CalibrationChoicePage(Page):
    """Return, or a double click, puts an audit in and takes it out again."""

    left = Signal()
    period_chosen = Signal(str)
    more_requested = Signal()
    draft_requested = Signal(object)
    """The ids of the audits."""

    def __init__(self, periods: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__("Calibration pack", parent)
        outer = Column(self, gap=0)
        column = Column(gap=12, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        self.period = Select(self.tr("Of which time"), self)
        for value, words in (("", self.tr("Every time")), *periods):
            self.period.addItem(words, value)
        self.period.activated.connect(lambda _: self.period_chosen.emit(str(self.period.currentData() or "")))
        column.addWidget(PageHead(self.tr("Calibration pack"), self.tr(LEAD)))
        column.addWidget(FlowRow(self.period))
        self.busy = BusyBar(self)
        column.addWidget(self.busy)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        column.addWidget(self.trouble)
        said = ChoiceWords(
            self.tr("In the pack"),
            self.tr("In the pack: {}."),
            self.tr("{} and {} more"),
            self.tr("Nothing is in the pack yet."),
        )
        self.choice = AuditChoice(said, self)
        self.choice.more_requested.connect(self.more_requested)
        self.choice.changed.connect(self._offer)
        column.addWidget(self.choice, 1)
        self.empty = EmptyState(self.tr("No signed audit here"), self.tr("Choose another time."))
        self.empty.hide()
        column.addWidget(self.empty)
        outer.addWidget(self._footer())
        self._offer()

    def show_rows(self, rows: tuple[AuditLine, ...], *, more: bool, first: bool) -> None:
        """Show a page of audits; the first one takes the place of what was there."""
        self.busy.end()
        self.choice.show_rows(rows, more=more, first=first)
        self.empty.setVisible(self.choice.model.rowCount() == 0)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not drafted."""
        self.busy.end()
        self.trouble.set_text(sentence)
        announce(self, sentence, urgent=True)

    @override
    def focus_first(self) -> None:
        self.choice.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _footer(self) -> FooterBar:
        back = QuietButton(self.tr("Themes"))
        back.clicked.connect(self.left)
        self.draft_button = PrimaryButton(self.tr("Draft the texts"))
        self.draft_button.clicked.connect(lambda: self.draft_requested.emit(tuple(self.choice.chosen)))
        return FooterBar(back, self.choice.put_button, self.draft_button)

    def _offer(self) -> None:
        self.draft_button.setEnabled(bool(self.choice.chosen))
