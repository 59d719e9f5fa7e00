"""Tells how things stand: saved or not, sent or not, busy, undone, nothing here yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column, Frame, Row
from qa_desktop.ui.widgets.text import Heading, Muted, Small, Words

SHOW_BUSY_AFTER_MS = 100
OFFER_CANCEL_AFTER_MS = 1000


class SaveState(Words):
    """Whether what was said is on disk: "Saved 14:32", "Saving", or why not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "good", parent)
        self.setWordWrap(False)
        self.setAccessibleName(self.tr("Saving"))
        self._trouble = False

    def show_saved(self, local_time: datetime) -> None:
        """Say that everything is on disk since a local time."""
        text = self.tr("✓ Saved {}").format(local_time.strftime("%H:%M"))
        self._show(text, "good")
        if self._trouble:
            announce(self, text)
        self._trouble = False

    def show_saving(self) -> None:
        """Say that something is on its way to the disk."""
        self._show(self.tr("Saving"), "small")

    def show_not_saved(self, reason: str) -> None:
        """Say why something is not on disk, and have it read out."""
        self._trouble = True
        text = self.tr("Not saved: {}").format(reason)
        self._show(text, "problem")
        announce(self, text, urgent=True)

    def show_nothing(self) -> None:
        """Say nothing: no audit is open."""
        self._show("", "good")

    def _show(self, text: str, role: str) -> None:
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.set_role(role)


class SyncLine(Small):
    """What is only on this laptop: "All saved on this laptop · 3 items not yet sent, oldest 2 days"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWordWrap(False)

    def show_line(self, text: str) -> None:
        """Show a sentence made by the presenter."""
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)


class BannerKind(Enum):
    """How a banner looks."""

    NOTE = "note"
    CAUTION = "caution"
    PROBLEM = "problem"
    GOOD = "good"


class Banner(Frame):
    """Something to know on this page, with an action where one helps."""

    action_requested = Signal()

    def __init__(
        self, text: str, kind: BannerKind = BannerKind.NOTE, action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(kind.value, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._action = action
        self._has_action = bool(action)
        self._button: SmallButton | None = None
        self._words: Words | None = None
        if text:
            self._fill(text)

    @property
    def text(self) -> str:
        """The words shown."""
        return self._words.text() if self._words is not None else ""

    def set_action(self, words: str) -> None:
        """Offer another action than the one that the banner was made with; none hides it."""
        self._action = words
        if self._button is not None:
            self._button.setText(words)
            self._button.setVisible(bool(words))

    def set_text(self, text: str) -> None:
        """Show other words; none hides the banner."""
        if self._words is not None:
            self._words.setText(text)
        elif text:
            self._fill(text)
        self.setVisible(bool(text))

    def _fill(self, text: str) -> None:
        """Make what stands in the banner, which most of them never have anything to say for."""
        line = Row(self, margins=(16, 11, 14, 11))
        self._words = Words(text, parent=self)
        line.addWidget(self._words, 1)
        if self._has_action:
            self._button = SmallButton(self._action, parent=self)
            self._button.clicked.connect(self.action_requested)
            self._button.setVisible(bool(self._action))
            line.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)


class EmptyState(QWidget):
    """Says what will appear here, and offers the one next action."""

    action_requested = Signal()

    def __init__(
        self, heading: str, words: str, action: str = "", parent: QWidget | None = None, *, inset: bool = False
    ) -> None:
        super().__init__(parent)
        column = Column(self, gap=6, margins=(18, 2, 18, 12) if inset else (0, 0, 0, 0))
        self._heading = Heading("", self)
        self._words = Muted("", self)
        column.addWidget(self._heading)
        column.addWidget(self._words)
        self.set_words(heading, words)
        self._button: PrimaryButton | None = None
        if action:
            self._button = PrimaryButton(action, parent=self)
            self._button.clicked.connect(self.action_requested)
            column.addSpacing(4)
            column.addWidget(FlowRow(self._button))
        column.addStretch(1)

    def set_words(self, heading: str, words: str) -> None:
        """Say something else."""
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self._words.setText(words)

    def offer_action(self, *, offered: bool) -> None:
        """Offer the action, or not at this time."""
        if self._button is not None:
            self._button.setVisible(offered)


class UndoBar(Frame):
    """Says what was just done and offers to undo it; it stays until something else is done."""

    undo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("note", parent)
        line = Row(self, margins=(16, 5, 10, 5))
        self._words = Words("", parent=self)
        line.addWidget(self._words, 1)
        self._undo = SmallButton(self.tr("Undo"), "Ctrl+Z", self)
        self._undo.clicked.connect(self.undo_requested)
        line.addWidget(self._undo)
        self.hide()

    def offer(self, done: str) -> None:
        """Say what was done and offer to undo it."""
        self._words.setText(done)
        self._undo.setAccessibleName(self.tr("Undo: {}").format(done))
        self.show()
        announce(self, done)

    def withdraw(self) -> None:
        """Stop offering."""
        self.hide()


class BusyBar(QWidget):
    """Shows that something is going on once it takes longer than a tenth of a second; cancel after one second."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=6, margins=(0, 4, 0, 4))
        line = Row()
        self._words = Small("", self)
        line.addWidget(self._words, 1)
        self._cancel = SmallButton(self.tr("Stop"), parent=self)
        self._cancel.clicked.connect(self.cancel_requested)
        line.addWidget(self._cancel)
        column.addLayout(line)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        column.addWidget(self._bar)
        self._show = _once(self, SHOW_BUSY_AFTER_MS, self.show)
        self._offer = _once(self, OFFER_CANCEL_AFTER_MS, self._cancel.show)
        self.hide()

    @property
    def is_waiting(self) -> bool:
        """Whether it will show itself in a moment."""
        return self._show.isActive() or self._offer.isActive()

    def begin(self, what: str, *, can_cancel: bool = False) -> None:
        """Start waiting to show that `what` is going on."""
        self._words.setText(what)
        self._bar.setAccessibleName(what)
        self._cancel.setAccessibleName(self.tr("Stop: {}").format(what))
        self._cancel.hide()
        self._bar.setRange(0, 0)
        self._show.start()
        if can_cancel:
            self._offer.start()

    def show_progress(self, what: str, done: int, of: int) -> None:
        """Say how far it is; `of` is 0 where nobody knows."""
        self._words.setText(what)
        self._bar.setAccessibleName(what)
        self._bar.setRange(0, of)
        self._bar.setValue(min(done, of))

    def end(self) -> None:
        """Stop showing."""
        self._show.stop()
        self._offer.stop()
        self.hide()


def _once(owner: QWidget, after: int, then: Callable[[], None]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(after)
    timer.timeout.connect(then)
    return timer
