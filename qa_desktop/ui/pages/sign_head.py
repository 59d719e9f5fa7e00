"""What stands above the signatures: title, ways to check and to see the note, notices, and what is still to settle."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from qa_desktop.domain.tool import Tool
from qa_desktop.domain.wordcase import lower_first
from qa_desktop.ui import keys
from qa_desktop.ui.pages.audit_blockers import BlockerSummary
from qa_desktop.ui.presenters.audit_sign import SignView
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Muted, PageTitle


class SignHead(QWidget):
    """The head of the page on which both sign."""

    def __init__(self, tool: Tool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = Column(self, gap=18)
        titles = Column(gap=4)
        self.title, self._explain = PageTitle("", self), Muted("", self)
        for words in (self.title, self._explain):
            titles.addWidget(words)
        column.addLayout(titles)
        self.check = SmallButton(self.tr("Check before signing"), keys.shown("check"), self)
        self.see_note = SmallButton(self.tr("See the note"), parent=self)
        self._check_row, self.see_row = FlowRow(self.check, parent=self), FlowRow(self.see_note, parent=self)
        self.trouble = Banner("", BannerKind.PROBLEM, parent=self)
        self.trouble.hide()
        self.summary = BlockerSummary(self)
        discussed = self.tr(
            "The {} is under discussion. The note says so, and cannot be filed until the advice is here."
        )
        self._provisional = Banner(discussed.format(lower_first(tool.words.grade)), BannerKind.CAUTION, parent=self)
        ready = self.tr("Everybody has had their turn. Read the note once more, then sign and seal it.")
        self._ready = Banner(ready, BannerKind.GOOD, parent=self)
        for part in (self._check_row, self.see_row, self.trouble, self.summary, self._provisional, self._ready):
            column.addWidget(part)

    def show_state(self, view: SignView, *, in_pair: bool) -> None:
        """Say whether the audit is signed, and what may be done about it; less of it in pair mode."""
        signed = view.signed
        self.title.setText(self.tr("Signed and sealed") if signed else self.tr("Sign together"))
        self._explain.setText(
            self.tr("Nothing in this audit can be changed now. Later comments and progress are added beside it.")
            if signed
            else self.tr("After signing nothing in this audit can be changed. Later comments are added beside it.")
        )
        self._check_row.setVisible(not (signed or in_pair))
        self._provisional.setVisible(view.provisional)
        self._ready.setVisible(view.ready and not signed)
