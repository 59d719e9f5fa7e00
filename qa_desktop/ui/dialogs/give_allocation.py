"""Asks who takes an allocated audit instead, the fairest first, and what goes back in return."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.ui.item_models.two_lines import TwoLineModel, lines_of
from qa_desktop.ui.presenters.allocations import GiveView, load_words
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Muted, Subheading
from qa_desktop.ui.widgets.two_line_list import TwoLineList, TwoLines


class GiveAllocation(QDialog):
    """People with how much they have and did. It stays until the allocation was given."""

    give_requested = Signal(str, str)
    """A person's id, and the id of an allocation that goes back, or nothing."""

    def __init__(self, view: GiveView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setWindowTitle(self.tr("Give to somebody else"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=12)
        page.setAccessibleName(self.windowTitle())
        column.addWidget(page, 1)
        page.add(PageHead(view.title, view.told))
        self.problem = Banner("", BannerKind.PROBLEM)
        self.problem.hide()
        page.add(self.problem)
        page.add(Subheading(self.tr("Who takes it, those who have and did fewest first"), self))
        self.model = TwoLineModel(self)
        self.list = TwoLineList(self.tr("People"), lines_of, self)
        self.list.setModel(self.model)
        self.model.show_rows(tuple(self._lines_of(number) for number in range(len(view.people))))
        page.body.addWidget(self.list, 1)
        nobody = Muted(self.tr("Nobody who can have it is known here yet. People arrive with a sync."), self)
        nobody.setVisible(not view.people)
        page.add(nobody)
        self.back = Select(self.tr("What goes back in return"), self)
        self._back_field = LabelledField(self.tr("What goes back in return"), self.back, optional=True)
        page.add(self._back_field)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.give_button = PrimaryButton("")
        self.give_button.setAutoDefault(False)
        self.give_button.clicked.connect(self._go_on)
        column.addWidget(FooterBar(cancel, self.give_button))
        room = self.screen().availableGeometry().height() - 40
        self.resize(62 * self.fontMetrics().averageCharWidth(), min(640, room))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._fit())
        wished = [number for number, one in enumerate(view.people) if one.person == view.wished]
        if view.people:
            self.list.setCurrentIndex(self.model.index((wished or [0])[0]))
        self._fit()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, words: str) -> None:
        """Say why it was not given."""
        self.problem.set_text(words)
        self.give_button.setEnabled(True)
        announce(self.problem, words, urgent=True)

    def _lines_of(self, number: int) -> TwoLines:
        one = self._view.people[number]
        place = " · ".join(part for part in (one.team, one.service) if part)
        name = self.tr("{} (asked for)").format(one.name) if one.person == self._view.wished else one.name
        return TwoLines(name, place, load_words(one))

    def _fit(self) -> None:
        row = self.list.currentIndex().row()
        person = self._view.people[row] if 0 <= row < len(self._view.people) else None
        theirs = self._view.theirs.get(person.person, ()) if person is not None else ()
        self.back.clear()
        self.back.addItem(self.tr("Nothing"), "")
        for allocation, title in theirs:
            self.back.addItem(title, allocation)
        self._back_field.setVisible(bool(theirs))
        self.give_button.setEnabled(person is not None)
        name = person.name if person is not None else ""
        self.give_button.setText(self.tr("Give to {}").format(name) if name else self.tr("Give"))

    def _go_on(self) -> None:
        row = self.list.currentIndex().row()
        self.give_button.setEnabled(False)
        self.problem.hide()
        self.give_requested.emit(self._view.people[row].person, str(self.back.currentData() or ""))
