"""The way round the application, at the left of the window."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from qa_desktop.overriding import override
from qa_desktop.ui import keys
from qa_desktop.ui.widgets.buttons import Button
from qa_desktop.ui.widgets.panes import Column, Pane, Surface


class Place(Enum):
    """Where one can go from everywhere."""

    HOME = "home"
    AUDITS = "audits"
    WORK = "work"
    ACTIONS = "actions"
    IMPROVEMENTS = "improvements"
    INSIGHT = "insight"
    REPORTS = "reports"
    REGISTERS = "registers"
    INBOX = "inbox"
    ALLOCATE = "allocate"
    PROGRAMME = "programme"
    TOOLS = "tools"
    SYNC = "sync"
    SETTINGS = "settings"


class NavButton(Button):
    """One place."""

    look = "nav"


class NavRail(Pane):
    """The places to go to, with Sync, Settings and Help at the foot. Up and Down move between them."""

    place_requested = Signal(object)
    """A Place."""
    help_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SIDE, "right", parent)
        self.setAccessibleName(self.tr("Where to go"))
        column = Column(self, gap=3, margins=(10, 14, 10, 14))
        self.buttons: dict[Place, NavButton] = {}
        titles = {
            Place.HOME: self.tr("Home"),
            Place.AUDITS: self.tr("Audits"),
            Place.WORK: self.tr("Due work"),
            Place.ACTIONS: self.tr("Actions"),
            Place.IMPROVEMENTS: self.tr("Improvement"),
            Place.INSIGHT: self.tr("Insight"),
            Place.REPORTS: self.tr("Reports"),
            Place.REGISTERS: self.tr("Registers"),
            Place.INBOX: self.tr("Inbox"),
            Place.ALLOCATE: self.tr("Draw and allocate"),
            Place.PROGRAMME: self.tr("Programme"),
            Place.TOOLS: self.tr("Tools"),
            Place.SYNC: self.tr("Sync"),
            Place.SETTINGS: self.tr("Settings"),
        }
        for place, title in titles.items():
            if place is Place.SYNC:
                column.addStretch(1)
            button = NavButton(title, parent=self)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, chosen=place: self._go(chosen))
            self.buttons[place] = button
            column.addWidget(button)
        self.buttons[Place.INBOX].hide()
        self.help_button = NavButton(self.tr("Help"), parent=self)
        self.help_button.setAccessibleDescription(keys.shown("keys"))
        self.help_button.clicked.connect(self.help_requested)
        column.addWidget(self.help_button)
        self._current: Place | None = None

    @property
    def titles(self) -> dict[Place, str]:
        """What each place is called."""
        return {place: button.text() for place, button in self.buttons.items()}

    def offer_inbox(self, *, new: int | None) -> None:
        """Offer the inbox, with how many audits in it were not looked at yet; None takes it away."""
        button = self.buttons[Place.INBOX]
        button.setVisible(new is not None)
        button.setText(self.tr("Inbox {}").format(new) if new else self.tr("Inbox"))
        button.setAccessibleDescription(self.tr("{} new").format(new) if new else "")

    def show_place(self, place: Place | None) -> None:
        """Mark where one is; None where it is none of these."""
        self._current = place
        for each, button in self.buttons.items():
            button.setChecked(each is place)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        row = [button for button in (*self.buttons.values(), self.help_button) if not button.isHidden()]
        focused = next((place for place, button in enumerate(row) if button.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        row[(focused + step) % len(row)].setFocus(Qt.FocusReason.TabFocusReason)

    def _go(self, place: Place) -> None:
        self.show_place(self._current)
        self.place_requested.emit(place)
