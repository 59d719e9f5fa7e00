"""One safety concern on its page: what it is, each call, and whether the note says it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from qa_desktop.domain import paths
from qa_desktop.domain.concern import CALL, CONCERN, Call, CallState, ConcernState
from qa_desktop.domain.operation import Value
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_concern import ConcernView
from qa_desktop.ui.widgets.buttons import LinkButton, SecondaryButton
from qa_desktop.ui.widgets.choices import CheckBox, RadioButton
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout, FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column, Frame
from qa_desktop.ui.widgets.text import Small, Strong, Words


class ConcernCard(Card):
    """One concern."""

    call_requested = Signal()
    """A further call is to be recorded."""

    def __init__(self, page: AuditPage, view: ConcernView, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._page = page
        self.id = view.concern.id
        self._told, self._raised = Words("", "problem", self), Small("", self)
        head = Column(gap=2)
        head.addWidget(self._told)
        head.addWidget(self._raised)
        self.body.addLayout(head)
        self.what = GrowingTextEdit(self, lines=2)
        self._what_field = LabelledField(
            self.tr("What is the concern"), self.what, self.tr("What was seen, read or heard; no names."), self
        )
        self.add(self._what_field)
        page.fields.text(self._path("what"), self.what)
        self.calls: dict[str, CallForm] = {}
        self._list = Column(gap=12)
        self.body.addLayout(self._list)
        self.add_call = SecondaryButton(self.tr("Record a call"), parent=self)
        self.add_call.clicked.connect(self.call_requested)
        self.body.addWidget(FlowRow(self.add_call))
        self._in_note = CheckBox(self.tr("Show this in the note"), self)
        self._in_note.clicked.connect(lambda on: page.session.record({self._path("apart"): None if on else True}))
        page.fields.shown(self._path("apart"), self._in_note, lambda value: self._in_note.setChecked(value is not True))
        self.add(self._in_note)
        self._mistake = LinkButton(self.tr("This was raised by mistake"), parent=self)
        self._mistake.clicked.connect(self._take_back)
        self._mistake_row = FlowRow(self._mistake)
        self.body.addWidget(self._mistake_row)
        self._reason = GrowingTextEdit(self, lines=1)
        hint = self.tr("It stays in the record, and nothing waits for a call any more.")
        self._reason_field = LabelledField(self.tr("Why it was raised by mistake"), self._reason, hint, self)
        page.fields.text(self._path("taken_back"), self._reason)
        self._reason_field.hide()
        self.add(self._reason_field)

    def show_concern(self, view: ConcernView) -> None:
        """Show how far it is; calls that are being written stay as they are."""
        one = view.concern
        self._told.setText(view.told)
        self._told.set_role(view.tone)
        self._raised.setText(view.raised)
        taken_back = one.state is ConcernState.TAKEN_BACK
        self.what.setReadOnly("what" in view.signed or taken_back)
        self._in_note.setEnabled("what" not in view.signed)
        self.add_call.setVisible(not taken_back)
        self._mistake_row.setVisible(not (one.calls or taken_back) and self._reason_field.isHidden())
        self._reason_field.setVisible(taken_back or (self._reason.hasFocus() and not one.calls))
        there = {call.id: call for call in one.calls}
        for entry in [key for key in self.calls if key not in there and not self._is_new(key)]:
            self._drop(entry)
        for number, (entry, call) in enumerate(there.items(), 1):
            self.form(entry).show_call(number, call, closed=entry in view.signed)

    def form(self, entry: str) -> CallForm:
        """Return the form of a call, made where it is not there yet."""
        form = self.calls.get(entry)
        if form is None:
            form = self.calls[entry] = CallForm(self._page, entry, self)
            form.removed.connect(lambda: self._remove(entry))
            self._list.addWidget(form)
            self._page.rows_changed()
        return form

    def focus_what(self) -> None:
        """Begin with what the concern is."""
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _path(self, field: str) -> str:
        return paths.entry(CONCERN, self.id, field)

    def _is_new(self, entry: str) -> bool:
        return self._page.session.is_waiting(paths.entry(CALL, entry, "concern"))

    def _remove(self, entry: str) -> None:
        self._page.session.record({paths.entry(CALL, entry, "removed"): True})
        self._drop(entry)
        self.add_call.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, entry: str) -> None:
        form = self.calls.pop(entry)
        self._page.fields.forget_inside(form)
        form.hide()
        form.deleteLater()

    def _take_back(self) -> None:
        self._reason_field.show()
        self._mistake_row.hide()
        self._page.rows_changed()
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)


class CallForm(Frame):
    """One telephone call, written where it stands."""

    removed = Signal()

    def __init__(self, page: AuditPage, entry: str, parent: QWidget) -> None:
        super().__init__("row", parent)
        self._page = page
        self._entry = entry
        column = Column(self, gap=10, margins=(0, 12, 0, 4))
        self._title = Strong("", self)
        column.addWidget(self._title)
        self.who = QLineEdit(self)
        column.addWidget(LabelledField(self.tr("Whom you called"), self.who, self.tr("Name and role"), self))
        page.fields.line(self._path("who"), self.who)
        column.addLayout(self._outcome())
        grid = ColumnsLayout(gap=14, least_width=self.fontMetrics().averageCharWidth() * 18)
        self.on, self.time = DateField(page.today), QLineEdit(self)
        grid.addWidget(LabelledField(self.tr("On"), self.on, parent=self))
        grid.addWidget(LabelledField(self.tr("At"), self.time, parent=self))
        page.fields.day(self._path("on"), self.on)
        page.fields.line(self._path("time"), self.time)
        column.addLayout(grid)
        self.decided = GrowingTextEdit(self, lines=2)
        self._decided_field = LabelledField(self.tr("What they decided"), self.decided, parent=self)
        page.fields.text(self._path("decided"), self.decided)
        column.addWidget(self._decided_field)
        self._remove = LinkButton(self.tr("Remove this call"), parent=self)
        self._remove.clicked.connect(self.removed)
        column.addWidget(FlowRow(self._remove))

    def show_call(self, number: int, call: Call, *, closed: bool) -> None:
        """Show what asks for other words; what a signature closed is only read."""
        self._title.setText(self.tr("Call {}").format(number))
        tried = call.state is CallState.NO_ANSWER
        self._decided_field.set_label(self.tr("What you did then") if tried else self.tr("What they decided"))
        self._remove.setAccessibleName(self.tr("Remove call {}").format(number))
        self.setEnabled(not closed)

    def focus_first(self) -> None:
        """Begin with whom was called, or with how it went where that is known."""
        first = self.choices[CallState.TOLD] if self.who.text() else self.who
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _outcome(self) -> Column:
        self.choices = {
            CallState.TOLD: RadioButton(self.tr("They answered and were told"), self),
            CallState.NO_ANSWER: RadioButton(self.tr("No answer"), self),
        }
        for state, button in self.choices.items():
            button.clicked.connect(lambda _=False, chosen=state: self._record(chosen))
        self._holder = QWidget(self)
        column = Column(self._holder, gap=2)
        for button in self.choices.values():
            column.addWidget(button)
        self._page.fields.shown(self._path("state"), self._holder, self._show_state)
        line = Column(gap=0)
        line.addWidget(self._holder)
        return line

    def _record(self, state: CallState) -> None:
        self._page.session.record({self._path("state"): state.value})

    def _show_state(self, value: Value) -> None:
        for state, button in self.choices.items():
            button.setAutoExclusive(False)
            button.setChecked(state.value == value)
            button.setAutoExclusive(True)

    def _path(self, field: str) -> str:
        return paths.entry(CALL, self._entry, field)
