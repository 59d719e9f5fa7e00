"""Shows the recovery code once, with every way to keep it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.presenters.setup import code_sheet
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.text import Small, Words


class RecoveryCodeView(ScrollingColumn):
    """The code, print, save, copy, and the tick without which one cannot go on."""

    confirmed = Signal(bool)
    print_requested = Signal(str)
    save_requested = Signal(str)
    """The text of the sheet, for both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=18, widest=640)
        self._sheet = ""
        lead = self.tr(
            "It opens your profile if the passphrase is forgotten or this computer's keyring is lost. It is shown only "
            "now, and nobody can make it again. Keep it apart from the laptop."
        )
        self.add(PageHead(self.tr("Your recovery code"), lead))
        card = Card()
        self.code = Words("", "code")
        self.code.setAccessibleName(self.tr("Recovery code"))
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        card.add(self.code)
        self.print_button = SecondaryButton(self.tr("Print"))
        self.save_button = SecondaryButton(self.tr("Save to a file"))
        self.copy_button = SecondaryButton(self.tr("Copy"))
        self.print_button.clicked.connect(lambda: self.print_requested.emit(self._sheet))
        self.save_button.clicked.connect(lambda: self.save_requested.emit(self._sheet))
        self.copy_button.clicked.connect(self._copy)
        card.add(FlowRow(self.print_button, self.save_button, self.copy_button))
        self._told = Small("")
        self._told.hide()
        card.add(self._told)
        self.add(card)
        self.kept = CheckBox(self.tr("I have printed or written this down"))
        self.kept.toggled.connect(self.confirmed)
        self.add(self.kept)
        self.body.addStretch(1)

    def show_code(self, name: str, code: str) -> None:
        """Show a code."""
        self.code.setText(code)
        self.code.setAccessibleName(self.tr("Recovery code: {}").format(code))
        self._sheet = code_sheet(name, code)

    def tell(self, words: str) -> None:
        """Say what became of printing, saving or copying."""
        self._told.setText(words)
        self._told.show()
        announce(self, words)

    def focus_first(self) -> None:
        """Move the focus to the first way to keep the code."""
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code.text())
        self.tell(self.tr("Copied. Paste it into your password safe, then copy something else."))
