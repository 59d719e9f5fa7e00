"""Where what is done once for a case that two people audited is followed up, and what stands on the other form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_steps import FOLLOW_UP
from qa_desktop.ui.presenters.case_follow_up import CaseView
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, Column, clear
from qa_desktop.ui.widgets.text import Small, Words


class CaseCard(Card):
    """Says which form carries the follow-up, and leads to the other one."""

    def __init__(self, page: AuditPage, parent: QWidget) -> None:
        super().__init__(page.tr("Two people audited this case"), parent)
        self._page = page
        self._other = ""
        self.words = Words("", parent=self)
        self.add(self.words)
        self.button = SecondaryButton("", parent=self)
        self.button.clicked.connect(lambda: page.audit_requested.emit(self._other, FOLLOW_UP))
        self.add(FlowRow(self.button, parent=self))

    def show_case(self, view: CaseView | None) -> None:
        """Show what this form says of the other; nothing where there is none."""
        self.setVisible(view is not None)
        if view is not None:
            self._other = view.other
            self.words.setText(view.words)
            self.button.setText(view.opens)

    def focus_button(self) -> None:
        """Begin with the way to the other form."""
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)


class WrittenCard(Card):
    """What was written on the form that does not carry the follow-up: only to be read."""

    def __init__(self, page: AuditPage, parent: QWidget) -> None:
        super().__init__(" ", parent)
        told = page.tr("It counts for the case as well. It can be read here, and is not changed.")
        self._lines = Column(gap=6)
        self.body.addLayout(self._lines)
        self.add(Small(told, self))
        self.shown: tuple[str, ...] = ()
        """What is said, a line each."""

    def show_case(self, view: CaseView | None) -> None:
        """Show what was written; nothing where nothing was."""
        lines = view.written if view is not None else ()
        self.setVisible(bool(lines))
        if view is None or lines == self.shown:
            return
        self.shown = lines
        if self.heading is not None:
            self.heading.setText(view.heading)
        self.setAccessibleName(view.heading)
        clear(self._lines)
        for line in lines:
            self._lines.addWidget(Words(line, parent=self))
