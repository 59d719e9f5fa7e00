"""What covers the screen when somebody comes in: neutral, without a word about anybody."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qa_desktop.ui import keys
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.panes import Column, Pane, Surface
from qa_desktop.ui.widgets.text import Heading, Muted


class Cover(Pane):
    """A plain surface with the one way back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.COVER, parent=parent)
        column = Column(self, gap=14, margins=(24, 24, 24, 24))
        column.addStretch(1)
        for words in (Heading(self.tr("The screen is covered"), self), Muted(self.tr("Nothing is lost."), self)):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        self.back_button = SecondaryButton(self.tr("Show the window again"), keys.shown("cover"), self)
        column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
