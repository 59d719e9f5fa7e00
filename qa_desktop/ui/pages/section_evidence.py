"""The evidence under a question: each piece with what it is, where it comes from, and editing in its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_terms import source_label
from qa_desktop.domain.entries import Evidence, EvidenceKind, EvidenceSource
from qa_desktop.ui import keys
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_words import short_day
from qa_desktop.ui.widgets.buttons import LinkButton, SmallButton
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField, line_field
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Column, Frame, Pane, Row, Surface
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.tag import Tag
from qa_desktop.ui.widgets.text import Heading, Small, Words

GROUP = "evidence"
ROOM_ABOVE = 8


class EvidenceList(QWidget):
    """The pieces of evidence of one question. Where it is small, the question places the button itself."""

    def __init__(self, page: AuditPage, item_id: str, question: str, parent: QWidget, *, small: bool = False) -> None:
        super().__init__(parent)
        self._page = page
        self._item = item_id
        self._small = small
        self._rows: dict[str, _Row] = {}
        self._is_open = True
        self._empty: Small | None = None
        self._column = Column(self, gap=0, margins=(0, 0 if small else ROOM_ABOVE, 0, 0))
        holder = parent if small else self
        self.add_button = SmallButton(page.said("add_evidence"), "" if small else keys.shown("add_evidence"), holder)
        self.name(question)
        self.add_button.clicked.connect(self.add)
        if not small:
            head = Row(gap=8)
            head.addWidget(Heading(page.said("evidence"), self), 1)
            head.addWidget(self.add_button)
            self._column.addLayout(head)
            self._column.addSpacing(6)
            words = self.tr("What you both saw or heard, and where it stands, will be listed here.")
            self._empty = Small(words, self)
            self._column.addWidget(self._empty)
        self.show_audit(page.audit)

    @property
    def rows(self) -> tuple[QWidget, ...]:
        """The rows in order."""
        return tuple(self._rows.values())

    def name(self, question: str) -> None:
        """Say for somebody who does not see where it stands to which question the evidence belongs."""
        self.add_button.setAccessibleName(f"{self._page.said('add_evidence')}: {question}")

    def set_open(self, *, is_open: bool) -> None:
        """Allow or stop adding."""
        self.add_button.setEnabled(is_open)
        self._is_open = is_open
        for row in self._rows.values():
            row.set_open(is_open=is_open)

    def add(self) -> None:
        """Add a piece of evidence and write it."""
        entry = self._page.session.new_entry()
        self._page.session.record(
            {
                paths.entry(GROUP, entry, "item"): self._item,
                paths.entry(GROUP, entry, "kind"): EvidenceKind.FACT.value,
                paths.entry(GROUP, entry, "source"): EvidenceSource.SEEN_ON_RECORD.value,
            }
        )
        self._row(entry).edit()

    def show_audit(self, audit: Audit) -> None:
        """Show the pieces that are there now; rows that are being written stay as they are."""
        there = {one.id: one for one in audit.evidence_for(self._item)}
        for entry in [entry for entry in self._rows if entry not in there and not self._is_new(entry)]:
            self._drop(entry)
        for entry, evidence in there.items():
            self._row(entry).show_evidence(evidence)
        self._count()

    def focus_place(self, path: str) -> bool:
        """Open the row of a path and go to its field."""
        row = self._rows.get(paths.Path.parse(path).key)
        if row is None:
            return False
        row.edit()
        return self._page.fields.focus(path)

    def _is_new(self, entry: str) -> bool:
        return self._page.session.is_waiting(paths.entry(GROUP, entry, "item"))

    def _row(self, entry: str) -> _Row:
        row = self._rows.get(entry)
        if row is None:
            row = self._rows[entry] = _Row(self._page, entry, self)
            row.removed.connect(lambda: self._remove(entry))
            row.set_open(is_open=self._is_open)
            self._column.addWidget(row)
            self._page.rows_changed()
            self._count()
        return row

    def _remove(self, entry: str) -> None:
        self._page.session.record({paths.entry(GROUP, entry, "removed"): True})
        self._drop(entry)
        self._count()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, entry: str) -> None:
        row = self._rows.pop(entry)
        self._page.fields.forget_inside(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _count(self) -> None:
        number = len(self._rows)
        if self._empty is not None:
            self._empty.setVisible(not number)
        self.setVisible(bool(number) or not self._small)


class _Row(Frame):
    """One piece of evidence: read as a line, written in its place."""

    removed = Signal()

    def __init__(self, page: AuditPage, entry: str, parent: QWidget) -> None:
        super().__init__("row", parent)
        self._page = page
        self._entry = entry
        self._editor: _Editor | None = None
        column = Column(self, gap=8, margins=(0, 8, 0, 8))
        self._line = Pane(Surface.CLEAR, parent=self)
        grid = QGridLayout(self._line)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        self._kind = Tag("", self._line)
        self._text = Words("", parent=self._line)
        self._where = Small("", self._line)
        edit, remove = LinkButton(self.tr("Edit"), parent=self), LinkButton(self.tr("Remove"), parent=self)
        edit.clicked.connect(self.edit)
        remove.clicked.connect(self.removed)
        self._buttons = (edit, remove)
        grid.addWidget(self._kind, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._text, 0, 1)
        grid.addWidget(self._where, 1, 1)
        grid.addWidget(FlowRow(edit, remove, gap=10), 0, 2, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 110)
        column.addWidget(self._line)

    def show_evidence(self, evidence: Evidence) -> None:
        """Show the piece as it is on disk."""
        self._kind.setText(evidence.kind.label)
        self._text.setText(evidence.text or self.tr("Nothing written yet"))
        parts = (source_label(evidence.source, self._page.audit.tool), evidence.where, short_day(evidence.on))
        self._where.setText(" · ".join(part for part in parts if part))
        short = evidence.text[:40] or evidence.kind.label
        for button, words in zip(self._buttons, (self.tr("Edit: {}"), self.tr("Remove: {}")), strict=True):
            button.setAccessibleName(words.format(short))

    def set_open(self, *, is_open: bool) -> None:
        """Allow or stop changing the piece."""
        for button in self._buttons:
            button.setVisible(is_open)

    def edit(self) -> None:
        """Write the piece in its place."""
        if self._buttons[0].isHidden():
            return
        if self._editor is None:
            self._editor = _Editor(self._page, self._entry, self)
            self._editor.done.connect(self._close)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self._editor)
            self._page.rows_changed()
        self._line.hide()
        self._editor.show()
        self._editor.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        if self._editor is None:
            return
        if not self._editor.text.text.strip():
            self.removed.emit()
            return
        self._text.setText(self._editor.text.text)
        self._line.show()
        # First the focus, then the hiding: else Qt sends the focus to the top of the window.
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._editor.hide()


class _Editor(Frame):
    """The fields of one piece of evidence."""

    done = Signal()

    def __init__(self, page: AuditPage, entry: str, parent: QWidget) -> None:
        super().__init__("card", parent)
        column = Column(self, gap=12, margins=(16, 14, 16, 14))
        fields = page.fields
        self.text = GrowingTextEdit(self, lines=2)
        column.addWidget(LabelledField(self.tr("What you saw or heard"), self.text, parent=self))
        fields.text(paths.entry(GROUP, entry, "text"), self.text)
        kind = _select(self.tr("What it is"), [(one.value, one.label) for one in EvidenceKind])
        source = _select(
            self.tr("Where it comes from"), [(one.value, source_label(one, page.audit.tool)) for one in EvidenceSource]
        )
        where_field, where = line_field(self.tr("Where it stands"), optional=True)
        where.setPlaceholderText(self.tr("For example case note, plan p. 4"))
        day = DateField(page.today)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.addWidget(LabelledField(self.tr("What it is"), kind, parent=self), 0, 0)
        grid.addWidget(LabelledField(self.tr("Where it comes from"), source, parent=self), 0, 1)
        grid.addWidget(where_field, 1, 0)
        grid.addWidget(LabelledField(self.tr("Date"), day, parent=self, optional=True), 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        fields.choice(paths.entry(GROUP, entry, "kind"), kind)
        fields.choice(paths.entry(GROUP, entry, "source"), source)
        fields.line(paths.entry(GROUP, entry, "where"), where)
        fields.day(paths.entry(GROUP, entry, "on"), day)
        if kind.currentIndex() < 0:
            kind.setCurrentIndex(0)
            source.setCurrentIndex(0)
        done = SmallButton(self.tr("Done"), parent=self)
        done.setAccessibleName(self.tr("Done with this evidence"))
        done.clicked.connect(self.done)
        column.addWidget(done, 0, Qt.AlignmentFlag.AlignLeft)


def _select(name: str, choices: list[tuple[str, str]]) -> Select:
    select = Select(name)
    for code, label in choices:
        select.addItem(label, code)
    return select
