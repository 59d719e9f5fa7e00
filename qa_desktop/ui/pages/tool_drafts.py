"""The tools that are being written on this laptop, and the ways to begin one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.tool_edit.draft import DraftSummary
from qa_desktop.ui.page import Page
from qa_desktop.ui.widgets.buttons import DangerButton, PrimaryButton, QuietButton, SecondaryButton, SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, Column, FooterBar, PageHead, ScrollingColumn, clear
from qa_desktop.ui.widgets.status import EmptyState
from qa_desktop.ui.widgets.text import Muted, Strong


class ToolDraftsPage(Page):
    """Every draft, and what can be done with it."""

    draft_requested = Signal(str)
    discard_requested = Signal(str)
    new_requested = Signal()
    file_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tools you are writing", parent)
        outer = Column(self, gap=0)
        column = ScrollingColumn(self, gap=14, widest=820)
        lead = self.tr("Drafts stay on this laptop until you publish them. To adapt a tool, choose it in the library.")
        column.add(PageHead(self.tr("Tools you are writing"), lead))
        self._list = Column(gap=12)
        column.body.addLayout(self._list)
        column.body.addStretch(1)
        outer.addWidget(column, 1)
        back = QuietButton(self.tr("← Tools"))
        back.clicked.connect(self.left)
        open_button = SecondaryButton(self.tr("Open a tool file"))
        open_button.clicked.connect(self.file_requested)
        self.new_button = PrimaryButton(self.tr("New tool"))
        self.new_button.clicked.connect(self.new_requested)
        outer.addWidget(FooterBar(back, open_button, self.new_button))

    def show_drafts(self, drafts: Sequence[tuple[DraftSummary, str]]) -> None:
        """Show the drafts, each with when it was changed."""
        clear(self._list)
        if not drafts:
            words = self.tr("A tool that you begin or adapt is listed here until it is published.")
            self._list.addWidget(EmptyState(self.tr("No drafts"), words))
        for draft, changed in drafts:
            self._list.addWidget(_DraftCard(self, draft, changed))

    @override
    def focus_first(self) -> None:
        self.new_button.setFocus(Qt.FocusReason.OtherFocusReason)


class _DraftCard(Card):
    """One draft."""

    def __init__(self, page: ToolDraftsPage, draft: DraftSummary, changed: str) -> None:
        super().__init__("")
        self.add(Strong(draft.title))
        made = [page.tr("Version {}").format(draft.version)] if draft.version else []
        if draft.based_on:
            made.append(page.tr("from {}").format(draft.based_on))
        self.add(Muted(" · ".join([*made, page.tr("changed {}").format(changed)])))
        self._go_on = SmallButton(page.tr("Go on writing"))
        self._go_on.clicked.connect(lambda: page.draft_requested.emit(draft.id))
        self._throw = SmallButton(page.tr("Throw away"))
        self._throw.clicked.connect(lambda: self._ask(asking=True))
        self._sure = DangerButton(page.tr("Throw this draft away for good"))
        self._sure.clicked.connect(lambda: page.discard_requested.emit(draft.id))
        self._keep = SmallButton(page.tr("Keep it"))
        self._keep.clicked.connect(lambda: self._ask(asking=False))
        buttons = (self._go_on, self._throw, self._sure, self._keep)
        for button in buttons:
            button.setAccessibleName(f"{button.text()}: {draft.title}")
        self.add(FlowRow(*buttons))
        self._ask(asking=False)

    def _ask(self, *, asking: bool) -> None:
        self._go_on.setVisible(not asking)
        self._throw.setVisible(not asking)
        self._sure.setVisible(asking)
        self._keep.setVisible(asking)
        if asking:
            self._keep.setFocus(Qt.FocusReason.OtherFocusReason)
