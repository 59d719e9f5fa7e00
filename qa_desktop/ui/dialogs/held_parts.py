"""Who has a part in an audit now, each with the way to take it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from qa_desktop.ui.presenters.audit_sharing import Held
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.panes import Column, Row, clear
from qa_desktop.ui.widgets.text import Small, Strong, Subheading


class HeldParts(QWidget):
    """Hidden where nobody else has a part."""

    take_back_requested = Signal(object)
    """A Held."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=8)
        column.addWidget(Subheading(self.tr("Who has a part now"), self))
        words = self.tr(
            "Taken back, the audit leaves their laptop when both laptops have synced. What they wrote stays; what they "
            "have not sent by then waits for you to take it in."
        )
        column.addWidget(Small(words, self))
        self._rows = Column(gap=8)
        column.addLayout(self._rows)
        self.buttons: tuple[SmallButton, ...] = ()

    def show_parts(self, held: tuple[Held, ...]) -> None:
        """Show who has what."""
        clear(self._rows)
        self.buttons = tuple(self._row(one) for one in held)
        self.setVisible(bool(held))

    def focus_first(self) -> bool:
        """Go to the first part that can be taken back; tell whether there is one."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self.buttons)

    def _row(self, held: Held) -> SmallButton:
        row = QWidget(self)
        line = Row(row, gap=14)
        words = Column(gap=0)
        words.addWidget(Strong(held.name, row))
        words.addWidget(Small(held.caption, row))
        line.addLayout(words, 1)
        button = SmallButton(self.tr("Take back"), parent=row)
        button.setAccessibleName(self.tr("Take back from {}: {}").format(held.name, held.caption))
        button.setAutoDefault(False)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.take_back_requested.emit(held))
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._rows.addWidget(row)
        return button
