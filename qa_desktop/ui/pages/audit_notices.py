"""What is said above an open audit, whichever of its pages is on screen."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.status import Banner, BannerKind


class AuditNotices(QWidget):
    """Something is not saved, others wrote something, the audit can only be read. Each says nothing until it must."""

    save_requested = Signal()
    newer_requested = Signal()
    waiting_requested = Signal()
    concern_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trouble = Banner("", BannerKind.PROBLEM, self.tr("Save again"), self)
        self.trouble.action_requested.connect(self.save_requested)
        self.newer = Banner("", BannerKind.NOTE, self.tr("Show them"), self)
        self.newer.action_requested.connect(self.newer_requested)
        self.read_only = Banner("", BannerKind.CAUTION, parent=self)
        self.elsewhere = Banner("", BannerKind.NOTE, parent=self)
        self.waiting = Banner("", BannerKind.CAUTION, self.tr("Look at it"), self)
        self.waiting.action_requested.connect(self.waiting_requested)
        self.pair = Banner("", BannerKind.NOTE, self.tr("Show both forms"), self)
        """How the audit stands towards the form of a second auditor."""
        self._waiting_words = ""
        self.concern = Banner("", BannerKind.CAUTION, self.tr("Record a call"), self)
        self.concern.action_requested.connect(self.concern_requested)
        column = Column(self, gap=0)
        shown = (self.trouble, self.concern, self.newer, self.read_only, self.waiting, self.pair, self.elsewhere)
        for banner in shown:
            banner.hide()
            column.addWidget(banner)

    def show_trouble(self, words: str) -> None:
        """Say that something is not on disk; empty says that all of it is."""
        self.trouble.set_text(words)
        if words:
            QTimer.singleShot(0, self.trouble, lambda: announce(self.trouble, words, urgent=True))

    def show_concern(self, words: str) -> None:
        """Say that somebody is still to be told of a safety concern; empty where nobody is. Never read out."""
        if words != self.concern.text:
            self.concern.set_text(words)

    def show_elsewhere(self, words: str) -> None:
        """Say who else has the audit open; empty where nobody does. Read out once, not with every renewal."""
        if words == self.elsewhere.text:
            return
        self.elsewhere.set_text(words)
        if words:
            announce(self, words)

    def show_waiting(self, words: str, *, here: bool) -> None:
        """Say that late work of others waits; not `here`, where the page itself shows it. Read out once."""
        if words and words != self._waiting_words:
            announce(self, words)
        self._waiting_words = words
        self.waiting.set_text("" if here else words)

    def offer_newer(self) -> None:
        """Say that changes of others have arrived."""
        words = self.tr("Changes made by somebody else have arrived for this audit.")
        if self.newer.isHidden():
            announce(self, words)
        self.newer.set_text(words)
