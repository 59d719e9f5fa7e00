"""Asks what the service is to do because of a finding, whose it is, and into which plan it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.domain.audit import Audit
from qa_desktop.services.raise_improvement import AS_A_WHOLE, NewLine, PlanOffer
from qa_desktop.ui.presenters.raising import finding_choices, offer_words
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField, line_field
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select


class RaiseImprovementDialog(QDialog):
    """The finding, the action, its owner and day, and the plan."""

    raised = Signal(object, object)
    """A NewLine, and the PlanOffer into which it goes."""

    def __init__(
        self, audit: Audit, offers: Sequence[PlanOffer], days: DateField, parent: QWidget | None = None
    ) -> None:
        """`days` is the field for the date, which knows today."""
        super().__init__(parent)
        self._audit = audit
        self._offers = tuple(offers)
        self.setWindowTitle(self.tr("Raise an improvement action"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=14)
        page.setAccessibleName(self.windowTitle())
        lead = self.tr(
            "For the service, not for this case: name no child and no worker. The plan says where it is from."
        )
        page.add(PageHead(self.windowTitle(), lead))
        self.finding = Select(self.tr("The finding"), self)
        for key, words in finding_choices(audit):
            self.finding.addItem(words, key)
        page.add(LabelledField(self.tr("The finding"), self.finding))
        self.what = GrowingTextEdit(lines=2)
        self.what_field = LabelledField(self.tr("What is to be done"), self.what)
        page.add(self.what_field)
        hint = self.tr("A name, or a role such as Principal Social Worker.")
        self.who_field, self.who = line_field(self.tr("Who has it"), hint)
        page.add(self.who_field)
        self.due = days
        self.due_field = LabelledField(self.tr("By when"), self.due, optional=True)
        page.add(self.due_field)
        self.plan = Select(self.tr("Into which plan"), self)
        for one in self._offers:
            self.plan.addItem(offer_words(one))
        self.plan.activated.connect(lambda _: self._fit())
        self.plan_field = LabelledField(self.tr("Into which plan"), self.plan)
        page.add(self.plan_field)
        self.subject_field, self.subject = line_field(
            self.tr("What the plan is about"), self.tr("As the plan is called, such as CSC 2026 to 2027.")
        )
        page.add(self.subject_field)
        page.body.addStretch(1)
        column.addWidget(page, 1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.raise_button = PrimaryButton(self.tr("Put it into the plan"))
        self.raise_button.setAutoDefault(False)
        self.raise_button.clicked.connect(self._raise)
        column.addWidget(FooterBar(cancel, self.raise_button))
        self.resize(64 * self.fontMetrics().averageCharWidth(), 620)
        self._fit()
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def offer(self) -> PlanOffer:
        """The plan that is chosen."""
        return self._offers[max(0, self.plan.currentIndex())]

    def show_problem(self, sentence: str) -> None:
        """Say why it was not put there."""
        self.plan_field.set_problem(sentence)
        self.plan.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        self.subject_field.setVisible(self._is_first)
        self.plan_field.set_problem("")

    @property
    def _is_first(self) -> bool:
        return self.offer.plan is None and self.offer.after is None

    def _raise(self) -> None:
        wrong = (
            (self.what_field, "" if self.what.text.strip() else self.tr("Say what is to be done")),
            (self.who_field, "" if self.who.text().strip() else self.tr("Enter a name or a role")),
            (self.due_field, self.tr("Give a date, such as 3 December 2026") if self.due.is_wrong else ""),
            (
                self.subject_field,
                self.tr("Say what the plan is about") if self._is_first and not self.subject.text().strip() else "",
            ),
        )
        for field, words in wrong:
            field.set_problem(words)
        first = next((field for field, words in wrong if words), None)
        if first is not None:
            first.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        question = str(self.finding.currentData() or AS_A_WHOLE)
        line = NewLine(self._audit.id, self.what.text, self.who.text(), self.due.day, question)
        offer = replace(self.offer, subject=self.subject.text()) if self._is_first else self.offer
        self.raised.emit(line, offer)
