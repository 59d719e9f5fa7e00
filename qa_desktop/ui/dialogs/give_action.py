"""Asks who has an action from now on, as after its owner left."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.domain.tracker import TrackedAction
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.field import line_field
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.text import Words


class GiveAction(QDialog):
    """One line for a name or a role."""

    given = Signal(str, bool)
    """To whom, and whether everything else that its owner has goes with it."""

    def __init__(self, action: TrackedAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Give to somebody else"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=14)
        lead = self.tr("Until now {} has it. The signed plan stays as it is; this is written beside it.")
        page.add(PageHead(self.tr("Give to somebody else"), lead.format(action.owner)))
        page.add(Words(f"{action.subject}: {action.what}"))
        hint = self.tr("A name, or a role such as Team manager.")
        self.field, self.who = line_field(self.tr("Who has it from now on?"), hint)
        self.who.returnPressed.connect(self._give)
        page.add(self.field)
        self.everything = CheckBox(self.tr("Everything else that {} has, too").format(action.owner), self)
        page.add(self.everything)
        page.body.addStretch(1)
        column.addWidget(page, 1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.give_button = PrimaryButton(self.tr("Give it to them"))
        self.give_button.setDefault(True)
        self.give_button.clicked.connect(self._give)
        column.addWidget(FooterBar(cancel, self.give_button))
        self.resize(58 * self.fontMetrics().averageCharWidth(), 420)

    def show_problem(self, sentence: str) -> None:
        """Say why it cannot be given to them."""
        self.field.set_problem(sentence)
        self.who.setFocus()

    def _give(self) -> None:
        if not self.who.text().strip():
            self.show_problem(self.tr("Enter a name or a role"))
            return
        self.given.emit(self.who.text(), self.everything.isChecked())
