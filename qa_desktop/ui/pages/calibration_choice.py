"""Which signed audits moderators are to grade, for a calibration pack."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.item_models.paged import ROW_ROLE, PagedListModel
from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.insight_behind import AuditLine
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar, EmptyState
from qa_desktop.ui.widgets.text import Words
from qa_desktop.ui.widgets.two_line_list import Index, TwoLineList, TwoLines

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
        self.chosen: dict[str, str] = {}
        """What is in the pack: audits with their case references."""
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
        self.model = PagedListModel[AuditLine](self)
        self.model.more_requested.connect(self.more_requested)
        self.list = TwoLineList(self.tr("Signed audits"), self._lines, self, folds=True)
        self.list.setModel(self.model)
        self.list.row_opened.connect(self._toggle)
        column.addWidget(self.list, 1)
        self.empty = EmptyState(self.tr("No signed audit here"), self.tr("Choose another time."))
        self.empty.hide()
        column.addWidget(self.empty)
        self.told = Words("", parent=self)
        column.addWidget(self.told)
        outer.addWidget(self._footer())
        self._tell()

    def show_rows(self, rows: tuple[AuditLine, ...], *, more: bool, first: bool) -> None:
        """Show a page of audits; the first one takes the place of what was there."""
        self.busy.end()
        if first:
            self.model.start_again()
        self.model.add(rows, more=more)
        self.list.setVisible(self.model.rowCount() > 0)
        self.empty.setVisible(self.model.rowCount() == 0)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not drafted."""
        self.busy.end()
        self.trouble.set_text(sentence)
        announce(self, sentence, urgent=True)

    @override
    def focus_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _footer(self) -> FooterBar:
        back = QuietButton(self.tr("Themes"))
        back.clicked.connect(self.left)
        self.put_button = SecondaryButton(self.tr("Put in, or take out"))
        self.put_button.clicked.connect(lambda: self._toggle(self.list.currentIndex()))
        self.draft_button = PrimaryButton(self.tr("Draft the texts"))
        self.draft_button.clicked.connect(lambda: self.draft_requested.emit(tuple(self.chosen)))
        return FooterBar(back, self.put_button, self.draft_button)

    def _toggle(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row: AuditLine = index.data(ROW_ROLE)
        if self.chosen.pop(row.audit, None) is None:
            self.chosen[row.audit] = row.title
        self.list.viewport().update()
        self._tell()
        announce(self, self.told.text())

    def _tell(self) -> None:
        named = ", ".join(self.chosen.values())
        self.told.setText(
            self.tr("In the pack: {}.").format(named) if named else self.tr("Nothing is in the pack yet.")
        )
        self.draft_button.setEnabled(bool(self.chosen))

    def _lines(self, index: Index) -> TwoLines:
        row: AuditLine = index.data(ROW_ROLE)
        right = self.tr("In the pack") if row.audit in self.chosen else ""
        return TwoLines(row.lines.title, row.lines.caption, right)
