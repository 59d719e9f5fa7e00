"""Who takes part and on which days: rows that are added, changed in place and taken away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QLineEdit, QWidget
from typing_extensions import override

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Attendee
from qa_desktop.domain.operation import Value
from qa_desktop.domain.wordcase import lower_first
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout, FlowRow
from qa_desktop.ui.widgets.panes import Card, Column, Row
from qa_desktop.ui.widgets.text import Small


class EntryCard(Card):
    """A card of rows, one for each entry of a kind."""

    group = ""

    def __init__(self, page: AuditPage, heading: str, hint: str, add_words: str) -> None:
        super().__init__(heading, page.sheet)
        self.page = page
        self.add(Small(hint, self))
        self.rows: dict[str, EntryRow] = {}
        self._list = Column(gap=12)
        self.body.addLayout(self._list)
        self.add_button = SmallButton(add_words, parent=self)
        self.add_button.clicked.connect(self.add_entry)
        self.add(FlowRow(self.add_button))

    def add_entry(self) -> None:
        """Add a row and go to it."""
        entry = self.page.session.new_entry()
        self.page.session.record(self.first_values(entry))
        self._row(entry).first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_entries(self, entries: tuple[str, ...]) -> None:
        """Show a row for each entry; rows that are not yet on disk stay."""
        for entry in [one for one in self.rows if one not in entries and not self._is_new(one)]:
            self._drop(entry)
        for entry in entries:
            self.show_entry(entry)

    def show_entry(self, entry: str) -> None:
        """Show the row of an entry."""
        self.page.show_made(self._row(entry))

    def entries_of(self, audit: Audit) -> tuple[str, ...]:
        """Return the entries that stand in an audit."""
        raise NotImplementedError

    def show_audit(self, audit: Audit) -> None:
        """Show the entries of an audit."""
        self.show_entries(self.entries_of(audit))

    def first_values(self, entry: str) -> dict[str, Value]:
        """Return what a new entry begins with."""
        raise NotImplementedError

    def make_row(self, entry: str) -> EntryRow:
        """Return the row of an entry."""
        raise NotImplementedError

    def _is_new(self, entry: str) -> bool:
        return any(self.page.session.is_waiting(path) for path in self.first_values(entry))

    def _row(self, entry: str) -> EntryRow:
        row = self.rows.get(entry)
        if row is None:
            row = self.rows[entry] = self.make_row(entry)
            row.remove_button.clicked.connect(lambda: self._remove(entry))
            self._list.addWidget(row)
            self.page.rows_changed()
        return row

    def _remove(self, entry: str) -> None:
        self.page.session.record({paths.entry(self.group, entry, "removed"): True})
        self._drop(entry)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, entry: str) -> None:
        row = self.rows.pop(entry)
        self.page.fields.forget_inside(row)
        row.hide()
        row.deleteLater()


class EntryRow(QFrame):
    """One entry: its fields side by side where there is room, and a button that takes it away."""

    def __init__(self, parent: QWidget, remove_words: str) -> None:
        super().__init__(parent)
        line = Row(self, gap=10)
        self.fields_box = QWidget(self)
        self.columns = ColumnsLayout(self.fields_box, gap=12, least_width=self.fontMetrics().averageCharWidth() * 20)
        line.addWidget(self.fields_box, 1)
        self.remove_button = SmallButton(self.tr("Remove"), parent=self)
        self.remove_button.setAccessibleName(remove_words)
        line.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.first: QWidget = self.remove_button

    def add_field(self, field: LabelledField) -> None:
        """Add a field; the first one takes the focus."""
        if self.first is self.remove_button:
            self.first = field.control
        keep_on_top(field)
        self.columns.addWidget(field)


def keep_on_top(field: QWidget) -> None:
    """Keep label and control together where a neighbour makes the row higher."""
    layout = field.layout()
    if isinstance(layout, QBoxLayout):
        layout.addStretch(1)


class PeopleCard(EntryCard):
    """Who is present and who should have been."""

    group = "person"

    def __init__(self, page: AuditPage) -> None:
        manager = lower_first(page.audit.tool.words.manager)
        hint = page.tr("Beside the two of you: for example the {}. Say why somebody is absent.").format(manager)
        super().__init__(page, page.tr("Who takes part"), hint, page.tr("Add a person"))
        self._reasons: dict[str, LabelledField] = {}

    @override
    def entries_of(self, audit: Audit) -> tuple[str, ...]:
        return tuple(person.id for person in audit.people)

    @override
    def show_audit(self, audit: Audit) -> None:
        super().show_audit(audit)
        for person in audit.people:
            self._show_reason(person)

    @override
    def first_values(self, entry: str) -> dict[str, Value]:
        return {paths.entry(self.group, entry, "present"): True}

    @override
    def make_row(self, entry: str) -> EntryRow:
        row = EntryRow(self, self.tr("Remove this person"))
        fields = self.page.fields
        for field, label in (("role", self.tr("Role")), ("name", self.tr("Name"))):
            line = QLineEdit()
            row.add_field(LabelledField(label, line))
            fields.line(paths.entry(self.group, entry, field), line)
        present = CheckBox(self.tr("Present"))
        fields.shown(
            paths.entry(self.group, entry, "present"), present, lambda value: present.setChecked(value is not False)
        )
        present.clicked.connect(
            lambda on: self.page.session.record({paths.entry(self.group, entry, "present"): bool(on)})
        )
        present.setChecked(True)
        holder = LabelledField(self.tr("Here"), present)
        row.add_field(holder)
        reason = QLineEdit()
        self._reasons[entry] = LabelledField(self.tr("Why absent"), reason)
        row.add_field(self._reasons[entry])
        fields.line(paths.entry(self.group, entry, "reason"), reason)
        self._reasons[entry].hide()
        return row

    def _show_reason(self, person: Attendee) -> None:
        self._reasons[person.id].setVisible(not person.present)


class SittingsCard(EntryCard):
    """The days on which the pair met."""

    group = "sitting"

    def __init__(self, page: AuditPage) -> None:
        hint = page.tr("Deadlines run from the last day.")
        super().__init__(page, page.tr("Meeting dates"), hint, page.tr("Add a day"))

    @override
    def entries_of(self, audit: Audit) -> tuple[str, ...]:
        return tuple(sitting.id for sitting in audit.sittings)

    @override
    def first_values(self, entry: str) -> dict[str, Value]:
        return {paths.entry(self.group, entry, "day"): self.page.today.isoformat()}

    @override
    def make_row(self, entry: str) -> EntryRow:
        row = EntryRow(self, self.tr("Remove this day"))
        day = DateField(self.page.today)
        row.add_field(LabelledField(self.tr("Day"), day))
        self.page.fields.day(paths.entry(self.group, entry, "day"), day)
        if day.day is None:
            day.set_date(self.page.today)
        return row
