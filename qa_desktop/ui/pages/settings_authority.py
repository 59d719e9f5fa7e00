"""How the authority works: which settings hold, and which a person may choose where none were signed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from qa_desktop.ui.dialogs.authority_settings import SettingsList
from qa_desktop.ui.pages.settings_trust import SayingCard
from qa_desktop.ui.presenters.authority_settings import WaysView
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Muted, Words

FILES = "YAML (*.yaml *.yml);;(*)"


class WaysCard(SayingCard):
    """Tools, words, dates and recipients of the authority."""

    settings_chosen = Signal(str)
    file_chosen = Signal(object)
    """A Path."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self._view = WaysView("")
        self._words = Words("")
        self.add(self._words)
        self.choice = Select(self.tr("Authority"), self)
        self.choice.activated.connect(self._choose)
        self._field = LabelledField(self.tr("Authority"), self.choice)
        self.add(self._field)
        self.add(
            Muted(
                self.tr(
                    "Its own tools come first, and new audits begin with its words, dates and recipients. Audits under "
                    "way keep what held when they began."
                )
            )
        )
        self.show_button = SecondaryButton(self.tr("Show all that is set"))
        self.show_button.clicked.connect(self._show_all)
        self.file_button = SecondaryButton(self.tr("Use a file"))
        self.file_button.clicked.connect(self._choose_file)
        self._buttons = FlowRow(self.show_button, self.file_button)
        self.add(self._buttons)
        self.add(self._done)
        for widget in (self._field, self._buttons):
            widget.hide()

    def show_ways(self, view: WaysView) -> None:
        """Show what holds and what can be chosen."""
        self._view = view
        self._words.setText(view.words)
        self.choice.clear()
        for settings_id, name in view.options:
            self.choice.addItem(name, settings_id)
        self.choice.setCurrentIndex(max(0, self.choice.findData(view.chosen)))
        self._field.setVisible(bool(view.options))
        self.file_button.setVisible(bool(view.options))
        self.show_button.setVisible(bool(view.parts))
        self._buttons.setVisible(bool(view.options or view.parts))

    def show_chosen(self, view: WaysView) -> None:
        """Show what holds after a choice, and say it."""
        self.show_ways(view)
        self.say(self.tr("New audits begin so."))

    def show_problem(self, words: str) -> None:
        """Say why a choice was refused; what held before still holds."""
        self.show_ways(self._view)
        self.say(words)

    def _choose(self) -> None:
        self.settings_chosen.emit(self.choice.currentData())

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Use a file"), "", FILES)
        if chosen:
            self.file_chosen.emit(Path(chosen))

    def _show_all(self) -> None:
        SettingsList(self._view.parts, self).open()
