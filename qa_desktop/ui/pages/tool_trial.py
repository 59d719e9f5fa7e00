"""Shows a tool as it will look to the pair: the audit's own pages on an audit that is never kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain import flow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.sign import SignPage
from qa_desktop.ui.presenters.audit_steps import HOME
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column, Pane, Row, Surface
from qa_desktop.ui.widgets.text import Words


class ToolTrialPage(Page):
    """Holds an open audit like any other under a line that says that nothing of it is kept."""

    left = Signal()

    def __init__(self, shell: AuditShell, version: str, parent: QWidget | None = None) -> None:
        super().__init__(shell.crumb, parent)
        self.shell = shell
        column = Column(self, gap=0)
        bar = Pane(Surface.SIDE, "bottom")
        line = Row(bar, margins=(22, 8, 22, 8))
        words = self.tr("Preview of version {}. Try it out: nothing that you enter here is kept.")
        self.words = Words(words.format(version), parent=self)
        self.note_button = SmallButton(self.tr("See the note"), parent=self)
        self.note_button.clicked.connect(self._show_note)
        self.leave_button = SmallButton(self.tr("Back to the tool"), parent=self)
        self.leave_button.clicked.connect(self.left)
        line.addWidget(FlowRow(self.words, self.note_button, self.leave_button, spread_after=1))
        column.addWidget(bar)
        column.addWidget(shell, 1)
        shell.left.connect(self.left)
        shell.crumb_changed.connect(self.set_crumb)

    @override
    def page_actions(self) -> tuple[QAction, ...]:
        return self.shell.page_actions()

    @override
    def focus_first(self) -> None:
        self.shell.focus_first()

    @override
    def undo(self) -> None:
        self.shell.undo()

    @override
    def redo(self) -> None:
        self.shell.redo()

    def _show_note(self) -> None:
        """Show the note as it would be, with what was tried out in it."""

        def show() -> None:
            self.shell.go(flow.SIGN)
            page = self.shell.page
            if isinstance(page, SignPage):
                page.show_note()

        self.shell.flush()
        self.shell.session.when_settled(show)


def first_step(shell: AuditShell) -> str:
    """Return where the preview of a tool begins: at its first section, which is what people want to see."""
    sections = (step for step in flow.steps(shell.audit) if step.startswith(flow.SECTION_PREFIX))
    return next(sections, HOME)
