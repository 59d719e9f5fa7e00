"""Asks for an old and a new passphrase or PIN."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn

MISMATCH = "The two entries differ. Enter the same twice"


@dataclass(frozen=True, slots=True)
class SecretWords:
    """What the dialog says, and what it asks for."""

    title: str
    lead: str
    old_label: str
    """Empty where there is nothing to ask for."""
    new_label: str
    """Empty where the secret is removed."""
    again_label: str
    action: str


class ChangeSecret(QDialog):
    """Three lines at most; what was entered goes to `take` as (old, new) and is never shown."""

    def __init__(self, words: SecretWords, take: Callable[[str, str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.title)
        self._take = take
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=14)
        self.summary = ErrorSummary(self)
        page.add(self.summary)
        page.add(PageHead(words.title, words.lead))
        self.old = self._line(page, words.old_label)
        self.new = self._line(page, words.new_label)
        self.again = self._line(page, words.again_label)
        page.body.addStretch(1)
        column.addWidget(page, 1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.action_button = PrimaryButton(words.action)
        self.action_button.setDefault(True)
        self.action_button.clicked.connect(self._go_on)
        column.addWidget(FooterBar(cancel, self.action_button))
        self.resize(54 * self.fontMetrics().averageCharWidth(), 480)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not accepted."""
        self.action_button.setEnabled(True)
        field = self.old if not self.old.isHidden() else self.new
        self.summary.show_problems([(sentence, field)])

    def _line(self, page: ScrollingColumn, label: str) -> LabelledField:
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        field = LabelledField(label, line)
        field.setVisible(bool(label))
        page.add(field)
        return field

    def _go_on(self) -> None:
        old, new, again = (_text(field) for field in (self.old, self.new, self.again))
        problems: list[tuple[str, QWidget | None]] = [
            (self.tr("Enter: {}").format(field.label.text()), field)
            for field, text in ((self.old, old), (self.new, new))
            if not field.isHidden() and not text
        ]
        if not problems and not self.again.isHidden() and new != again:
            problems = [(self.tr(MISMATCH), self.again)]
        self.summary.show_problems(problems)
        if not problems:
            self.action_button.setEnabled(False)
            self._take(old, new)


def _text(field: LabelledField) -> str:
    return field.control.text() if isinstance(field.control, QLineEdit) else ""
