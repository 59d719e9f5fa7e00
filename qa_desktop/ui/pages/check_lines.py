"""One thing that a check before signing found: where it is, the words around it, and what a person can do about it."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.presenters.audit_check import CheckLine
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column, Frame
from qa_desktop.ui.widgets.tag import Tag
from qa_desktop.ui.widgets.text import Small, Strong, Words

if TYPE_CHECKING:
    from qa_desktop.domain.check_before_signing import Excerpt

LATIN = re.compile("[A-Za-z]")
LEFT_TO_RIGHT = "\u200e"
"""Put before a sentence in Latin letters that begins with words of another script, so that it keeps its direction."""


class CheckRow(Frame):
    """A row of the list. `is_left` rows can only be taken back."""

    change_requested = Signal()
    leave_requested = Signal()
    take_back_requested = Signal()

    def __init__(self, line: CheckLine, parent: QWidget, *, is_left: bool = False) -> None:
        super().__init__("row", parent)
        self.line = line
        finding = line.finding
        column = Column(self, gap=6, margins=(18, 12, 18, 12))
        if not is_left:
            column.addWidget(Tag(line.tag, self), 0, Qt.AlignmentFlag.AlignLeft)
        if finding.place != line.page or is_left:
            column.addWidget(Strong(finding.place, self))
        column.addWidget(Words(self.tr("{}.").format(finding.message), parent=self))
        for excerpt in finding.excerpts:
            column.addWidget(ExcerptWords(excerpt, self))
        if line.note:
            column.addWidget(Small(line.note, self))
        self.buttons: tuple[SmallButton, ...] = tuple(self._buttons(is_left=is_left))
        column.addWidget(FlowRow(*self.buttons))

    def focus_first(self) -> None:
        """Go to the first thing that can be done here."""
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _buttons(self, *, is_left: bool) -> list[SmallButton]:
        if is_left:
            return [self._button(self.tr("Look at it again"), self.take_back_requested)]
        change = self._button(self.tr("Change it"), self.change_requested)
        if self.line.finding.needed:
            return [change]
        return [change, self._button(self.tr("Leave it"), self.leave_requested)]

    def _button(self, words: str, pressed: SignalInstance) -> SmallButton:
        button = SmallButton(words, parent=self)
        button.setAccessibleName(f"{words}: {self.line.finding.message}, {self.line.finding.place}")
        button.clicked.connect(pressed)
        return button


class ExcerptWords(Words):
    """What was found in bold, between the words around it. They are people's own words, never markup."""

    def __init__(self, excerpt: Excerpt, parent: QWidget) -> None:
        before, words, after = (escape(part) for part in (excerpt.before, excerpt.words, excerpt.after))
        super().__init__("", parent=parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        direction = LEFT_TO_RIGHT if LATIN.search(excerpt.before + excerpt.after) else ""
        self.setText(f"{direction}“{before}<b><u>{words}</u></b>{after}”")
        self.setAccessibleName(f"“{excerpt.before}{excerpt.words}{excerpt.after}”")
