"""Shows what would go with an audit, and asks for its reference to be typed before its disposal is ordered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.ui.presenters.due import PreviewView
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import DangerButton, QuietButton
from qa_desktop.ui.widgets.field import line_field
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, Pane, ScrollingColumn, Surface
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Subheading, Words

TALLEST, FRAME = 720, 40


class OrderDisposal(QDialog):
    """What it is, what follows, and a line to type. It stays until the order is written."""

    ordered = Signal()

    def __init__(self, preview: PreviewView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = preview.typed
        self.setWindowTitle(self.tr(preview.action))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=10)
        page.setAccessibleName(self.tr("What it is, and what follows"))
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(page, 1)
        page.add(PageHead(self.windowTitle(), preview.title))
        self.problem = Banner("", BannerKind.PROBLEM)
        self.problem.hide()
        page.add(self.problem)
        page.add(Subheading(self.tr("What it is"), self))
        for words in preview.facts:
            page.add(Words(words))
        page.add(Subheading(self.tr("What follows"), self))
        for words in preview.follows:
            page.add(Words(words))
        label = self.tr("Type {} to go on").format(preview.typed)
        self.field, self.line = line_field(label, self.tr("So that nothing is ordered by mistake."))
        self.line.textChanged.connect(lambda _: self._allow())
        self.line.returnPressed.connect(self._go_on)
        page.body.addStretch(1)
        asked = Pane(Surface.SURFACE, "top")
        Column(asked, margins=(22, 10, 22, 12)).addWidget(self.field)
        column.addWidget(asked)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.order_button = DangerButton(self.windowTitle())
        self.order_button.setAutoDefault(False)
        self.order_button.clicked.connect(self._go_on)
        column.addWidget(FooterBar(cancel, self.order_button))
        room = self.screen().availableGeometry().height() - FRAME
        self.resize(64 * self.fontMetrics().averageCharWidth(), min(TALLEST, room))
        self._allow()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, words: str) -> None:
        """Say why it was not ordered."""
        self.problem.set_text(words)
        self._allow()
        announce(self.problem, words, urgent=True)

    def _allow(self) -> None:
        typed = " ".join(self.line.text().split()).casefold()
        self.order_button.setEnabled(typed == " ".join(self._typed.split()).casefold())

    def _go_on(self) -> None:
        if self.order_button.isEnabled():
            self.problem.hide()
            self.order_button.setEnabled(False)
            self.ordered.emit()
