"""Says above a list what was done, or why it was not."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.status import Banner, BannerKind


class Outcome(QWidget):
    """Says nothing until something was done; takes no room until then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = Column(self, gap=8)
        self.notice = Banner("", BannerKind.GOOD, parent=self)
        self.trouble = Banner("", BannerKind.PROBLEM, parent=self)
        for banner in (self.notice, self.trouble):
            banner.hide()
            column.addWidget(banner)
        self.hide()

    def tell(self, words: str) -> None:
        """Say what was done."""
        self._say(words, "")
        announce(self, words)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self._say("", sentence)
        announce(self, sentence, urgent=True)

    def _say(self, done: str, trouble: str) -> None:
        self.notice.set_text(done)
        self.trouble.set_text(trouble)
        self.setVisible(bool(done or trouble))
