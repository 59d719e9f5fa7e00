"""Asks which case is allocated to whom, with which tool and by when."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.services.reallocate import Load
from qa_desktop.ui.presenters.allocations import load_words
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select


class AllocateOne(QDialog):
    """One case. It stays until the case was allocated."""

    allocate_requested = Signal(object, str)
    """An AllocationRequest, and the id of whoever audits the case too, or nothing."""

    def __init__(
        self, people: tuple[Load, ...], tools: tuple[tuple[str, str], ...], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Allocate one case"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=14)
        page.setAccessibleName(self.windowTitle())
        column.addWidget(page, 1)
        self.summary = ErrorSummary(self)
        page.add(self.summary)
        lead = self.tr("Those who have and did fewest stand first. It goes out with the next sync.")
        page.add(PageHead(self.windowTitle(), lead))
        self.who, self.peer = Select(self.tr("Who audits it")), Select(self.tr("Who audits it too"))
        self.tool = Select(self.tr("With which tool"))
        self.peer.addItem(self.tr("Nobody"), "")
        for one in people:
            for choice in (self.who, self.peer):
                choice.addItem(f"{one.name} · {load_words(one)}", str(one.person))
        for tool, title in tools:
            self.tool.addItem(title, tool)
        self.reference, self.worker = QLineEdit(), QLineEdit()
        self.due, self.note = DateField(today), GrowingTextEdit(lines=1)
        self._reference = LabelledField(
            self.tr("Case reference"), self.reference, self.tr("What the case system calls it, never a name.")
        )
        self._due = LabelledField(
            self.tr("By when"), self.due, self.tr("Left out, it is due when your authority says."), optional=True
        )
        page.add(LabelledField(self.tr("Who audits it"), self.who))
        page.add(self._reference)
        page.add(LabelledField(self.tr("With which tool"), self.tool))
        page.add(self._due)
        page.add(LabelledField(self.tr("Worker"), self.worker, optional=True))
        hint = self.tr("On a form of their own; whoever is named above leads.")
        page.add(LabelledField(self.tr("Who audits it too"), self.peer, hint, optional=True))
        page.add(LabelledField(self.tr("Note"), self.note, optional=True))
        page.body.addStretch(1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.allocate_button = PrimaryButton(self.tr("Allocate"))
        self.allocate_button.setAutoDefault(False)
        self.allocate_button.setEnabled(bool(people and tools))
        self.allocate_button.clicked.connect(self._go_on)
        column.addWidget(FooterBar(cancel, self.allocate_button))
        room = self.screen().availableGeometry().height() - 40
        self.resize(66 * self.fontMetrics().averageCharWidth(), min(740, room))
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not allocated."""
        self.allocate_button.setEnabled(True)
        self.summary.show_problems([(sentence, None)])

    def _go_on(self) -> None:
        problems: list[tuple[str, QWidget | None]] = []
        if not self.reference.text().strip():
            problems.append((self.tr("Enter the case reference"), self._reference))
        if self.due.is_wrong:
            problems.append((self.tr("Enter a date, for example 9 November 2026"), self._due))
        self.summary.show_problems(problems)
        if problems:
            return
        self.allocate_button.setEnabled(False)
        request = AllocationRequest(
            str(self.who.currentData()),
            str(self.tool.currentData()),
            self.reference.text().strip(),
            self.due.day,
            self.worker.text().strip(),
            self.note.text.strip(),
        )
        self.allocate_requested.emit(request, str(self.peer.currentData() or ""))
