"""Asks for a concern about a worker, which is kept apart from the audit; names whom to tell of it (PRACTICE P-22)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from qa_desktop.domain.authority_settings import Contact
from qa_desktop.domain.worker_concern import WorkerConcern
from qa_desktop.services.safety_contacts import missing_words, number_words
from qa_desktop.ui.presenters.audit_words import day_words
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Small, Strong, Words


class WorkerConcernDialog(QDialog):
    """Four texts; those of a concern that is there already are shown to be gone on with."""

    recorded = Signal(str, object)
    """The id of the concern that is gone on with, empty for a new one; and the words by field."""

    def __init__(
        self, concerns: tuple[WorkerConcern, ...], contacts: tuple[Contact, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._concerns = concerns
        self.setWindowTitle(self.tr("Concern about a worker"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=14)
        page.setAccessibleName(self.windowTitle())
        column.addWidget(page, 1)
        lead = self.tr(
            "It is kept apart from this audit. You, whoever you hand this audit over to, QA officers and the head of "
            "service read it; the team and its managers do not, and it is in no note, list or bundle. This application "
            "has told nobody."
        )
        page.add(PageHead(self.tr("Concern about a worker"), lead))
        self.which = Select(self.tr("Which concern"), self)
        self.which.addItem(self.tr("A new one"), "")
        for one in concerns:
            self.which.addItem(self.tr("Of {}").format(day_words(one.at.date())), one.id)
        self.which.activated.connect(self._show_chosen)
        chosen = LabelledField(self.tr("Which concern"), self.which)
        chosen.setVisible(bool(concerns))
        page.add(chosen)
        self.what, self.about = GrowingTextEdit(lines=3), QLineEdit()
        self.told, self.outcome = GrowingTextEdit(lines=1), GrowingTextEdit(lines=1)
        self.what_field = LabelledField(self.tr("What is the concern"), self.what, self.tr("What was seen or heard."))
        page.add(self.what_field)
        page.add(LabelledField(self.tr("About whom"), self.about, optional=True))
        page.add(self._contacts(contacts))
        hint = self.tr("Who was told, when, how, and what they decided.")
        page.add(LabelledField(self.tr("Who was told of it"), self.told, hint, optional=True))
        page.add(LabelledField(self.tr("What came of it"), self.outcome, optional=True))
        page.body.addStretch(1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.record_button = PrimaryButton(self.tr("Record"))
        self.record_button.setAutoDefault(False)
        self.record_button.clicked.connect(self._record)
        column.addWidget(FooterBar(cancel, self.record_button))
        self.resize(70 * self.fontMetrics().averageCharWidth(), 680)
        if concerns:
            self.which.setCurrentIndex(1)
            self._show_chosen(1)
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _contacts(self, contacts: tuple[Contact, ...]) -> Card:
        card = Card(self.tr("Whom to tell"))
        for one in contacts:
            holder = QWidget(card)
            column = Column(holder, gap=1)
            column.addWidget(Strong(one.name, holder))
            column.addWidget(Words(number_words(one), "" if one.number else "caution", holder))
            if one.when:
                column.addWidget(Small(one.when, holder))
            card.add(holder)
        if missing := missing_words(contacts):
            card.add(Small(self.tr(missing), card))
        return card

    def _show_chosen(self, row: int) -> None:
        one = next((one for one in self._concerns if one.id == self.which.itemData(row)), None)
        for control, text in (
            (self.what, one.what if one else ""),
            (self.told, one.told if one else ""),
            (self.outcome, one.outcome if one else ""),
        ):
            control.set_text(text)
        self.about.setText(one.about if one else "")

    def _record(self) -> None:
        if not self.what.text.strip():
            self.what_field.set_problem(self.tr("Say what the concern is"))
            self.what.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        words = {
            "what": self.what.text,
            "about": self.about.text(),
            "told": self.told.text,
            "outcome": self.outcome.text,
        }
        self.accept()
        self.recorded.emit(str(self.which.currentData() or ""), words)
