"""Asks for the passphrase, or for the recovery code on a bad day."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.unlock import Secret, SecretKind
from qa_desktop.ui.widgets.buttons import LinkButton, PrimaryButton
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import line_field
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column, PageHead, ScrollingColumn


class UnlockPage(Page):
    """One line and one button."""

    secret_entered = Signal(object)
    """A Secret."""

    stands_alone = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        outer = Column(self, gap=0)
        page = ScrollingColumn(self, gap=18, widest=520)
        outer.addWidget(page)
        self.summary = ErrorSummary(self)
        page.add(self.summary)
        self._head = PageHead("")
        page.add(self._head)
        self._field, self.line = line_field("")
        self.line.returnPressed.connect(self._enter)
        page.add(self._field)
        self.open_button = PrimaryButton(self.tr("Open"))
        self.open_button.clicked.connect(self._enter)
        self.switch_button = LinkButton("")
        self.switch_button.clicked.connect(self._switch)
        page.add(FlowRow(self.open_button, self.switch_button, gap=16))
        page.body.addStretch(1)
        self._kind = SecretKind.PASSPHRASE
        self._show_kind()

    def offer(self, kind: SecretKind) -> None:
        """Ask for a passphrase or for a recovery code."""
        self._kind = kind
        self._show_kind()

    def show_problem(self, sentence: str) -> None:
        """Say why the profile stays closed."""
        self.open_button.setEnabled(True)
        self.line.selectAll()
        self.summary.show_problems([(sentence, self._field)])

    @override
    def focus_first(self) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_kind(self) -> None:
        asks_passphrase = self._kind is SecretKind.PASSPHRASE
        title = self.tr("Enter your passphrase") if asks_passphrase else self.tr("Enter your recovery code")
        lead = (
            self.tr("Your audits are encrypted on this laptop.")
            if asks_passphrase
            else self.tr("The code that you printed or wrote down when QA Desktop was set up.")
        )
        self._head.set_words(title, lead)
        self._field.set_label(self.tr("Passphrase") if asks_passphrase else self.tr("Recovery code"))
        self.line.setEchoMode(QLineEdit.EchoMode.Password if asks_passphrase else QLineEdit.EchoMode.Normal)
        self.switch_button.setText(
            self.tr("Use the recovery code") if asks_passphrase else self.tr("Use the passphrase")
        )
        self.summary.show_problems(())

    def _switch(self) -> None:
        self.line.clear()
        passphrase, code = SecretKind.PASSPHRASE, SecretKind.RECOVERY_CODE
        self.offer(code if self._kind is passphrase else passphrase)
        self.focus_first()

    def _enter(self) -> None:
        if not self.line.text().strip():
            words = self.tr("Enter: {}").format(self._field.label.text().lower())
            self.summary.show_problems([(words, self._field)])
            return
        self.summary.show_problems(())
        self.open_button.setEnabled(False)
        self.secret_entered.emit(Secret(self._kind, self.line.text()))
