"""What an officer sees of holds on the page of an audit that came in: place one, or release it with a second person."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.presenters.holds import OFFER, HoldView
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, clear
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Muted, Words


class HoldCard(Card):
    """Hidden from those who neither place nor release holds."""

    hold_requested = Signal()
    release_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Hold", parent)
        if self.heading is not None:
            self.heading.setText(self.tr("Hold"))
        self.setAccessibleName(self.tr("Hold"))
        self.buttons: tuple[SmallButton, ...] = ()
        self.hide()

    def show_hold(self, view: HoldView | None) -> None:
        """Show how the audit stands."""
        clear(self.body)
        self.buttons = ()
        self.setVisible(view is not None)
        if view is None:
            return
        for words in view.holds:
            self.add(Banner(words, BannerKind.CAUTION))
        for words in view.why:
            self.add(Words(words))
        if view.told:
            self.add(Words(view.told))
        if not view.holds:
            self.add(Muted(OFFER))
        made = []
        if view.release:
            release = SmallButton(view.release)
            release.clicked.connect(self.release_requested)
            made.append(release)
        hold = SmallButton(self.tr("Change who may look") if view.holds else self.tr("Put on hold"))
        hold.clicked.connect(self.hold_requested)
        made.append(hold)
        self.buttons = tuple(made)
        self.add(FlowRow(*made))
