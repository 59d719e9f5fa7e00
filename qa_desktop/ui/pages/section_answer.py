"""Makes the control that fits an answer's type and ties it to the answer's field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from qa_desktop.domain import paths
from qa_desktop.domain.ids import ScaleId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.scale import Scale, ScalePoint
from qa_desktop.domain.tool import AnswerType
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.section_link import LinkField
from qa_desktop.ui.presenters.audit_section import QuestionView
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.grade import GradeGroup
from qa_desktop.ui.widgets.growing_text import FEWEST_LINES, GrowingTextEdit
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Words
from qa_desktop.ui.widgets.yes_no import YesNoGroup

MOST_CARDS = 6
NUMBER_WIDTH = 14


def answer_control(page: AuditPage, view: QuestionView, parent: QWidget, *, compact: bool = False) -> QWidget:
    """Return the control for a question's answer inside a parent, bound to its field."""
    make = MAKERS.get(view.item.type, _line)
    if view.item.type is AnswerType.SCALE and view.scale is not None:
        control = GradeGroup(view.scale, view.title, parent, compact=compact, clearable=False)
        page.fields.grade(view.value_path, control)
        return control
    return make(page, view, parent)


def has_cards(view: QuestionView) -> bool:
    """Tell whether the answer is chosen by cards."""
    if view.item.type is AnswerType.CHOICE:
        return len(view.item.choices) <= MOST_CARDS
    return view.item.type is AnswerType.YES_NO or (view.item.type is AnswerType.SCALE and view.scale is not None)


def _yes_no(page: AuditPage, view: QuestionView, parent: QWidget) -> QWidget:
    words = page.audit.tool.words
    return page.fields.grade(view.value_path, YesNoGroup(view.title, parent, called=(words.yes, words.no)))


def _choice(page: AuditPage, view: QuestionView, parent: QWidget) -> QWidget:
    if not has_cards(view):
        select = Select(view.title, parent)
        for choice in view.item.choices:
            select.addItem(choice.label, choice.code)
        return page.fields.choice(view.value_path, select)
    points = tuple(ScalePoint(choice.code, choice.label, None) for choice in view.item.choices)
    group = GradeGroup(Scale(ScaleId(view.key), view.title, points), view.title, parent, compact=True)
    return page.fields.grade(view.value_path, group)


def _choices(page: AuditPage, view: QuestionView, parent: QWidget) -> QWidget:
    return ChoiceBoxes(page, view, parent)


def _text(page: AuditPage, view: QuestionView, parent: QWidget) -> QWidget:
    limits = view.item.limits
    if limits.lines == 1 and limits.words is None:
        return page.fields.line(view.value_path, QLineEdit(parent))
    edit = GrowingTextEdit(parent, lines=limits.lines or FEWEST_LINES, word_limit=limits.words)
    return page.fields.text(view.value_path, edit)


def _number(page: AuditPage, view: QuestionView, parent: QWidget) -> QWidget:
    line = QLineEdit(parent)
    line.setMaximumWidth(line.fontMetrics().averageCharWidth() * NUMBER_WIDTH + 24)
    if view.item.type is AnswerType.PERCENT:
        line.setPlaceholderText("%")
    return page.fields.number(view.value_path, line, whole=view.item.type is AnswerType.INTEGER)


def _date(page: AuditPage, view: QuestionView, parent: QWidget) -> QWidget:
    return page.fields.day(view.value_path, DateField(page.today, parent))


def _line(page: AuditPage, view: QuestionView, parent: QWidget) -> QWidget:
    return page.fields.line(view.value_path, QLineEdit(parent))


def _computed(_page: AuditPage, view: QuestionView, parent: QWidget) -> QWidget:
    return WorkedOut(view, parent)


def _checklist(page: AuditPage, view: QuestionView, parent: QWidget) -> QWidget:
    boxes = QWidget(parent)
    boxes.setAccessibleName(view.title)
    column = Column(boxes, gap=4)
    for point in view.item.guidance:
        box = CheckBox(point.text, boxes)
        page.fields.tick(paths.seen(point.id), box)
        column.addWidget(box)
    page.fields.shown(view.value_path, boxes, lambda _: None)
    return boxes


class WorkedOut(Words):
    """A value that follows from other answers; shown, never entered."""

    def __init__(self, view: QuestionView, parent: QWidget) -> None:
        super().__init__("", parent=parent)
        self._title = view.title
        self.show_value(view.worked_out)

    def show_value(self, value: str) -> None:
        """Show the value, or that it is still to come."""
        self.setText(value or self.tr("Worked out when its dates are given"))
        self.setAccessibleName(f"{self._title}: {self.text()}")


class ChoiceBoxes(QWidget):
    """Several choices of a list, as ticks."""

    def __init__(self, page: AuditPage, view: QuestionView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(view.title)
        self._page = page
        self._path = view.value_path
        self._boxes: dict[str, CheckBox] = {}
        column = Column(self, gap=4)
        for choice in view.item.choices:
            box = self._boxes[choice.code] = CheckBox(choice.label, self)
            box.clicked.connect(self._record)
            column.addWidget(box)
        page.fields.shown(self._path, self, self._show)

    def _record(self) -> None:
        chosen = tuple(code for code, box in self._boxes.items() if box.isChecked())
        self._page.session.record({self._path: chosen or None})

    def _show(self, value: Value) -> None:
        chosen = value if isinstance(value, tuple) else ()
        for code, box in self._boxes.items():
            box.setChecked(code in chosen)


MAKERS: dict[AnswerType, Callable[[AuditPage, QuestionView, QWidget], QWidget]] = {
    AnswerType.YES_NO: _yes_no,
    AnswerType.CHOICE: _choice,
    AnswerType.MULTIPLE_CHOICE: _choices,
    AnswerType.TEXT: _text,
    AnswerType.INTEGER: _number,
    AnswerType.DECIMAL: _number,
    AnswerType.PERCENT: _number,
    AnswerType.DATE: _date,
    AnswerType.COMPUTED: _computed,
    AnswerType.CHECKLIST: _checklist,
    AnswerType.AUDIT: LinkField,
}
LABELLED = frozenset(
    {
        AnswerType.TEXT,
        AnswerType.INTEGER,
        AnswerType.DECIMAL,
        AnswerType.PERCENT,
        AnswerType.DATE,
        AnswerType.PERSON,
        AnswerType.INITIALS,
        AnswerType.SIGNATURE,
    }
)
"""Answers with one field, which takes the question as its label."""
