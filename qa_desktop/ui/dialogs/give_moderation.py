"""Asks to whom a case is given to moderate or to read again, and says beforehand what follows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.domain.directory import Colleague
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Words


@dataclass(frozen=True, slots=True)
class GiveWords:
    """What the dialog says."""

    title: str
    who: str
    follows: str
    none: str


TO_MODERATE = GiveWords(
    "Give to a moderator",
    "Moderator",
    "They read both forms and get the record to fill in, due at the end of week 4. Lead and peer read it once it is "
    "signed.",
    "Nobody who can moderate is known here. People come with a sync.",
)
TO_READ_AGAIN = GiveWords(
    "Have it read a second time",
    "Second reader",
    "They are given the case and the tool, and nothing of what this audit says. Both readings count in the figures of "
    "agreement; this audit stays as it is.",
    "Nobody is known here who could audit the case and does not read signed audits anyway. People come with a sync.",
)


class GiveModeration(QDialog):
    """One choice: who moderates, or who reads a second time. It stays until what was asked for is done."""

    chosen = Signal(str)
    """A person's id."""

    def __init__(
        self,
        title: str,
        people: tuple[Colleague, ...],
        parent: QWidget | None = None,
        words: GiveWords = TO_MODERATE,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr(words.title))
        self._people = people
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=14)
        page.setAccessibleName(self.windowTitle())
        page.add(PageHead(self.windowTitle(), title))
        self.problem = Banner("", BannerKind.PROBLEM)
        self.problem.hide()
        page.add(self.problem)
        self.who = Select(self.tr(words.who), self)
        self.who.addItems([one.name for one in people])
        page.add(LabelledField(self.tr(words.who), self.who))
        page.add(Words(self.tr(words.follows if people else words.none)))
        page.body.addStretch(1)
        column.addWidget(page, 1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.give_button = PrimaryButton(self.tr("Give"))
        self.give_button.setEnabled(bool(people))
        self.give_button.clicked.connect(self._give)
        column.addWidget(FooterBar(cancel, self.give_button))
        self.resize(62 * self.fontMetrics().averageCharWidth(), 380)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self.problem.set_text(sentence)

    def _give(self) -> None:
        place = self.who.currentIndex()
        if 0 <= place < len(self._people):
            self.chosen.emit(self._people[place].id)
