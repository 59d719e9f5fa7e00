"""Asks which printed programme of focus is taken over, and from which month on."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.ui.presenters.quotas import MONTHS
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select

MONTHS_OFFERED = 18
YEAR = 12


class TakeFocus(QDialog):
    """Two choices; each row of the print becomes an entry that can be changed."""

    taken = Signal(str, object)
    """The programme's id, and the first day of its first month."""

    def __init__(self, programmes: tuple[tuple[str, str], ...], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Printed programme of focus"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=14)
        page.setAccessibleName(self.windowTitle())
        column.addWidget(page, 1)
        lead = self.tr("Each theme becomes an entry of its own, as long after the first as it is printed.")
        page.add(PageHead(self.tr("Take the printed focus over"), lead))
        self.which = Select(self.tr("Which programme"), self)
        for programme, title in programmes:
            self.which.addItem(title, programme)
        page.add(LabelledField(self.tr("Which programme"), self.which))
        self.month = Select(self.tr("From which month"), self)
        for number in range(MONTHS_OFFERED):
            year, month = divmod(today.year * YEAR + today.month - 1 + number, YEAR)
            self.month.addItem(f"{MONTHS[month]} {year}", date(year, month + 1, 1))
        page.add(LabelledField(self.tr("From which month"), self.month))
        page.body.addStretch(1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.take_button = PrimaryButton(self.tr("Take over"))
        self.take_button.setDefault(True)
        self.take_button.clicked.connect(self._go_on)
        column.addWidget(FooterBar(cancel, self.take_button))
        self.resize(58 * self.fontMetrics().averageCharWidth(), 400)
        self.which.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        self.accept()
        self.taken.emit(str(self.which.currentData()), self.month.currentData())
