"""Which authority a new profile believes: settled by the administrator, or entered by the person, or none."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from qa_desktop.ui.pages.settings_trust import PROFILES
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Muted


class AuthorityChoice(Card):
    """The fingerprint of the authority's key, and the profile that it signed; both may be left for later."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self.choice = Select(self.tr("Your authority"), self)
        self.choice.addItem(self.tr("Another one, or decide later"), "")
        hint = self.tr("Its own tools come first, and audits begin with its words, dates and recipients.")
        self._choice_field = LabelledField(self.tr("Where do you work?"), self.choice, hint)
        self.add(self._choice_field)
        self._choice_field.hide()
        self._lead = Muted(
            self.tr(
                "If your authority gave you a fingerprint and a profile, enter them here. You can do it later in the "
                "settings."
            )
        )
        self.add(self._lead)
        self.fingerprint = QLineEdit()
        hint = self.tr(
            "64 digits and letters in groups of four. Your QA team gives it to you; never take it from a mail."
        )
        label = self.tr("Fingerprint of your authority's key")
        self._field = LabelledField(label, self.fingerprint, hint, optional=True)
        self.add(self._field)
        self.profile = QLineEdit()
        self._profile_field = LabelledField(self.tr("Profile of your authority"), self.profile, optional=True)
        self.add(self._profile_field)
        self.choose_button = SmallButton(self.tr("Choose the file"))
        self.choose_button.setAccessibleName(self.tr("Choose the profile of your authority"))
        self.choose_button.clicked.connect(self._choose)
        self._row = FlowRow(self.choose_button)
        self.add(self._row)

    @property
    def file(self) -> Path | None:
        """The profile that was chosen; None where none was."""
        typed = self.profile.text().strip()
        return Path(typed) if typed else None

    @property
    def settings(self) -> str:
        """The id of the authority that was chosen; empty for none."""
        chosen = self.choice.currentData()
        return chosen if isinstance(chosen, str) else ""

    def show_authorities(self, authorities: tuple[tuple[str, str], ...]) -> None:
        """Offer the authorities whose settings come with the program, as (id, name)."""
        for settings_id, name in authorities:
            self.choice.addItem(name, settings_id)
        self._choice_field.setVisible(bool(authorities))

    def show_managed(self, words: str) -> None:
        """Say what the administrator settled; then nothing is entered here."""
        if not words:
            return
        self._lead.setText(words)
        for widget in (self._choice_field, self._field, self._profile_field, self._row):
            widget.hide()

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose the profile of your authority"), "", PROFILES)
        if chosen:
            self.profile.setText(chosen)
