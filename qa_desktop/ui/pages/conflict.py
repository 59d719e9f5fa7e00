"""A field that two people wrote: before, mine and theirs side by side, and the ways to settle it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget
from typing_extensions import override

from qa_desktop.domain.operation import Value
from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.conflict import ConflictView, SideView
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.choices import RadioButton
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column, FooterBar, PageHead, ScrollingColumn, clear
from qa_desktop.ui.widgets.text import Small, Subheading, Words, tab_through

LEAST_COLUMN = 26
"""A column is not squeezed under so many average characters."""


class ConflictPage(Page):
    """One field at a time."""

    settled = Signal(object)
    """The value that the field is to have."""
    left = Signal()

    suits_pair_mode = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("To settle", parent)
        outer = Column(self, gap=0)
        page = ScrollingColumn(self, gap=16, widest=1180)
        page.setAccessibleName(self.tr("To settle"))
        outer.addWidget(page, 1)
        self.head = PageHead(self.tr("Two people wrote this field"))
        page.add(self.head)
        self.summary = ErrorSummary(self)
        page.add(self.summary)
        self._sides = QWidget()
        self._columns = ColumnsLayout(self._sides, gap=14, first_above=True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._sides.setSizePolicy(policy)
        page.add(self._sides)
        self._question = Card(self.tr("Which one holds?"))
        self._options = Column(gap=4)
        self._question.body.addLayout(self._options)
        self.anew = GrowingTextEdit()
        self._anew_field = LabelledField(self.tr("The text that holds"), self.anew)
        self._question.add(self._anew_field)
        page.add(self._question)
        page.body.addStretch(1)
        self.back_button = QuietButton(self.tr("Leave it for now"))
        self.back_button.clicked.connect(self.left)
        self.settle_button = PrimaryButton(self.tr("Settle this field"))
        self.settle_button.clicked.connect(self._settle)
        outer.addWidget(FooterBar(self.back_button, self.settle_button))
        self.options: tuple[RadioButton, ...] = ()
        self._values: tuple[Value, ...] = ()
        self._group = QButtonGroup(self)

    def show_conflict(self, view: ConflictView) -> None:
        """Show one field. Both texts are kept unless somebody chooses otherwise; a choice has to be made."""
        self.set_crumb(view.audit_title)
        lead = self.tr("Both were kept. Say which one holds; the other one stays in the history.")
        self.head.set_words(view.field, lead, " · ".join(part for part in (self.tr("To settle"), view.place) if part))
        self.summary.show_problems(())
        self._show_sides(view.sides)
        self._show_options(view)
        announce(self, view.field)
        self.focus_first()

    def show_problem(self, sentence: str) -> None:
        """Say why it was not settled."""
        self.summary.show_problems([(sentence, None)])

    @override
    def focus_first(self) -> None:
        chosen = next((one for one in self.options if one.isChecked()), None)
        first = chosen or (self.options[0] if self.options else self.back_button)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_sides(self, sides: tuple[SideView, ...]) -> None:
        while (item := self._columns.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.hide()
                before.deleteLater()
        self._columns.set_least_width(LEAST_COLUMN * self.fontMetrics().averageCharWidth())
        for side in sides:
            self._columns.addWidget(_side_card(side))
        self._sides.updateGeometry()

    def _show_options(self, view: ConflictView) -> None:
        for option in self.options:
            self._group.removeButton(option)
        clear(self._options)
        words = [choice.words for choice in view.choices] + ([self.tr("Write it anew")] if view.may_write else [])
        self.options = tuple(RadioButton(text) for text in words)
        self._values = tuple(choice.value for choice in view.choices)
        for option in self.options:
            self._group.addButton(option)
            self._options.addWidget(option)
            option.toggled.connect(self._show_anew)
        self.anew.setPlainText(view.draft)
        if view.may_write and self.options:
            self.options[0].setChecked(True)
        tab_through(*self.options, self.anew, self.back_button, self.settle_button)
        self._show_anew()

    def _show_anew(self) -> None:
        self._anew_field.setVisible(self._writes_anew())

    def _writes_anew(self) -> bool:
        return len(self.options) > len(self._values) and self.options[-1].isChecked()

    def _settle(self) -> None:
        chosen = next((place for place, one in enumerate(self.options) if one.isChecked()), None)
        if chosen is None:
            self.summary.show_problems([(self.tr("Choose which one holds"), self.options[0])])
        elif not self._writes_anew():
            self.settled.emit(self._values[chosen])
        elif self.anew.text.strip():
            self.settled.emit(self.anew.text.strip())
        else:
            self.summary.show_problems([(self.tr("Write the text that holds"), self._anew_field)])


def _side_card(side: SideView) -> Card:
    card = Card(side.heading)
    if side.by_line:
        card.add(Small(side.by_line))
    words = Words(side.words)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    card.add(words)
    if side.differences:
        card.add(Subheading(words.tr("What is different")))
    for difference in side.differences:
        card.add(Small(difference))
    card.body.addStretch(1)
    return card
