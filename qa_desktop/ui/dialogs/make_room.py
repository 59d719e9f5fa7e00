"""Asks how much inspectors are told, and of which audits."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget
from typing_extensions import override

from qa_desktop.domain.exports.room import Level, RoomWish
from qa_desktop.domain.exports.wish import Detail
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.ui.dialogs.export_audits import TakingDialog
from qa_desktop.ui.presenters.insight_behind import AuditLine
from qa_desktop.ui.widgets.audit_choice import AuditChoice, ChoiceWords
from qa_desktop.ui.widgets.choices import RadioButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.text import Subheading

LIST_LINES = 14
"""How high the list of audits is, in lines of text."""


class RoomDialog(TakingDialog):
    """How much inspectors are told, of every audit of the filter or of those that are chosen one by one."""

    audits_requested = Signal()
    """The audits of the filter are to be listed, from the first on."""
    more_requested = Signal()

    def __init__(
        self, wanted: FigureFilter, counted: str, details: tuple[Detail, ...], parent: QWidget | None = None
    ) -> None:
        """`details` are those that the role may have."""
        super().__init__("Make an inspection room", "Make the folder", counted, parent)
        self.wanted = wanted
        offered = (one for one in (Level.PSEUDONYMS, Level.FIGURES, Level.FULL) if one.detail in details)
        self.levels = {one: RadioButton(self.tr(one.label), self) for one in offered}
        self.every = RadioButton(self.tr("Every audit that is shown"), self)
        self.some = RadioButton(self.tr("Only audits that I choose"), self)
        for buttons in (tuple(self.levels.values()), (self.every, self.some)):
            group = QButtonGroup(self)
            for one in buttons:
                group.addButton(one)
            buttons[0].setChecked(True)
        words = ChoiceWords(
            self.tr("In the folder"),
            self.tr("In the folder: {}."),
            self.tr("{} and {} more"),
            self.tr("No audit is chosen yet."),
        )
        self.choice = AuditChoice(words, self)
        self.choice.list.setMinimumHeight(LIST_LINES * self.fontMetrics().lineSpacing())
        self.choice.more_requested.connect(self.more_requested)
        self.put_row = FlowRow(self.choice.put_button)
        for below in (self.choice, self.put_row):
            below.hide()
        self.some.toggled.connect(self._show_choice)
        which = (Subheading(self.tr("Which audits"), self), self.every, self.some, self.choice, self.put_row)
        self.offer(self.wish, Subheading(self.tr("What leaves"), self), *self.levels.values(), *which)
        chain = (*self.levels.values(), self.every, self.some, self.choice.list, self.choice.put_button, self.name)
        for before, after in pairwise(chain):
            self.setTabOrder(before, after)
        self.levels[Level.PSEUDONYMS].setFocus(Qt.FocusReason.OtherFocusReason)

    def wish(self) -> RoomWish:
        """Return what is wished."""
        level = next(one for one, button in self.levels.items() if button.isChecked())
        chosen = frozenset(self.choice.chosen) if self.some.isChecked() else frozenset()
        return RoomWish(self.wanted, level, chosen)

    def show_rows(self, rows: tuple[AuditLine, ...], *, more: bool, first: bool) -> None:
        """Show a page of the audits."""
        self.choice.show_rows(rows, more=more, first=first)

    @override
    def _export(self) -> None:
        if self.some.isChecked() and not self.choice.chosen:
            self.show_problem(self.tr("Choose an audit, or every audit that is shown."))
            self.choice.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super()._export()

    def _show_choice(self, chosen: bool) -> None:  # noqa: FBT001 - a slot of a signal
        self.choice.setVisible(chosen)
        self.put_row.setVisible(chosen)
        if chosen and not self.choice.model.rowCount():
            self.audits_requested.emit()
