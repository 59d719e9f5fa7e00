"""The action plan: who does what by when, with the five SMART letters, each action written in its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from qa_desktop.domain import paths
from qa_desktop.domain.entries import Action, SmartTest
from qa_desktop.domain.operation import Value
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.plan_due import DueField
from qa_desktop.ui.presenters.audit_plan import ActionView, PlanView, action_view
from qa_desktop.ui.presenters.audit_words import short_day
from qa_desktop.ui.widgets.buttons import LinkButton, SmallButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout, FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column, Frame, Row
from qa_desktop.ui.widgets.smart_letters import SmartLetters
from qa_desktop.ui.widgets.text import Small, Strong, Words

GROUP = "action"
LONG = ("what", "outcome", "measure")


class ActionList(Card):
    """The actions of the plan."""

    def __init__(self, page: AuditPage, view: PlanView, parent: QWidget) -> None:
        super().__init__(parent=parent, padded=False)
        self.body.setSpacing(0)
        self._page = page
        self._asked = view.asked
        self.rows: dict[str, ActionRow] = {}
        self._empty = Small(self.tr("The actions that you agree will be listed here."), self)
        self._empty.setContentsMargins(18, 14, 18, 8)
        self._empty.setVisible(not view.actions)
        self.add(self._empty)

    def show_plan(self, view: PlanView) -> None:
        """Show the actions; rows that are being written stay as they are."""
        self._asked = view.asked
        there = {one.action.id: one for one in view.actions}
        for entry in [one for one in self.rows if one not in there and not self._is_new(one)]:
            self._drop(entry)
        for action in view.actions:
            self.show_action(action)
        self._empty.setVisible(not self.rows)

    def show_action(self, view: ActionView) -> QWidget:
        """Show one action, and return its row."""
        row = self._row(view.action.id)
        row.show_action(view)
        return row

    def add_action(self) -> None:
        """Add an action and write it."""
        entry = self._page.session.new_entry()
        self._page.session.record({paths.entry(GROUP, entry, "what"): ""})
        self._row(entry).edit()
        self._empty.hide()

    def focus_place(self, path: str) -> bool:
        """Open the action of a path and go to its field."""
        row = self.rows.get(paths.Path.parse(path).key)
        if row is None:
            return False
        row.edit()
        return self._page.fields.focus(path)

    def _is_new(self, entry: str) -> bool:
        return self._page.session.is_waiting(paths.entry(GROUP, entry, "what"))

    def _row(self, entry: str) -> ActionRow:
        row = self.rows.get(entry)
        if row is None:
            row = self.rows[entry] = ActionRow(self._page, entry, self._asked, self)
            row.set_look("row" if len(self.rows) > 1 else "")
            row.removed.connect(lambda: self._remove(entry))
            self.add(row)
            self._page.rows_changed()
        return row

    def _remove(self, entry: str) -> None:
        self._page.session.record({paths.entry(GROUP, entry, "removed"): True})
        self._drop(entry)
        self._empty.setVisible(not self.rows)
        self._page.focus_add()  # type: ignore[attr-defined]  # the list stands on the plan page alone

    def _drop(self, entry: str) -> None:
        row = self.rows.pop(entry)
        self._page.fields.forget_inside(row)
        row.hide()
        row.deleteLater()


class ActionRow(Frame):
    """One action: read as a row, written in its place."""

    removed = Signal()

    def __init__(self, page: AuditPage, entry: str, asked: tuple[tuple[str, str], ...], parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._page = page
        self._entry = entry
        self._asked = asked
        self._editor: ActionEditor | None = None
        self._column = Column(self, gap=8, margins=(18, 12, 14, 12))
        self._line = QWidget(self)
        self._column.addWidget(self._line)
        self._build_line()

    def show_action(self, view: ActionView) -> None:
        """Show the action as it is on disk."""
        action = view.action
        self._number.setText(f"{view.number}")
        self._what.setText(action.what or self.tr("Nothing written yet"))
        self._before.setText(view.before)
        self._before.setVisible(bool(view.before))
        self._who.setText(action.who or self.tr("Nobody yet"))
        self._due.setText(_when(action) or self.tr("No date yet"))
        self._distance.setText(self.tr("Immediate") if action.immediate else view.due_words)
        self._letters.show_letters(view.letters)
        trouble = ". ".join(problem.message for problem in view.problems)
        self._hint.setText(trouble or view.hint)
        self._hint.set_role("problem" if trouble else "caution")
        self._hint.setVisible(bool(trouble or view.hint))
        for button, words in ((self._edit, self.tr("Edit action {}")), (self._remove, self.tr("Remove action {}"))):
            button.setAccessibleName(words.format(view.number))
        if self._editor is not None:
            self._editor.show_action(view)

    def edit(self) -> None:
        """Write the action in its place."""
        if self._editor is None:
            self._editor = ActionEditor(self._page, self._entry, self._asked, self)
            self._editor.done.connect(self._close)
            self._column.addWidget(self._editor)
            self._page.rows_changed()
        self._line.hide()
        self._editor.show()
        self._editor.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        if self._editor is None:
            return
        self._page.fields.flush()
        if self._editor.is_empty():
            self.removed.emit()
            return
        self._editor.hide()
        self._line.show()
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_line(self) -> None:
        grid = QGridLayout(self._line)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        self._number = Small("", self._line)
        self._number.setWordWrap(False)
        self._what = Words("", parent=self._line)
        self._before = Small("", self._line)
        self._who, self._due = Strong("", self._line), Strong("", self._line)
        self._distance = Small("", self._line)
        self._hint = Words("", "caution", self._line)
        self._letters = SmartLetters(self._line)
        self._edit, self._remove = LinkButton(self.tr("Edit")), LinkButton(self.tr("Remove"))
        self._edit.clicked.connect(self.edit)
        self._remove.clicked.connect(self.removed)
        facts = QWidget(self._line)
        flow = ColumnsLayout(facts, gap=10, least_width=self.fontMetrics().averageCharWidth() * 14)
        for widget in (self._who, _stacked(self._due, self._distance), self._letters):
            flow.addWidget(widget)
        grid.addWidget(self._number, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._what, 0, 1)
        grid.addWidget(FlowRow(self._edit, self._remove, gap=6), 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._before, 1, 1, 1, 2)
        grid.addWidget(facts, 2, 1, 1, 2)
        grid.addWidget(self._hint, 3, 1, 1, 2)
        grid.setColumnStretch(1, 1)


class ActionEditor(QWidget):
    """The fields of one action."""

    done = Signal()

    def __init__(self, page: AuditPage, entry: str, asked: tuple[tuple[str, str], ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self._entry = entry
        column = Column(self, gap=12, margins=(0, 2, 0, 4))
        self.first: QWidget = self
        self._fields: dict[str, LabelledField] = {}
        self._due = DueField(page, entry)
        grid = ColumnsLayout(gap=14, least_width=self.fontMetrics().averageCharWidth() * 30)
        for field, label in asked:
            if field in LONG:
                column.addWidget(self._text(field, label))
        column.addLayout(grid)
        for field, label in asked:
            if field == "who":
                line = QLineEdit()
                line.setPlaceholderText(self.tr("A name or a role"))
                grid.addWidget(self._labelled(field, LabelledField(label, line)))
                page.fields.line(paths.entry(GROUP, entry, field), line)
            elif field == "due":
                self._due.set_label(label)
                self._fields["due"] = self._due.field
                grid.addWidget(self._due)
        if any(field == "immediate" for field, _ in asked):
            box = CheckBox(dict(asked)["immediate"], self)
            page.fields.tick(paths.entry(GROUP, entry, "immediate"), box)
            column.addWidget(box)
        self.letters = SmartBoxes(page, entry)
        column.addWidget(self.letters)
        done = SmallButton(self.tr("Done"), parent=self)
        done.setAccessibleName(self.tr("Done with this action"))
        done.clicked.connect(self.done)
        line_end = Row()
        line_end.addWidget(done)
        line_end.addStretch(1)
        column.addLayout(line_end)
        number = next((n for n, one in enumerate(page.audit.actions, 1) if one.id == entry), 0)
        action = next((one for one in page.audit.actions if one.id == entry), None)
        if action is not None:
            self.show_action(action_view(page.audit, number, action))

    def show_action(self, view: ActionView) -> None:
        """Show what the words of the action leave open."""
        self.letters.show_letters(view)
        self._due.show_action(view.action)

    def is_empty(self) -> bool:
        """Tell whether nothing was written into any text."""
        texts = [field.control for field in self._fields.values()]
        written = (
            one.text if isinstance(one, GrowingTextEdit) else one.text()
            for one in texts
            if isinstance(one, GrowingTextEdit | QLineEdit)
        )
        return not any(text.strip() for text in written)

    def _text(self, field: str, label: str) -> LabelledField:
        edit = GrowingTextEdit(lines=2 if field == "what" else 1)
        labelled = self._labelled(field, LabelledField(label, edit, optional=field == "outcome"))
        self._page.fields.text(paths.entry(GROUP, self._entry, field), edit)
        return labelled

    def _labelled(self, field: str, labelled: LabelledField) -> LabelledField:
        self._fields[field] = labelled
        if self.first is self:
            self.first = labelled.control
        return labelled


class SmartBoxes(QWidget):
    """The five SMART tests as ticks, each with what the words still leave open."""

    def __init__(self, page: AuditPage, entry: str) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("SMART"))
        self._page = page
        self._path = paths.entry(GROUP, entry, "smart")
        column = Column(self, gap=2)
        column.addWidget(Strong(self.tr("SMART: tick what you both find met"), self))
        self.boxes: dict[SmartTest, CheckBox] = {}
        for test in SmartTest:
            box = self.boxes[test] = CheckBox(test.value, self)
            box.clicked.connect(self._record)
            column.addWidget(box)
        page.fields.shown(self._path, self, self._show)

    def show_letters(self, view: ActionView) -> None:
        """Show each test with its question, or what the words leave open."""
        for letter in view.letters:
            box = self.boxes[letter.test]
            mark = "▲ " if letter.hint else ""
            box.setText(f"{mark}{letter.name}: {letter.hint or letter.question}")

    def _record(self) -> None:
        met = tuple(test.value for test, box in self.boxes.items() if box.isChecked())
        self._page.session.record({self._path: met or None})

    def _show(self, value: Value) -> None:
        met = value if isinstance(value, tuple) else ()
        for test, box in self.boxes.items():
            box.setChecked(test.value in met)


def _when(action: Action) -> str:
    if action.due is not None:
        return short_day(action.due)
    if action.event and action.review_on is not None:
        return f"{action.event}, checked on {short_day(action.review_on)}"
    return action.event


def _stacked(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = Column(box, gap=0)
    for widget in widgets:
        column.addWidget(widget)
    return box
