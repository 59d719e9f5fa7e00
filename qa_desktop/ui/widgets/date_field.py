"""A date as people write it, so that nobody has to hunt through a calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
CENTURY = 2000
SHORTEST_MONTH = 3
WRITTEN = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s./-]+([a-z]+|\d{1,2})(?:[\s./,-]+(\d{4}|\d{2}))?", re.IGNORECASE)
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def read_date(text: str, year: int) -> date | None:
    """Read "27/11/2026", "27 Nov", "27.11.26" or "2026-11-27"; a missing year is `year`. None where it is no date."""
    text = text.strip()
    try:
        if iso := ISO.fullmatch(text):
            return date(*(int(part) for part in iso.groups()))
        if not (found := WRITTEN.fullmatch(text)):
            return None
        day, month, written_year = found.groups()
        written_year = written_year or str(year)
        century = CENTURY if len(written_year) == len("26") else 0
        return date(century + int(written_year), _month(month), int(day))
    except ValueError:
        return None


def long_date(day: date) -> str:
    """Write a date in full: 27 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


class DateField(QLineEdit):
    """A line for a date. Up and Down move it by a day."""

    date_settled = Signal(object)
    """The date, or None where the line is empty, when a person leaves the line or presses Return."""
    not_understood = Signal(str)
    """What was written and is no date."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._told: date | None = None
        self.setPlaceholderText(self.tr("For example {}").format(long_date(today)))
        self.returnPressed.connect(self.settle)

    @property
    def day(self) -> date | None:
        """The date, or None where the line is empty or cannot be read."""
        return read_date(self.text(), self._today.year)

    @property
    def is_wrong(self) -> bool:
        """Whether something is written that is no date."""
        return bool(self.text().strip()) and self.day is None

    def set_date(self, day: date | None) -> None:
        """Show a date; nothing is emitted."""
        self._told = day
        self.setText(long_date(day) if day else "")

    def settle(self) -> None:
        """Tell the date if it changed, or that it cannot be read."""
        if self.is_wrong:
            self.not_understood.emit(self.text())
            return
        day = self.day
        changed = day != self._told
        self.set_date(day)
        if changed:
            self.date_settled.emit(day)

    @override
    def focusOutEvent(self, e: QFocusEvent, /) -> None:
        super().focusOutEvent(e)
        if e.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()

    @override
    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(e.key()))
        if step is None or e.modifiers():
            super().keyPressEvent(e)
            return
        start = self.day
        self.setText(long_date(start + timedelta(days=step) if start else self._today))


def _month(written: str) -> int:
    if written.isdigit():
        return int(written)
    matches = [number for number, name in enumerate(MONTHS, 1) if name.startswith(written.lower())]
    if len(written) < SHORTEST_MONTH or len(matches) != 1:
        raise ValueError(written)
    return matches[0]
