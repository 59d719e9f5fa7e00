"""One part of a report on the reports page: whether it is in, what the officer writes, what stood there last time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.presenters.reports import PartLine
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card
from qa_desktop.ui.widgets.text import Small

LINES, FEWER_LINES = 3, 1


class ReportPartCard(Card):
    """Ticked: the part is in. Its own words stand above its figures."""

    words_settled = Signal(str, str)
    """The id of the part, and what is written."""
    put_in = Signal(str, bool)
    taken_out = Signal(str)
    """A section of the officer's own is to go."""

    def __init__(self, line: PartLine, last: str, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.line = line
        self.setAccessibleName(line.title)
        self.is_in = CheckBox(line.title, self)
        self.is_in.setAccessibleDescription(self.tr("Ticked: it is in the report"))
        self.is_in.setChecked(line.is_in)
        self.is_in.toggled.connect(self._put_in)
        self.remove_button = SmallButton(self.tr("Take out"), parent=self)
        self.remove_button.setAccessibleName(self.tr("Take out: {}").format(line.title))
        self.remove_button.setVisible(line.is_own)
        self.remove_button.clicked.connect(lambda: self.taken_out.emit(line.id))
        self.add(FlowRow(self.is_in, self.remove_button, spread_after=0 if line.is_own else None))
        if line.tells:
            self.add(Small(line.tells, self))
        self.words = GrowingTextEdit(self, lines=FEWER_LINES if line.tells else LINES)
        self.words.setAccessibleName(self.tr("Your words on {}").format(line.title))
        self.words.setPlaceholderText(self.tr("Your words on it") if line.tells else self.tr("Write here"))
        self.words.set_text(line.words)
        self.words.text_settled.connect(self._settle)
        self.add(self.words)
        self.last_words: Small | None = None
        self.begin_button = SmallButton(self.tr("Begin with these words"), parent=self)
        self.begin_button.setVisible(bool(line.last and not line.words))
        if line.last:
            self.last_words = Small(self.tr("In {}: {}").format(last, line.last), self)
            self.add(self.last_words)
            self.begin_button.setAccessibleName(self.tr("Begin {} with the words of {}").format(line.title, last))
            self.begin_button.clicked.connect(self._begin)
            self.add(FlowRow(self.begin_button))
        self.words.setEnabled(line.is_in)

    def _put_in(self, ticked: bool) -> None:  # noqa: FBT001 - a slot of a signal with one value
        self.words.setEnabled(ticked)
        self.put_in.emit(self.line.id, ticked)

    def _begin(self) -> None:
        self.words.set_text(self.line.last)
        self._settle(self.line.last)
        self.words.setFocus()

    def _settle(self, text: str) -> None:
        self.begin_button.setVisible(bool(self.line.last and not text.strip()))
        self.words_settled.emit(self.line.id, text)
