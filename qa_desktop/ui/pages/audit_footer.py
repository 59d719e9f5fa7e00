"""The footer of an audit's pages: back, come back later, continue, and what is still to settle."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui import keys
from qa_desktop.ui.presenters.audit_steps import FooterView
from qa_desktop.ui.widgets.buttons import LinkButton, PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.panes import Column, Pane, Row, Surface

BACK_TITLE_FROM = 88
"""Average character widths from which on the title of the page before has room."""
LATER_FROM = 64
GAP, MARGINS = 12, (16, 11, 22, 11)


class AuditFooter(Pane):
    """One line under the page; words give way where the window is narrow."""

    back_requested = Signal()
    later_requested = Signal()
    settle_requested = Signal()
    concern_requested = Signal()
    continue_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SURFACE, "top", parent)
        column = Column(self, gap=0, margins=MARGINS)
        line = Row(gap=GAP)
        self.concern_link = LinkButton("", parent=self)
        self.concern_link.hide()
        self.back_button = QuietButton("", parent=self)
        self.concern_button = QuietButton("", keys.shown("concern"), self)
        self._concern_words = ""
        self.later_button = SecondaryButton(self.tr("Come back to this later"), parent=self)
        self.settle_link = LinkButton("", parent=self)
        self.continue_button = PrimaryButton("", keys.shown("continue"), self)
        for button, signal in (
            (self.back_button, self.back_requested),
            (self.concern_button, self.concern_requested),
            (self.concern_link, self.concern_requested),
            (self.later_button, self.later_requested),
            (self.settle_link, self.settle_requested),
            (self.continue_button, self.continue_requested),
        ):
            button.clicked.connect(signal)
        column.addWidget(self.concern_link)
        column.addLayout(line)
        line.addWidget(self.back_button)
        line.addWidget(self.concern_button)
        line.addStretch(1)
        line.addWidget(self.settle_link)
        line.addWidget(self.later_button)
        line.addWidget(self.continue_button)
        self._view = FooterView("", "", "", "")

    @property
    def view(self) -> FooterView:
        """What the footer offers."""
        return self._view

    def show_footer(self, view: FooterView) -> None:
        """Offer what a page offers."""
        self._view = view
        self._fit()

    def set_concern_words(self, words: str) -> None:
        """Say what leads to a safety concern."""
        self._concern_words = words
        for button in (self.concern_button, self.concern_link):
            button.setText(words)
            button.setAccessibleName(words)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        least, button = super().minimumSizeHint(), self.concern_button
        beside = 0 if button.isHidden() else button.minimumSizeHint().width() + GAP
        return QSize(least.width() - beside, least.height())  # it goes to a line of its own where the room is short

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        view = self._view
        room = self.width() / max(1, self.fontMetrics().averageCharWidth())
        self.back_button.setText(escaped(f"← {view.back_words}") if room >= BACK_TITLE_FROM else self.tr("← Back"))
        self.back_button.setAccessibleName(self.tr("Back to {}").format(view.back_words))
        roomy = room >= LATER_FROM
        self.later_button.setText(self.tr("Come back to this later") if roomy else self.tr("Later"))
        self.later_button.setVisible(view.can_wait)
        self.settle_link.setText(view.to_settle if roomy else view.to_settle.removesuffix(self.tr(" before signing")))
        self.settle_link.setVisible(bool(view.to_settle))
        self.continue_button.setText(escaped(view.continue_words if roomy else view.short_continue))
        self.continue_button.setAccessibleName(view.continue_words)
        self._place_concern()

    def _place_concern(self) -> None:
        """Put the way to a safety concern beside the others where all have room, else on a line of its own."""
        others = (self.back_button, self.settle_link, self.later_button, self.continue_button)
        shown = [one.minimumSizeHint().width() for one in others if not one.isHidden()]
        needed = sum(shown) + self.concern_button.minimumSizeHint().width() + GAP * len(shown)
        beside = needed + MARGINS[0] + MARGINS[2] <= self.width()
        self.concern_button.setVisible(beside)
        self.concern_link.setVisible(not beside)


def escaped(text: str) -> str:
    """Return words for a button, where an ampersand would otherwise underline the next letter."""
    return text.replace("&", "&&")
