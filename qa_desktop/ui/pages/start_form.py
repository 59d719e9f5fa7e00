"""What an audit is about: reference, practitioner, period, and who else takes part."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from qa_desktop.ui.presenters.start import Participant, StartChoice, StartForm
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout
from qa_desktop.ui.widgets.panes import Column, PageHead
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Heading, Muted

INTERPRETER = "Interpreter"


class StartDetails(QWidget):
    """The second step of starting an audit."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=18)
        self.summary = ErrorSummary(self)
        column.addWidget(self.summary)
        self._head = PageHead(self.tr("About this audit"))
        column.addWidget(self._head)
        self.reference = QLineEdit(self)
        self.reference.setMaxLength(200)
        hint = self.tr("The reference of your case system, never a name, a date of birth or an NHS number.")
        self._reference_field = LabelledField("", self.reference, hint)
        column.addWidget(self._reference_field)
        self.warning = Banner("", BannerKind.CAUTION)
        self.warning.hide()
        column.addWidget(self.warning)
        self.practitioner = QLineEdit(self)
        self._practitioner_field = LabelledField("", self.practitioner, optional=True)
        column.addWidget(self._practitioner_field)
        self._add_period(column, today)
        column.addWidget(Heading(self.tr("Who else takes part")))
        column.addWidget(Muted(self.tr("You can add and change this later.")))
        self.line_manager = QLineEdit(self)
        self.interpreter = QLineEdit(self)
        self._manager_field = LabelledField("", self.line_manager, optional=True)
        column.addWidget(self._manager_field)
        column.addWidget(LabelledField(self.tr(INTERPRETER), self.interpreter, optional=True))
        self._form: StartForm | None = None
        self._type_before = ""

    def show_form(self, form: StartForm) -> None:
        """Ask in the words of a tool; what was written already stays."""
        self._form = form
        self._head.set_words(self.tr("About this audit"), "", f"{form.tool_title} · {form.authority}")
        self._reference_field.set_label(form.reference_label)
        self._practitioner_field.set_label(form.practitioner_label, optional=True)
        self._practitioner_field.setVisible(bool(form.practitioner_label))
        self._manager_field.set_label(form.manager_label, optional=True)
        self._period.setVisible(form.period_from is not None)
        self._period_words.setText(form.period_words)
        self._period_words.setVisible(bool(form.period_words))
        self._show_types(form)
        self.period_from.set_date(form.period_from)
        self.period_to.set_date(form.period_to)
        self._show_reason()
        self.summary.show_problems(())

    def show_warnings(self, warnings: tuple[str, ...]) -> None:
        """Warn where the reference could identify a child; it can be used all the same."""
        self.warning.set_text("\n".join(f"{warning.rstrip('.')}." for warning in warnings))

    def show_problems(self, problems: tuple[str, ...]) -> None:
        """Say what stands in the way, by the reference."""
        self.summary.show_problems([(problem, self._reference_field) for problem in problems])

    def read(self) -> StartChoice | None:
        """Return what was filled in, or say what is wrong with it."""
        form = self._form
        if form is None:
            return None
        problems = self._problems(form)
        self.summary.show_problems(problems)
        if problems:
            return None
        others = ((form.manager_label, self.line_manager), (INTERPRETER, self.interpreter))
        has_period = form.period_from is not None
        return StartChoice(
            tool_id=form.tool_id,
            reference=self.reference.text().strip(),
            practitioner=self.practitioner.text().strip() if form.practitioner_label else "",
            period_from=self.period_from.day if has_period else None,
            period_to=self.period_to.day if has_period else None,
            period_reason=self.period_reason.text().strip(),
            audit_type=self._type_code,
            participants=tuple(Participant(role, line.text().strip()) for role, line in others if line.text().strip()),
        )

    def _problems(self, form: StartForm) -> list[tuple[str, QWidget | None]]:
        problems: list[tuple[str, QWidget | None]] = []
        if not self.reference.text().strip():
            problems.append((self.tr("Enter the {}").format(_lower(form.reference_label)), self._reference_field))
        if form.period_from is None:
            return problems
        for line, field in ((self.period_from, self._from_field), (self.period_to, self._to_field)):
            if line.day is None:
                problems.append((self.tr("Enter a date, for example 21 November 2026"), field))
        start, end = self.period_from.day, self.period_to.day
        if start and end and start > end:
            problems.append((self.tr("The period must begin before it ends"), self._from_field))
        if self._is_moved() and not self.period_reason.text().strip():
            problems.append((self.tr("Say why the period is another one than usual"), self._reason_field))
        return problems

    def _add_period(self, column: Column, today: date) -> None:
        self._period = QWidget(self)
        inner = Column(self._period, gap=8)
        inner.addWidget(Heading(self.tr("Period looked at")))
        self._period_words = Muted("")
        inner.addWidget(self._period_words)
        self.audit_type = Select("", self)
        self._type_field = LabelledField("", self.audit_type, optional=True)
        inner.addWidget(self._type_field)
        self.audit_type.activated.connect(lambda _: self._follow_type())
        dates = QWidget()
        columns = ColumnsLayout(dates, gap=14, least_width=240)
        self.period_from, self.period_to = DateField(today), DateField(today)
        self._from_field = LabelledField(self.tr("From"), self.period_from)
        self._to_field = LabelledField(self.tr("To"), self.period_to)
        columns.addWidget(self._from_field)
        columns.addWidget(self._to_field)
        inner.addWidget(dates)
        self.period_reason = QLineEdit()
        self._reason_field = LabelledField(self.tr("Why another period than usual"), self.period_reason)
        inner.addWidget(self._reason_field)
        for line in (self.period_from, self.period_to):
            line.textChanged.connect(lambda _: self._show_reason())
        column.addWidget(self._period)

    def _show_types(self, form: StartForm) -> None:
        self._type_field.set_label(form.type_label, optional=True)
        self._type_field.setVisible(bool(form.types))
        self.audit_type.clear()
        self.audit_type.addItem(self.tr("Not chosen yet"), "")
        for one in form.types:
            self.audit_type.addItem(one.label, one.code)
        self._type_before = ""

    def _follow_type(self) -> None:
        """Put the period of the chosen type where nobody has moved it."""
        form, before = self._form, self._type_before
        self._type_before = self._type_code
        if form is not None and self.period_from.day == form.usual_from(before):
            self.period_from.set_date(form.usual_from(self._type_code))
        self._show_reason()

    @property
    def _type_code(self) -> str:
        return str(self.audit_type.currentData() or "")

    def _show_reason(self) -> None:
        self._reason_field.setVisible(self._is_moved())

    def _is_moved(self) -> bool:
        form = self._form
        if form is None or form.period_from is None:
            return False
        days = (self.period_from.day, self.period_to.day)
        return None not in days and days != (form.usual_from(self._type_code), form.period_to)


def _lower(label: str) -> str:
    """Return a label as it stands inside a sentence; abbreviations keep their capitals."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
