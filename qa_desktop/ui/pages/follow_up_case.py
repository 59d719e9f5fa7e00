"""Where what is done once for a case that two people audited is followed up, and what stands on the other form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_steps import FOLLOW_UP
from qa_desktop.ui.presenters.case_follow_up import CaseView, WrittenLine
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import LinkButton, SecondaryButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.kept_focus import kept_focus
from qa_desktop.ui.widgets.panes import Card, Column, clear
from qa_desktop.ui.widgets.text import Small, Words

IS_READ = "It counts for the case as well. It can be read here, and is not changed."
MAY_BE_TAKEN_BACK = "It counts for the case as well. What stands here by mistake is taken back here."


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
    """What was written on the form that does not carry the follow-up: read, and taken back where it was a mistake."""

    def __init__(self, page: AuditPage, parent: QWidget) -> None:
        super().__init__(" ", parent)
        self._page = page
        self._lines = Column(gap=6)
        self.body.addLayout(self._lines)
        self._told = Small("", self)
        self.add(self._told)
        self.shown: tuple[WrittenLine, ...] = ()
        """What is said, a line each."""
        self.back_buttons: list[LinkButton] = []

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
        can_take_back = any(one.paths for one in lines)
        self._told.setText(self._page.tr(MAY_BE_TAKEN_BACK if can_take_back else IS_READ))
        self.back_buttons = []
        with kept_focus(self, self._page.focus_first):
            clear(self._lines)
            for line in lines:
                self._add(line)

    def _add(self, line: WrittenLine) -> None:
        words = Words(line.words, parent=self)
        self._lines.addWidget(words)
        if line.paths:
            back = LinkButton(self._page.tr("Take back"), parent=self)
            back.setAccessibleName(self._page.tr("Take back: {}").format(line.what))
            back.clicked.connect(lambda: self._take_back(line))
            self.back_buttons.append(back)
            self._lines.addWidget(FlowRow(back, parent=self))

    def _take_back(self, line: WrittenLine) -> None:
        self._page.session.record(dict.fromkeys(line.paths))
        announce(self, self._page.tr("{} was taken back").format(line.what))
