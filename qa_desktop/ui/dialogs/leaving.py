"""Sends what is only on this laptop before the window closes, and warns where that cannot be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.ui.presenters.times import counted
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.status import BusyBar
from qa_desktop.ui.widgets.text import Heading, Words

LEAST_WIDTH = 460


class Leaving(QDialog):
    """Says how much is only here; it closes by itself once everything is sent."""

    close_requested = Signal()
    """Close the window, sent or not."""

    def __init__(self, unsent: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Before you close"))
        self.setMinimumWidth(LEAST_WIDTH)
        column = Column(self, gap=14, margins=(22, 20, 22, 18))
        heading = self.tr("{} only on this laptop").format(counted(unsent, "item is", "items are"))
        column.addWidget(Heading(heading, self))
        self.words = Words(self.tr("They are being sent. You can close without waiting; nothing is lost."), parent=self)
        column.addWidget(self.words)
        self.busy = BusyBar(self)
        column.addWidget(self.busy)
        self.stay_button = PrimaryButton(self.tr("Stay"), parent=self)
        self.stay_button.clicked.connect(self.reject)
        self.close_button = SecondaryButton(self.tr("Close without sending"), parent=self)
        self.close_button.clicked.connect(self._close)
        column.addWidget(FlowRow(self.stay_button, self.close_button))
        self.stay_button.setDefault(True)
        self.stay_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.busy.begin(self.tr("Sending"))

    def show_ended(self, *, unsent: int, why: str) -> None:
        """Close where everything is sent, else say what is left and why."""
        self.busy.end()
        if not unsent:
            self._close()
            return
        left = self.tr("{} not sent.").format(counted(unsent, "item was", "items were"))
        safe = self.tr("Everything is saved on this laptop and goes with the next sync.")
        words = " ".join(part for part in (left, why, safe) if part)
        self.words.setText(words)
        announce(self, words)

    def _close(self) -> None:
        self.accept()
        self.close_requested.emit()
