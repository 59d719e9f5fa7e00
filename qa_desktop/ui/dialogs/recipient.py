"""Asks for whom a bundle is: an officer whom the authority names, or the address that somebody gave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.field import LabelledField, line_field
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select

PREFIX = "age1"


@dataclass(frozen=True, slots=True)
class Addressee:
    """For whom a bundle is to be made."""

    name: str
    """Empty where only the address is known."""
    address: str


class Recipient(QDialog):
    """The named officers, and one line for somebody else's address."""

    def __init__(
        self, named: tuple[Addressee, ...], take: Callable[[Addressee], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hand over as a bundle"))
        self._named = named
        self._take = take
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=14)
        lead = self.tr(
            "The bundle holds the audit with its history, signatures and notes. Your preparation notes stay here. Only "
            "the recipient can open it, and your authority with its recovery key."
        )
        page.add(PageHead(self.tr("Hand over as a bundle"), lead))
        self.who = Select(self.tr("For whom"), self)
        self.who.addItems([*(one.name for one in named), self.tr("Somebody else")])
        self.who.activated.connect(lambda _: self._fit())
        choice = LabelledField(self.tr("For whom"), self.who, self.tr("Officers whom your authority names."))
        choice.setVisible(bool(named))
        page.add(choice)
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
        self.resize(58 * self.fontMetrics().averageCharWidth(), 420 if named else 380)
        self._fit()

    @property
    def _officer(self) -> Addressee | None:
        row = self.who.currentIndex()
        return self._named[row] if 0 <= row < len(self._named) else None

    def _fit(self) -> None:
        self._field.setVisible(self._officer is None)

    def _go_on(self) -> None:
        chosen = self._officer or Addressee("", self.address.text().strip())
        if not chosen.address.startswith(PREFIX):
            self._field.set_problem(self.tr("Enter an address that begins with “age1”"))
            return
        self.accept()
        self._take(chosen)
