"""Who gets a report, on the reports page: those whom the framework names, and who got which version."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from qa_desktop.ui.presenters.reports import DraftView
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, Column, clear
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Small, Strong, Words

BY_EMAIL = "by e-mail"


class ReportGivenCard(Card):
    """Ticked are those who are to get it."""

    email_requested = Signal(tuple)
    """To whom an e-mail is to be drafted."""
    give_requested = Signal(tuple, str)
    """Who got the file that was saved last, and how."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("Who gets it"), parent)
        self._names = Column(gap=4)
        self.body.addLayout(self._names)
        self.boxes: list[CheckBox] = []
        self.other = QLineEdit(self)
        self.add(LabelledField(self.tr("Somebody else"), self.other, optional=True))
        self.how = Select(self.tr("How they get it"), self)
        for words in (BY_EMAIL, self.tr("in the meeting"), self.tr("on the intranet"), self.tr("on paper")):
            self.how.addItem(words, words)
        self.add(LabelledField(self.tr("How"), self.how))
        self.email_button = SecondaryButton(self.tr("Draft an e-mail"))
        self.email_button.clicked.connect(self._email)
        self.give_button = SecondaryButton(self.tr("Keep that they got it"))
        self.give_button.clicked.connect(lambda: self.give_requested.emit(self.chosen, str(self.how.currentData())))
        self.add(FlowRow(self.email_button, self.give_button))
        self._hint = Small(self.tr("Save the report first: what is kept is the hash of that very file."), self)
        self.add(self._hint)
        self._given = Column(gap=6)
        self.body.addLayout(self._given)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Who is to get it."""
        other = self.other.text().strip()
        return (*(box.text() for box in self.boxes if box.isChecked()), *((other,) if other else ()))

    def show_view(self, view: DraftView) -> None:
        """Show the recipients that the framework names, the first of them ticked."""
        clear(self._names)
        self.boxes = [CheckBox(name, self) for name in view.recipients]
        for place, box in enumerate(self.boxes):
            box.setChecked(place == 0)
            self._names.addWidget(box)
        self.other.clear()
        self.give_button.setVisible(view.may_keep)
        self.offer(saved=False)
        self.show_given(view.given)

    def show_given(self, given: tuple[str, ...]) -> None:
        """Show who got which version."""
        clear(self._given)
        if given:
            self._given.addWidget(Strong(self.tr("Who got which version"), self))
        for line in given:
            self._given.addWidget(Words(line, parent=self))

    def offer(self, *, saved: bool) -> None:
        """Offer to keep who got it once there is a file of which it can be kept."""
        self.give_button.setEnabled(saved)
        self._hint.setVisible(not saved and self.give_button.isVisibleTo(self))

    def _email(self) -> None:
        self.email_requested.emit(self.chosen)
