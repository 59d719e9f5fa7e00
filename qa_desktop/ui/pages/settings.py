"""Who one is, how the profile is locked, how the window looks, and whether everything is in order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget
from typing_extensions import override

from qa_desktop.services.keep_appearance import LARGEST_TEXT, SMALLEST_TEXT, Appearance, Scheme
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.settings_authority import WaysCard
from qa_desktop.ui.pages.settings_connection import ConnectionCard
from qa_desktop.ui.pages.settings_trust import AuthorityCard, LaptopCard
from qa_desktop.ui.presenters.connection import ConnectionView
from qa_desktop.ui.presenters.settings import SettingsView
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.choices import RadioButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, Column, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Muted, Small, Words

SIZES = (100, 110, 125, 150, 175, 200)


class SettingsPage(Page):
    """Screen 10."""

    passphrase_requested = Signal()
    pin_requested = Signal()
    pin_removal_requested = Signal()
    appearance_chosen = Signal(object)
    """An Appearance."""
    backup_requested = Signal()
    check_up_requested = Signal()
    folder_requested = Signal()
    due_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__("Settings", parent)
        outer = Column(self, gap=0)
        page = ScrollingColumn(self, gap=18, widest=760)
        outer.addWidget(page)
        page.add(PageHead(self.tr("Settings")))
        page.add(self._identity())
        page.add(self._keys())
        page.add(self._appearance(appearance))
        self.authority = AuthorityCard(self.tr("Your authority"), self)
        self.ways = WaysCard(self.tr("How your authority works"), self)
        self.connection = ConnectionCard(self.tr("Connection"), self)
        self.laptop = LaptopCard(self.tr("This laptop"), self)
        for card in (self.authority, self.ways, self.connection, self.laptop):
            page.add(card)
        page.add(self._keeping())
        page.add(self._safety())
        page.body.addStretch(1)

    def show_settings(self, view: SettingsView) -> None:
        """Show what holds."""
        self._who.setText(f"{view.name}\n{view.role}\n{view.team}")
        self.address.setText(view.address)
        self.pin_button.setText(self.tr("Change the PIN") if view.has_pin else self.tr("Set a PIN"))
        self.remove_pin_button.setVisible(view.has_pin)
        self._opened.setText(
            self.tr("This profile is opened with a passphrase.")
            if view.has_passphrase
            else self.tr("This profile is opened by the keyring of this computer.")
        )
        self.passphrase_button.setVisible(view.has_passphrase)
        self._folder.setText(view.data_folder)

    def show_connection(self, view: ConnectionView) -> None:
        """Show whom this laptop believes, where the server is, and how this laptop stands with it."""
        self.authority.show_view(view)
        self.connection.show_view(view)
        self.laptop.show_view(view)

    def show_standing(self, view: ConnectionView) -> None:
        """Show how this laptop stands after a sync; what somebody is typing stays."""
        self.authority.show_view(view)
        self.laptop.show_view(view)

    def show_appearance(self, appearance: Appearance) -> None:
        """Show how the window looks."""
        self.schemes[appearance.scheme].setChecked(True)
        nearest = min(range(len(SIZES)), key=lambda place: abs(SIZES[place] - appearance.text_percent))
        self.text_size.setCurrentIndex(nearest)

    def show_done(self, words: str) -> None:
        """Say what was done for safety's sake."""
        self.backup_button.setEnabled(True)
        self.check_button.setEnabled(True)
        self._say(self._done, words)

    @override
    def focus_first(self) -> None:
        self.copy_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _identity(self) -> Card:
        card = Card(self.tr("You"))
        self._who = Words("")
        card.add(self._who)
        self.address = QLineEdit()
        self.address.setReadOnly(True)
        hint = self.tr("Others need it to make bundles that only you can open. It is no secret.")
        card.add(LabelledField(self.tr("Your address"), self.address, hint))
        self.copy_button = SecondaryButton(self.tr("Copy the address"))
        self.copy_button.clicked.connect(self._copy_address)
        card.add(FlowRow(self.copy_button))
        return card

    def _keys(self) -> Card:
        card = Card(self.tr("Keys"))
        self._opened = Words("")
        card.add(self._opened)
        card.add(Muted(self.tr("A PIN is asked for each time you seal a case note.")))
        self.passphrase_button = SecondaryButton(self.tr("Change the passphrase"))
        self.pin_button = SecondaryButton(self.tr("Set a PIN"))
        self.remove_pin_button = SecondaryButton(self.tr("Remove the PIN"))
        self.passphrase_button.clicked.connect(self.passphrase_requested)
        self.pin_button.clicked.connect(self.pin_requested)
        self.remove_pin_button.clicked.connect(self.pin_removal_requested)
        card.add(FlowRow(self.passphrase_button, self.pin_button, self.remove_pin_button))
        self._keys_done = Small("")
        self._keys_done.hide()
        card.add(self._keys_done)
        return card

    def show_keys_done(self, words: str) -> None:
        """Say what was changed about passphrase or PIN."""
        self._say(self._keys_done, words)

    def _appearance(self, appearance: Appearance) -> Card:
        card = Card(self.tr("Appearance"))
        names = {
            Scheme.SYSTEM: self.tr("As this computer is set"),
            Scheme.LIGHT: self.tr("Light"),
            Scheme.DARK: self.tr("Dark"),
            Scheme.HIGH_CONTRAST: self.tr("High contrast"),
        }
        group = QButtonGroup(self)
        self.schemes = {scheme: RadioButton(name) for scheme, name in names.items()}
        for radio in self.schemes.values():
            group.addButton(radio)
            radio.clicked.connect(self._tell_appearance)
        card.add(FlowRow(*self.schemes.values(), gap=14))
        self.text_size = Select()
        self.text_size.addItems([f"{percent}%" for percent in SIZES])
        self.text_size.activated.connect(lambda _: self._tell_appearance())
        card.add(LabelledField(self.tr("Text size"), self.text_size))
        self.show_appearance(appearance)
        return card

    def _keeping(self) -> Card:
        card = Card(self.tr("How long audits are kept"))
        card.add(
            Muted(
                self.tr(
                    "Your authority's profile says how long each kind of audit is kept. When that time has ended, two "
                    "people decide; nothing is ever disposed of by itself."
                )
            )
        )
        self.due_button = SecondaryButton(self.tr("Due for disposal"))
        self.due_button.clicked.connect(self.due_requested)
        card.add(FlowRow(self.due_button))
        return card

    def _safety(self) -> Card:
        card = Card(self.tr("Backup and check"))
        card.add(Small(self.tr("The data folder, encrypted:")))
        self._folder = Words("")
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.add(self._folder)
        self.backup_button = SecondaryButton(self.tr("Back up now"))
        self.check_button = SecondaryButton(self.tr("Check everything"))
        folder_button = SecondaryButton(self.tr("Open the folder"))
        self.backup_button.clicked.connect(lambda: self._begin(self.tr("Backing up"), self.backup_requested.emit))
        self.check_button.clicked.connect(lambda: self._begin(self.tr("Checking"), self.check_up_requested.emit))
        folder_button.clicked.connect(self.folder_requested)
        card.add(FlowRow(self.backup_button, self.check_button, folder_button))
        self._done = Words("")
        self._done.hide()
        card.add(self._done)
        return card

    def _tell_appearance(self) -> None:
        scheme = next(scheme for scheme, radio in self.schemes.items() if radio.isChecked())
        percent = min(LARGEST_TEXT, max(SMALLEST_TEXT, SIZES[self.text_size.currentIndex()]))
        self.appearance_chosen.emit(Appearance(scheme, percent))

    def _begin(self, words: str, ask: Callable[[], None]) -> None:
        self.backup_button.setEnabled(False)
        self.check_button.setEnabled(False)
        self._say(self._done, words)
        ask()

    def _copy_address(self) -> None:
        QGuiApplication.clipboard().setText(self.address.text())
        announce(self, self.tr("Address copied"))

    def _say(self, label: Words, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))
        announce(self, words)
