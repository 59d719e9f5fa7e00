"""Whom this laptop believes, and whether the server believes this laptop: two cards of the settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from typing_extensions import override

from qa_desktop.domain.enrolment import Standing
from qa_desktop.ui.presenters.connection import ConnectionView, in_two_lines
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, Column, clear
from qa_desktop.ui.widgets.text import Muted, Small, Words

PROFILES = "QA Desktop (*.qap);;(*)"


class SayingCard(Card):
    """A card that says at its foot what was done or refused."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self._done = Words("")
        self._done.hide()

    @property
    def said(self) -> str:
        """What was done or refused."""
        return self._done.text()

    def say(self, words: str) -> None:
        """Say what was done or refused."""
        self._done.setText(words)
        self._done.setVisible(bool(words))
        announce(self, words)


class AuthorityCard(SayingCard):
    """Which authority is believed, and what it signed."""

    pin_requested = Signal(str)
    profile_chosen = Signal(object)
    """A Path."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        lines = QWidget(self)
        self._lines = Column(lines, gap=6)
        self.add(lines)
        self.fingerprint = QLineEdit()
        hint = self.tr(
            "64 digits and letters in groups of four. Your QA team gives it to you; never take it from a mail."
        )
        self._field = LabelledField(self.tr("Fingerprint of your authority's key"), self.fingerprint, hint)
        self.add(self._field)
        self.pin_button = SecondaryButton(self.tr("Believe this key"))
        self.pin_button.clicked.connect(lambda: self.pin_requested.emit(self.fingerprint.text()))
        self.fingerprint.returnPressed.connect(self.pin_button.click)
        self.profile_button = SecondaryButton(self.tr("Take over a profile"))
        self.profile_button.clicked.connect(self._choose)
        self.add(FlowRow(self.pin_button, self.profile_button))
        self.add(self._done)
        for widget in (self._field, self.pin_button, self.profile_button):
            widget.hide()

    def show_view(self, view: ConnectionView) -> None:
        """Show what is believed."""
        clear(self._lines)
        for line in view.authority:
            self._lines.addWidget(Words(line))
        self._field.setVisible(not view.is_pinned)
        self.pin_button.setVisible(not view.is_pinned)
        self.profile_button.setVisible(view.is_pinned)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Take over a profile"), "", PROFILES)
        if chosen:
            self.profile_chosen.emit(Path(chosen))


class LaptopCard(SayingCard):
    """How this laptop stands with the server: its fingerprint, the one-time code, the way to other laptops."""

    code_entered = Signal(str)
    laptops_requested = Signal()

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self._standing = Words("")
        self.add(self._standing)
        self.add(Small(self.tr("Fingerprint of this laptop, to read out:")))
        self.fingerprint = Words("")
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add(self.fingerprint)
        self.code = QLineEdit()
        hint = self.tr("It came with your sign-in name, by another way, and is good for seven days.")
        self._field = LabelledField(self.tr("One-time code"), self.code, hint)
        self.add(self._field)
        self.enrol_button = SecondaryButton(self.tr("Enrol this laptop"))
        self.enrol_button.clicked.connect(self._enrol)
        self.code.returnPressed.connect(self.enrol_button.click)
        self.laptops_button = SecondaryButton(self.tr("Your laptops"))
        self.laptops_button.clicked.connect(self.laptops_requested)
        self._buttons = FlowRow(self.enrol_button, self.laptops_button)
        self.add(self._buttons)
        self._hint = Muted("")
        self.add(self._hint)
        self.add(self._done)
        for widget in (self._field, self.enrol_button, self.laptops_button):
            widget.hide()

    def show_view(self, view: ConnectionView) -> None:
        """Show how this laptop stands."""
        self._standing.setText(self._words(view))
        self.fingerprint.setText(in_two_lines(view.fingerprint))
        self.fingerprint.setAccessibleName(self.tr("Fingerprint of this laptop: {}").format(view.fingerprint))
        asks = view.has_sign_in and view.standing in (Standing.UNKNOWN, Standing.NEW)
        self._field.setVisible(asks)
        self.enrol_button.setVisible(asks)
        self.laptops_button.setVisible(view.standing is Standing.ENROLLED)
        self._buttons.setVisible(asks or view.standing is Standing.ENROLLED)
        self.laptops_button.setText(self.tr("Laptops") if view.keeps_laptops else self.tr("Your laptops"))
        hint = self.tr("Approve laptops of others, and lock lost ones out.")
        self._hint.setText(hint if view.keeps_laptops and view.standing is Standing.ENROLLED else "")
        self._hint.setVisible(bool(self._hint.text()))

    @override
    def say(self, words: str) -> None:
        self.enrol_button.setEnabled(True)
        super().say(words)

    def _words(self, view: ConnectionView) -> str:
        if not view.has_sign_in:
            return self.tr("First set up the sign-in above. Then the server asks for the one-time code of this laptop.")
        return {
            Standing.UNKNOWN: self.tr("Enter the one-time code, so that the server gets to know this laptop."),
            Standing.NEW: self.tr("The server does not know this laptop yet. Enter the one-time code."),
            Standing.PENDING: self.tr(
                "▲ Waiting for a second person: your QA team has to approve this laptop. It begins to sync by itself "
                "then. Read the fingerprint out when they ask for it."
            ),
            Standing.ENROLLED: self.tr("✓ This laptop is enrolled and approved."),
            Standing.REVOKED: self.tr(
                "■ This laptop was locked out, because it was lost or replaced. Nothing is sent. Ask your QA team."
            ),
        }[view.standing]

    def _enrol(self) -> None:
        self.enrol_button.setEnabled(False)
        self.code_entered.emit(self.code.text())
