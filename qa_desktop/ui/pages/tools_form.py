"""Offers to save a tool as a spreadsheet, and tells first what other programs will not know of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card
from qa_desktop.ui.widgets.text import Subheading, Words


class FormCard(Card):
    """A card of the tools page."""

    asked = Signal()
    """The person wants to know what the form cannot hold."""
    save_requested = Signal()

    def __init__(self, tool_id: str, version: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.tool_id = tool_id
        self.version = version
        self.add(Subheading(self.tr("As a spreadsheet")))
        self.words = Words("", parent=self)
        self.add(self.words)
        self.ask_button = SecondaryButton(self.tr("Save as XLSForm"), parent=self)
        self.ask_button.clicked.connect(self.asked)
        self.save_button = PrimaryButton(self.tr("Choose where to save it"), parent=self)
        self.save_button.clicked.connect(self.save_requested)
        self.not_now_button = SecondaryButton(self.tr("Not now"), parent=self)
        self.not_now_button.clicked.connect(self._not_now)
        self.add(FlowRow(self.ask_button, self.save_button, self.not_now_button))
        self._say(self._offer())

    def show_gaps(self, gaps: Sequence[str]) -> None:
        """Say what other programs will not know, and ask whether to go on."""
        words = self.tr(
            "Programs such as KoboToolbox, ODK and Survey123 will read the questions, answers and conditions. "
            "QA Desktop reads it back whole. Other programs pass over:"
        )
        self._say("\n".join([words, *(f"•  {gap}" for gap in gaps)]), asking=True)
        self.not_now_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.words.text())

    def show_saved(self, file: str) -> None:
        """Say where the workbook is."""
        self._tell(self.tr("Saved as {}.").format(file))

    def show_problem(self, words: str) -> None:
        """Say why it was not saved."""
        self._tell(words, "problem")

    def _tell(self, words: str, role: str = "") -> None:
        self._say(words, role)
        self.ask_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words)

    def _not_now(self) -> None:
        self._say(self._offer())
        self.ask_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: str, role: str = "", *, asking: bool = False) -> None:
        self.words.setText(words)
        self.words.set_role(role)
        self.ask_button.setVisible(not asking)
        self.save_button.setVisible(asking)
        self.not_now_button.setVisible(asking)

    def _offer(self) -> str:
        return self.tr("To look at it in Excel, to change it there and bring it in again, or to use it elsewhere.")
