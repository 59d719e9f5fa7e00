"""Asks for whom a bundle is: the address that only the recipient's own profile can open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.field import line_field
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn

PREFIX = "age1"


class Recipient(QDialog):
    """One line: the recipient's address."""

    def __init__(self, take: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hand over as a bundle"))
        self._take = take
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=14)
        lead = self.tr(
            "The bundle holds the audit with its history, signatures and notes. Your preparation notes stay here. Only "
            "the recipient can open it."
        )
        page.add(PageHead(self.tr("Hand over as a bundle"), lead))
        hint = self.tr("They find it under Settings and send it to you. It begins with “age1”.")
        self._field, self.address = line_field(self.tr("The recipient's address"), hint)
        self.address.returnPressed.connect(self._go_on)
        page.add(self._field)
        page.body.addStretch(1)
        column.addWidget(page, 1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.save_button = PrimaryButton(self.tr("Choose where to save"))
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._go_on)
        column.addWidget(FooterBar(cancel, self.save_button))
        self.resize(58 * self.fontMetrics().averageCharWidth(), 380)

    def _go_on(self) -> None:
        address = self.address.text().strip()
        if not address.startswith(PREFIX):
            self._field.set_problem(self.tr("Enter an address that begins with “age1”"))
            return
        self.accept()
        self._take(address)
