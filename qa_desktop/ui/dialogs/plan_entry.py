"""Asks what is planned: what kind, when, for which service, why, by whom and to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from qa_desktop.domain.ids import AuditId, ToolId
from qa_desktop.domain.programme import Entry, EntryKind, Origin
from qa_desktop.errors import QaDesktopError, SeveralProblems
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.capped import Capped
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select

NO_TOOL = ""
AUDITS_FIRST = 5


class PlanEntry(QDialog):
    """One entry. It stays until the entry is kept."""

    kept = Signal(object)
    """An Entry."""

    def __init__(
        self,
        entry: Entry,
        tools: tuple[tuple[str, str], ...],
        today: date,
        parent: QWidget | None = None,
        audits: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """`tools` and `audits` are offered, each as (id, title)."""
        super().__init__(parent)
        self._entry = entry
        self.setWindowTitle(self.tr("Change the programme") if entry.id else self.tr("Plan something"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=14)
        page.setAccessibleName(self.windowTitle())
        column.addWidget(page, 1)
        self.summary = ErrorSummary(self)
        page.add(self.summary)
        page.add(PageHead(self.windowTitle()))
        self._fields: dict[str, LabelledField] = {}
        self._add_what(page, today)
        self._add_why(page, today)
        self._add_who(page, tools)
        self._add_audits(page, audits)
        page.body.addStretch(1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.keep_button = PrimaryButton(self.tr("Keep"))
        self.keep_button.setAutoDefault(False)
        self.keep_button.clicked.connect(self._go_on)
        column.addWidget(FooterBar(cancel, self.keep_button))
        room = self.screen().availableGeometry().height() - 40
        self.resize(66 * self.fontMetrics().averageCharWidth(), min(740, room))
        self._show_entry()
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, error: QaDesktopError) -> None:
        """Say what is missing, at its field where it has one."""
        self.keep_button.setEnabled(True)
        if isinstance(error, SeveralProblems):
            self.summary.show_problems([(one.message, self._fields.get(one.where)) for one in error.mistakes])
        else:
            self.summary.show_problems([(error.sentence, None)])

    def _add_what(self, page: ScrollingColumn, today: date) -> None:
        self.kind = Select(self.tr("What kind"))
        for kind in EntryKind:
            if kind.is_entered:
                self.kind.addItem(kind.title, kind)
        self.kind.activated.connect(lambda _: self._fit())
        self.title, self.column = QLineEdit(), QLineEdit()
        self.first, self.last = DateField(today), DateField(today)
        box = QWidget()
        dates = ColumnsLayout(box, gap=14, least_width=230)
        page.add(self._field("kind", self.tr("What kind"), self.kind))
        page.add(self._field("title", self.tr("What is planned"), self.title))
        dates.addWidget(self._field("first", self.tr("First day"), self.first))
        dates.addWidget(self._field("last", self.tr("Last day"), self.last, optional=True))
        page.add(box)
        page.add(self._field("column", self.tr("For which service"), self.column, optional=True))

    def _add_why(self, page: ScrollingColumn, today: date) -> None:
        self.origin = Select(self.tr("Where it comes from"))
        self.origin.addItem(self.tr("Not chosen yet"), None)
        for origin in Origin:
            self.origin.addItem(origin.title, origin)
        self.question = GrowingTextEdit()
        page.add(self._field("origin", self.tr("Where it comes from"), self.origin))
        page.add(self._field("question", self.tr("Key line of enquiry"), self.question, optional=True))
        self.workshop = DateField(today)
        page.add(self._field("workshop", self.tr("Day of the prioritisation workshop"), self.workshop, optional=True))

    def _add_who(self, page: ScrollingColumn, tools: tuple[tuple[str, str], ...]) -> None:
        self.by, self.to, self.group = QLineEdit(), QLineEdit(), QLineEdit()
        self.tool = Select(self.tr("With which tool"))
        self.tool.addItem(self.tr("None"), NO_TOOL)
        for tool, title in tools:
            self.tool.addItem(title, tool)
        self.note = GrowingTextEdit()
        page.add(self._field("by", self.tr("By whom"), self.by, optional=True))
        page.add(self._field("to", self.tr("Who hears of it"), self.to, optional=True))
        page.add(self._field("group", self.tr("Task and Finish group, or review team"), self.group, optional=True))
        self._fields["group"].set_hint(self.tr("Names or posts, with commas between them."))
        page.add(self._field("tools", self.tr("With which tool"), self.tool, optional=True))
        self._fields["tools"].set_hint(self.tr("Signed audits of this time with it belong to the entry."))
        page.add(self._field("note", self.tr("Note"), self.note, optional=True))

    def _add_audits(self, page: ScrollingColumn, audits: tuple[tuple[str, str], ...]) -> None:
        """Offer signed audits, those that belong to the entry first; one that is not here stays with it."""
        self.audits: dict[str, CheckBox] = {}
        for audit, title in sorted(audits, key=lambda one: one[0] not in self._entry.audits):
            box = self.audits[audit] = CheckBox(title)
            box.setChecked(audit in self._entry.audits)
        if self.audits:
            card = Card(self.tr("Signed audits that belong to it"))
            card.add(Capped(list(self.audits.values()), self.tr("Show all {} audits"), AUDITS_FIRST, gap=6))
            page.add(card)

    def _field(self, name: str, label: str, control: QWidget, *, optional: bool = False) -> LabelledField:
        made = self._fields[name] = LabelledField(label, control, optional=optional)
        return made

    def _show_entry(self) -> None:
        one = self._entry
        self.kind.setCurrentIndex(max(0, self.kind.findData(one.kind)))
        self.title.setText(one.title)
        self.column.setText(one.column)
        self.first.set_date(one.first)
        self.last.set_date(one.last)
        self.origin.setCurrentIndex(max(0, self.origin.findData(one.origin)))
        self.question.setPlainText(one.question)
        self.workshop.set_date(one.workshop)
        self.by.setText(one.by)
        self.to.setText(one.to)
        self.group.setText(", ".join(one.group))
        self.tool.setCurrentIndex(max(0, self.tool.findData(next(iter(one.tools), NO_TOOL))))
        self.note.setPlainText(one.note)
        self._fit()

    def _fit(self) -> None:
        kind: EntryKind = self.kind.currentData()
        self._fields["origin"].setVisible(kind.needs_origin)
        self._fields["question"].setVisible(kind.needs_origin)
        self._fields["workshop"].setVisible(kind is EntryKind.REVIEW)
        self._fields["group"].setVisible(kind in (EntryKind.DEEP_DIVE, EntryKind.REVIEW))
        on_site = kind is EntryKind.REVIEW
        self._fields["first"].set_label(self.tr("First day on site") if on_site else self.tr("First day"))

    def _go_on(self) -> None:
        problems: list[tuple[str, QWidget | None]] = []
        first = self.first.day
        if first is None:
            problems.append((self.tr("Enter the first day, for example 9 November 2026"), self._fields["first"]))
        for name, line in (("last", self.last), ("workshop", self.workshop)):
            if line.is_wrong:
                problems.append((self.tr("Enter a date, for example 9 November 2026"), self._fields[name]))
        self.summary.show_problems(problems)
        if problems or first is None:
            return
        self.keep_button.setEnabled(False)
        self.kept.emit(self._read(first))

    def _read(self, first: date) -> Entry:
        kind: EntryKind = self.kind.currentData()
        chosen = str(self.tool.currentData() or "")
        before = self._entry.tools
        tools = before if chosen == next(iter(before), NO_TOOL) else (ToolId(chosen),) if chosen else ()
        return replace(
            self._entry,
            kind=kind,
            title=self.title.text().strip(),
            first=first,
            last=self.last.day or first,
            column=self.column.text().strip(),
            origin=self.origin.currentData() if kind.needs_origin else None,
            question=self.question.toPlainText().strip() if kind.needs_origin else "",
            workshop=self.workshop.day if kind is EntryKind.REVIEW else None,
            by=self.by.text().strip(),
            to=self.to.text().strip(),
            group=tuple(one.strip() for one in self.group.text().split(",") if one.strip()),
            tools=tools,
            audits=(
                *(one for one in self._entry.audits if one not in self.audits),
                *(AuditId(one) for one, box in self.audits.items() if box.isChecked()),
            ),
            note=self.note.toPlainText().strip(),
        )
