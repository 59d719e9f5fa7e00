"""By when: a date written or picked from a calendar; where the plan allows it, an event with a day to check it."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QDialog, QLineEdit, QWidget

from qa_desktop.domain import paths
from qa_desktop.domain.entries import Action
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_plan import date_refusal
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.panes import Column, Row

GROUP = "action"


class DueField(QWidget):
    """The date of an action. Words such as "ASAP" are refused at the field."""

    def __init__(self, page: AuditPage, entry: str) -> None:
        super().__init__(page)
        self._page = page
        self._entry = entry
        form = page.audit.tool.action_plan
        self._allows_event = bool(form and form.event_with_review_date)
        column = Column(self, gap=10)
        self.day = DateField(page.today)
        self.field = LabelledField(self.tr("By when"), self.day, parent=self)
        self._pick = SmallButton(self.tr("Calendar"), parent=self)
        self._pick.setAccessibleName(self.tr("Choose the date from a calendar"))
        self._pick.clicked.connect(self._choose)
        line = Row(gap=8)
        line.addWidget(self.field, 1)
        line.addWidget(self._pick, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(line)
        page.fields.day(paths.entry(GROUP, entry, "due"), self.day)
        self.day.not_understood.connect(self._refuse)
        self.event_line: QLineEdit | None = None
        self._event_fields: tuple[LabelledField, ...] = ()
        if self._allows_event:
            self._add_event(column)

    def set_label(self, label: str) -> None:
        """Use the plan's own word for the column."""
        self.field.set_label(label)

    def show_action(self, action: Action) -> None:
        """Ask for an event only where there is no date."""
        for field in self._event_fields:
            field.setVisible(action.due is None)

    def _add_event(self, column: Column) -> None:
        self.event_line, review = QLineEdit(), DateField(self._page.today)
        event_field = LabelledField(self.tr("Or after which event"), self.event_line, parent=self, optional=True)
        review_field = LabelledField(self.tr("Checked on"), review, parent=self)
        self._page.fields.line(paths.entry(GROUP, self._entry, "event"), self.event_line)
        self._page.fields.day(paths.entry(GROUP, self._entry, "review_on"), review)
        self.event_line.editingFinished.connect(self._check_event)
        self._event_fields = (event_field, review_field)
        for field in self._event_fields:
            column.addWidget(field)

    def _refuse(self, text: str) -> None:
        words = date_refusal(text, self._page.audit.tool.action_plan) or self.tr("Give a date, such as 27/11/2026")
        self.field.set_problem(words)

    def _check_event(self) -> None:
        if self.event_line is not None:
            self._event_fields[0].set_problem(date_refusal(self.event_line.text(), self._page.audit.tool.action_plan))

    def _choose(self) -> None:
        picker = DatePicker(self.day.day or self._page.today, self)
        if picker.exec() == QDialog.DialogCode.Accepted:
            self.day.setText(picker.day.toString(Qt.DateFormat.ISODate))
            self.day.settle()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)


class DatePicker(QDialog):
    """A calendar to choose a day from; arrow keys and Return work as everywhere."""

    def __init__(self, day: object, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Choose a date"))
        column = Column(self, gap=10, margins=(14, 14, 14, 14))
        self._calendar = QCalendarWidget(self)
        self._calendar.setAccessibleName(self.tr("Calendar"))
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.setSelectedDate(QDate.fromString(str(day), Qt.DateFormat.ISODate))
        self._calendar.activated.connect(self.accept)
        column.addWidget(self._calendar)
        line = Row()
        line.addStretch(1)
        for words, then in ((self.tr("Cancel"), self.reject), (self.tr("Use this date"), self.accept)):
            button = SmallButton(words, parent=self)
            button.clicked.connect(then)
            line.addWidget(button)
        column.addLayout(line)

    @property
    def day(self) -> QDate:
        """The chosen day."""
        return self._calendar.selectedDate()
