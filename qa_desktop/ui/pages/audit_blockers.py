"""What is to settle before signing, each a link that leads to its page and field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from qa_desktop.domain.flow import Blocker
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import LinkButton
from qa_desktop.ui.widgets.panes import Column, Frame, clear
from qa_desktop.ui.widgets.text import Heading

MOST = 30


class BlockerSummary(Frame):
    """A summary like the one for errors, whose links can lead to another page. Hidden until it is asked for."""

    step_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("caution", parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = Column(self, gap=4, margins=(16, 12, 16, 12))
        self._title = Heading("", self)
        column.addWidget(self._title)
        self._lines = Column(gap=2)
        column.addLayout(self._lines)
        self.links: tuple[LinkButton, ...] = ()
        self._shown: tuple[Blocker, ...] = ()
        self.hide()

    def show_blockers(self, title: str, blockers: tuple[Blocker, ...]) -> None:
        """Show what is to settle and take the focus."""
        self._title.setText(title)
        self._fill(blockers)
        if not blockers:
            return
        said = ". ".join([title, *(one.message for one in blockers[:MOST])])
        self.setAccessibleName(said)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, said, urgent=True)

    def update_blockers(self, blockers: tuple[Blocker, ...]) -> None:
        """Take away what was settled; a summary that nobody asked for stays hidden."""
        if self.isVisible() and blockers != self._shown:
            self._fill(blockers)

    def _fill(self, blockers: tuple[Blocker, ...]) -> None:
        clear(self._lines)
        self._shown = blockers
        links: list[LinkButton] = []
        for blocker in blockers[:MOST]:
            link = LinkButton(blocker.message, parent=self)
            link.clicked.connect(lambda _=False, to=blocker: self.step_requested.emit(to.step, to.path))
            self._lines.addWidget(link)
            links.append(link)
        self.links = tuple(links)
        if not blockers:
            self.hide()
