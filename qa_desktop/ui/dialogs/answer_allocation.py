"""Asks what somebody says to an audit that was allocated to them, and gives out the files of a booked meeting."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from qa_desktop.domain.allocation_answer import AnswerKind
from qa_desktop.ui.presenters.answers import AnswerView, AnswerWish
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.choices import RadioButton
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout, FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Words

USUAL_MINUTES = "60"


class AnswerAllocation(QDialog):
    """Take it, book the meeting, decline, or name a colleague. It stays until the answer is written."""

    answered = Signal(object)
    """An AnswerWish."""
    calendar_requested = Signal()
    email_requested = Signal()
    letter_requested = Signal()

    def __init__(self, view: AnswerView, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setWindowTitle(self.tr("Answer an allocation"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=14)
        page.setAccessibleName(self.windowTitle())
        column.addWidget(page, 1)
        self.summary = ErrorSummary(self)
        page.add(self.summary)
        page.add(PageHead(view.title, view.told))
        self.form = QWidget(self)
        page.add(self.form)
        self._lay_out_form(today)
        self.booked = QWidget(self)
        page.add(self.booked)
        self._lay_out_booked()
        self.booked.hide()
        page.body.addStretch(1)
        self.close_button = QuietButton(self.tr("Cancel"))
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        self.send_button = PrimaryButton(self.tr("Answer"))
        self.send_button.setAutoDefault(False)
        self.send_button.clicked.connect(self._go_on)
        column.addWidget(FooterBar(self.close_button, self.send_button))
        room = self.screen().availableGeometry().height() - 40
        self.resize(62 * self.fontMetrics().averageCharWidth(), min(640, room))
        self._show_answer()
        self.ways[self.kind].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def kind(self) -> AnswerKind:
        """What is chosen."""
        return next(kind for kind, button in self.ways.items() if button.isChecked())

    def show_problem(self, words: str) -> None:
        """Say why the answer was not written."""
        self.send_button.setEnabled(True)
        self.summary.show_problems([(words, None)])

    def show_booked(self, words: str) -> None:
        """Say that the meeting is booked, and offer its files."""
        self.summary.show_problems(())
        self.form.hide()
        self.send_button.hide()
        self.close_button.setText(self.tr("Close"))
        self._booked_words.setText(words)
        self.booked.show()
        announce(self, words)
        self.calendar_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out_form(self, today: date) -> None:
        column = Column(self.form, gap=14)
        lines = Column(gap=2)
        words = {
            AnswerKind.TAKEN: self.tr("I will do it"),
            AnswerKind.BOOKED: self.tr("I will do it, and the meeting is booked"),
            AnswerKind.SWAP: self.tr("A colleague would do it instead"),
            AnswerKind.DECLINED: self.tr("I cannot do it"),
        }
        self.ways: dict[AnswerKind, RadioButton] = {}
        for kind, said in words.items():
            button = self.ways[kind] = RadioButton(said, self.form)
            button.toggled.connect(lambda on: self._fit() if on else None)
            lines.addWidget(button)
        column.addLayout(lines)
        self._when = QWidget(self.form)
        columns = ColumnsLayout(self._when, gap=14, least_width=170)
        self.day = DateField(today)
        self.time, self.minutes = QLineEdit(), QLineEdit(USUAL_MINUTES)
        self.time.setPlaceholderText("14:00")
        self._day_field = LabelledField(self.tr("Day"), self.day)
        self._time_field = LabelledField(self.tr("Time"), self.time, optional=True)
        self._minutes_field = LabelledField(self.tr("Minutes"), self.minutes)
        for field in (self._day_field, self._time_field, self._minutes_field):
            columns.addWidget(field)
        column.addWidget(self._when)
        self.colleague = Select(self.tr("Who would do it"), self.form)
        self._colleague_field = LabelledField(
            self.tr("Who would do it"), self.colleague, self.tr("Ask them first. The officer decides.")
        )
        for one in self._view.colleagues:
            self.colleague.addItem(one.name, one.id)
        column.addWidget(self._colleague_field)
        self.reason = GrowingTextEdit(parent=self.form)
        self._reason_field = LabelledField("", self.reason)
        column.addWidget(self._reason_field)

    def _lay_out_booked(self) -> None:
        column = Column(self.booked, gap=12)
        self._booked_words = Words("", parent=self.booked)
        column.addWidget(self._booked_words)
        self.calendar_button = SecondaryButton(self.tr("Save the calendar entry"))
        self.calendar_button.clicked.connect(self.calendar_requested)
        self.email_button = SecondaryButton(self.tr("Save the e-mail to the worker"))
        self.email_button.clicked.connect(self.email_requested)
        self.letter_button = SecondaryButton(self.tr("Save it as a letter"))
        self.letter_button.clicked.connect(self.letter_requested)
        for button in (self.calendar_button, self.email_button, self.letter_button):
            button.setAutoDefault(False)
        column.addWidget(FlowRow(self.calendar_button, self.email_button, self.letter_button))
        told = self.tr(
            "The e-mail is a draft: your e-mail program opens it, you add the address and send it. It asks the worker "
            "to bring the file up to date."
        )
        column.addWidget(Words(told, parent=self.booked))

    def _show_answer(self) -> None:
        answer = self._view.answer
        self.ways[AnswerKind.TAKEN if answer is None else answer.kind].setChecked(True)
        if answer is None:
            return
        self.day.set_date(answer.day)
        self.time.setText(answer.time)
        self.minutes.setText(str(answer.minutes or USUAL_MINUTES))
        self.colleague.setCurrentIndex(max(0, self.colleague.findData(answer.colleague)))
        self.reason.setPlainText(answer.reason)
        self._fit()

    def _fit(self) -> None:
        kind = self.kind
        self._when.setVisible(kind is AnswerKind.BOOKED)
        self._colleague_field.setVisible(kind is AnswerKind.SWAP)
        self._reason_field.setVisible(kind in (AnswerKind.SWAP, AnswerKind.DECLINED))
        self._reason_field.set_label(self.tr("Why"), optional=kind is AnswerKind.SWAP)

    def _go_on(self) -> None:
        problems: list[tuple[str, QWidget | None]] = []
        wish = self._read(problems)
        self.summary.show_problems(problems)
        if not problems:
            self.send_button.setEnabled(False)
            self.answered.emit(wish)

    def _read(self, problems: list[tuple[str, QWidget | None]]) -> AnswerWish:
        kind, reason = self.kind, self.reason.toPlainText().strip()
        if kind is AnswerKind.DECLINED and not reason:
            problems.append((self.tr("Say why you cannot do it"), self._reason_field))
        if kind is AnswerKind.SWAP and self.colleague.currentIndex() < 0:
            problems.append(
                (self.tr("Nobody else is known here yet. People arrive with a sync"), self._colleague_field)
            )
        if kind is not AnswerKind.BOOKED:
            return AnswerWish(kind, colleague=str(self.colleague.currentData() or ""), reason=reason)
        if self.day.day is None:
            problems.append((self.tr("Enter the day of the meeting, for example 14 December"), self._day_field))
        at, minutes = _time(self.time.text()), self.minutes.text().strip()
        if self.time.text().strip() and at is None:
            problems.append((self.tr("Enter the time as 14:00"), self._time_field))
        if not minutes.isdecimal() or not 1 <= int(minutes) <= 24 * 60:
            problems.append((self.tr("Enter how many minutes it takes, for example 90"), self._minutes_field))
            minutes = USUAL_MINUTES
        return AnswerWish(kind, self.day.day, at, int(minutes))


def _time(text: str) -> time | None:
    """Return a time as people write it: 14:00, 14.00 or 9:30; None where it is none."""
    hours, sign, minutes = text.strip().replace(".", ":").partition(":")
    if not (sign and hours.isdecimal() and minutes.isdecimal()):
        return None
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        return None
