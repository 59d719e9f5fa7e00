"""Shows what changed between two versions of a tool, part by part."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.tool_versions import ChangeView, DifferenceView
from qa_desktop.ui.widgets.buttons import QuietButton
from qa_desktop.ui.widgets.panes import Card, Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.text import Muted, Small, Strong, Words

AT_ONCE = 6
"""How many changes are made in one turn of the event loop."""


class ToolDifferencePage(Page):
    """The difference, to read."""

    left = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        outer = Column(self, gap=0)
        self.column = ScrollingColumn(self, gap=14, widest=820)
        self.column.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column.setAccessibleName(self.tr("What changed"))
        self.head = PageHead(self.tr("What changed"), "", title)
        self.column.add(self.head)
        self.cards = Column(gap=14)
        self.column.body.addLayout(self.cards)
        self.column.body.addStretch(1)
        outer.addWidget(self.column, 1)
        self.back_button = QuietButton(self.tr("← Back to the tool"))
        self.back_button.clicked.connect(self.left)
        outer.addWidget(self.make_footer())
        self._title = title
        self._to_make: list[tuple[str, ChangeView]] = []
        self._card = ("", Card())
        self._about = ""
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._make_next)

    def make_footer(self) -> FooterBar:
        """Return the foot of the page."""
        return FooterBar(self.back_button)

    def show_difference(self, view: DifferenceView) -> None:
        """Show the changes; a long list follows while the page is already there."""
        self.head.set_words(view.title, view.counts, self._title)
        self._to_make = [(title, change) for title, changes in view.parts for change in changes]
        self._make_next()
        self._later.start()

    @override
    def focus_first(self) -> None:
        self.column.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_next(self) -> None:
        now, self._to_make = self._to_make[:AT_ONCE], self._to_make[AT_ONCE:]
        for title, change in now:
            if title != self._card[0]:
                self._card = (title, Card(title))
                self.cards.addWidget(self._card[1])
                self._about = ""
            self._card[1].add(self._change(change))
        if not self._to_make:
            self._later.stop()

    def _change(self, change: ChangeView) -> QWidget:
        block = QWidget()
        column = Column(block, gap=2)
        if change.about and change.about != self._about:
            column.addWidget(Strong(change.about))
        self._about = change.about
        column.addWidget(Small(" · ".join(part for part in (change.kind, change.what) if part)))
        if change.before:
            column.addWidget(Muted(self.tr("Before: {}").format(change.before)))
        if change.after:
            column.addWidget(Words(self.tr("Now: {}").format(change.after) if change.before else change.after))
        return block
