"""What came too late, on the home of an audit: what waits to be taken in, and what no signature covers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from qa_desktop.ui.presenters.late_work import LateLine, Waiting
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.capped import Capped
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, Column, Frame, clear
from qa_desktop.ui.widgets.text import Heading, Muted, Small, Strong, Words

CHANGES_FIRST, ENTRIES_FIRST = 4, 2
"""So many are shown before somebody asks for all: the task list stays in sight."""


class WaitingNotices(QWidget):
    """One notice for everybody whose late work waits; hidden where nobody's does."""

    take_in_requested = Signal(object)
    """The numbers of the operations."""
    leave_requested = Signal(object)
    """The numbers of the operations."""
    rows_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = Column(self, gap=12)
        self._shown: tuple[Waiting, ...] = ()
        self.notices: tuple[WaitingNotice, ...] = ()
        self.hide()

    def show_waiting(self, waiting: tuple[Waiting, ...]) -> None:
        """Show what waits; the focus stays where something is left to decide."""
        if waiting == self._shown:
            return
        self._shown = waiting
        focused: QWidget | None = self.focusWidget()
        had_focus = focused is not None and focused.hasFocus()
        clear(self._column)
        self.notices = tuple(self._notice(one) for one in waiting)
        self.setVisible(bool(waiting))
        self.rows_changed.emit()
        if had_focus:
            self.focus_first()

    @property
    def has_news(self) -> bool:
        """Whether something is to decide that nobody looked at."""
        return any(one.is_new for one in self._shown)

    def focus_first(self) -> None:
        """Go to the words of what is to decide, never straight to its buttons; to the first words where nothing is."""
        pairs = tuple(zip(self.notices, self._shown, strict=True))
        wanted = next((notice for notice, one in pairs if one.is_new), next(iter(self.notices), None))
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _notice(self, waiting: Waiting) -> WaitingNotice:
        notice = WaitingNotice(waiting, self)
        notice.taken.connect(lambda: self.take_in_requested.emit(waiting.op_ids))
        notice.left.connect(lambda: self.leave_requested.emit(waiting.op_ids))
        notice.all_shown.connect(self.rows_changed)
        self._column.addWidget(notice)
        return notice


class WaitingNotice(Frame):
    """Who wrote late, which fields and when they came; to be taken in or left."""

    taken = Signal()
    left = Signal()
    all_shown = Signal()

    def __init__(self, waiting: Waiting, parent: QWidget | None = None) -> None:
        super().__init__("caution" if waiting.is_new else "note", parent)
        self.setAccessibleName(". ".join(one for one in (waiting.title, waiting.words, *waiting.changes) if one))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = Column(self, gap=6, margins=(16, 12, 16, 12))
        column.addWidget(Heading(waiting.title, self))
        if waiting.words:
            column.addWidget(Words(waiting.words, parent=self))
        self.buttons: tuple[SmallButton, ...] = ()
        if waiting.wanted:
            return
        lines = Capped([Small(one) for one in waiting.changes], self.tr("Show all {} changes"), CHANGES_FIRST, gap=2)
        lines.all_shown.connect(self.all_shown)
        column.addWidget(lines)
        take = SmallButton(self.tr("Take in"), parent=self)
        take.setAccessibleName(self.tr("Take in what {} wrote").format(waiting.author))
        take.clicked.connect(self.taken)
        self.buttons = (take,)
        if not waiting.left:
            leave = SmallButton(self.tr("Leave"), parent=self)
            leave.setAccessibleName(self.tr("Leave what {} wrote waiting").format(waiting.author))
            leave.clicked.connect(self.left)
            self.buttons = (take, leave)
        column.addWidget(FlowRow(*self.buttons))


class LateEntriesCard(Card):
    """Every entry that no signature covers: what it says, whose it is, when it was written and received."""

    rows_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Written after the signature", parent)
        self._shown: tuple[LateLine, ...] = ()
        self.hide()

    def show_entries(self, entries: tuple[LateLine, ...]) -> None:
        """Show them; none hides the card."""
        if entries == self._shown:
            return
        self._shown = entries
        clear(self.body)
        self.setVisible(bool(entries))
        words = self.tr("Kept and shown here. No signature covers it, and the signed note does not hold it.")
        self.add(Muted(words, self))
        rows = Capped([_row(one) for one in entries], self.tr("Show all {} entries"), ENTRIES_FIRST, gap=12)
        rows.all_shown.connect(self.rows_changed)
        self.add(rows)
        self.rows_changed.emit()


def _row(entry: LateLine) -> QWidget:
    row = QWidget()
    column = Column(row, gap=1)
    column.addWidget(Strong(entry.field))
    column.addWidget(Words(entry.words))
    column.addWidget(Small(entry.caption))
    return row
