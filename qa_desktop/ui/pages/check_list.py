"""The list of a check before signing: rows by page, made a few at a time, and only those anew that changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.pages.check_lines import CheckRow
from qa_desktop.ui.presenters.audit_check import CheckLine, CheckView
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, Column
from qa_desktop.ui.widgets.text import Heading

ROWS_A_TURN = 2
ROWS_AT_ONCE = 12
"""So many rows are shown, and so many more whenever somebody asks."""
Entry = tuple[str, CheckLine, bool]
"""The title under which a line stands, the line, and whether it was left as it is."""


class CheckList(QWidget):
    """Cards with rows. `rows` are those that are shown, in order."""

    change_requested = Signal(object)
    """The finding."""
    leave_requested = Signal(object)
    """The finding."""
    take_back_requested = Signal(object)
    """The finding."""
    rows_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._most = ROWS_AT_ONCE
        self._made: dict[Entry, CheckRow] = {}
        self._cards: dict[str, _GroupCard] = {}
        self._missing: Iterator[Entry] = iter(())
        self._focus_at = -1
        self.rows: tuple[CheckRow, ...] = ()
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._make_rows)
        column = Column(self, gap=18)
        self._column = Column(gap=18)
        column.addLayout(self._column)
        self.more = SmallButton(self.tr("Show more"), parent=self)
        self.more.clicked.connect(self._show_more)
        self._more_row = FlowRow(self.more)
        self._more_row.hide()
        column.addWidget(self._more_row)

    @property
    def is_ready(self) -> bool:
        """Whether everything that is to be shown is there."""
        return not self._turn.isActive()

    def show_view(self, view: CheckView) -> None:
        """Show what was found; rows that stay are not made anew."""
        entries = [(group.title, line, False) for group in view.groups for line in group.lines]
        entries += [(self.tr("Left as it is"), line, True) for line in view.left]
        self._entries = tuple(entries)
        self._fit()

    def focus_row(self, place: int) -> None:
        """Go to a row by its place, or to the last one; once it is there."""
        self._focus_at = place
        if self.is_ready:
            self._take_focus()

    def _show_more(self) -> None:
        self._focus_at = self._most
        self._most += ROWS_AT_ONCE
        self._fit()

    def _fit(self) -> None:
        wanted = set(self._entries[: self._most])
        for place, row in enumerate(self.rows):
            focused: QWidget | None = row.focusWidget()
            if self._entry_of(row) not in wanted and focused is not None and focused.hasFocus():
                self._focus_at = place
        for entry in [one for one in self._made if one not in wanted]:
            row = self._made.pop(entry)
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self._missing = (one for one in self._entries[: self._most] if one not in self._made)
        self._make_rows()

    def _entry_of(self, row: CheckRow) -> Entry | None:
        return next((entry for entry, made in self._made.items() if made is row), None)

    def _make_rows(self) -> None:
        """Make a few rows, unseen; the layout takes all of them in at once when the last one is there."""
        for entry in islice(self._missing, ROWS_A_TURN):
            _, line, is_left = entry
            row = self._made[entry] = CheckRow(line, self, is_left=is_left)
            row.hide()
            row.change_requested.connect(lambda one=line.finding: self.change_requested.emit(one))
            row.leave_requested.connect(lambda one=line.finding: self.leave_requested.emit(one))
            row.take_back_requested.connect(lambda one=line.finding: self.take_back_requested.emit(one))
        if len(self._made) < len(self._entries[: self._most]):
            self._turn.start()
        else:
            self._place_rows()

    def _place_rows(self) -> None:
        shown = self._entries[: self._most]
        titles = list(dict.fromkeys(title for title, _, _ in shown))
        for title in [one for one in self._cards if one not in titles]:
            card = self._cards.pop(title)
            card.hide()
            card.deleteLater()
        for place, title in enumerate(titles):
            if title not in self._cards:
                self._cards[title] = _GroupCard(title, self)
                self._column.insertWidget(place, self._cards[title])
            self._cards[title].place([self._made[entry] for entry in shown if entry[0] == title])
        self.rows = tuple(self._made[entry] for entry in shown)
        self._more_row.setVisible(len(self._entries) > self._most)
        self.rows_changed.emit()
        self._take_focus()

    def _take_focus(self) -> None:
        if self._focus_at >= 0 and self.rows:
            self.rows[min(self._focus_at, len(self.rows) - 1)].focus_first()
        self._focus_at = -1


class _GroupCard(Card):
    """What stands on one page of the audit."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__("", parent, padded=False)
        self.setAccessibleName(title)
        heading = Heading(title, parent=self)
        heading.setContentsMargins(18, 14, 18, 8)
        self.body.setSpacing(0)
        self.body.addWidget(heading)

    def place(self, rows: list[CheckRow]) -> None:
        """Show these rows under the heading, in this order."""
        for place, row in enumerate(rows, start=1):
            if self.body.indexOf(row) != place:
                self.body.insertWidget(place, row)
            row.show()
