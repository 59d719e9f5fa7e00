"""Filing: every step outside this application, with the text to paste and a tick with who and when (PRACTICE P-10)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.provisional import is_provisional
from qa_desktop.domain.wordcase import lower_first
from qa_desktop.services.filing_tasks import FilingTask
from qa_desktop.services.note_access import Access
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column, Row
from qa_desktop.ui.widgets.status import Banner, BannerKind, EmptyState
from qa_desktop.ui.widgets.text import Muted, PageTitle, Small, Strong


class FilingPage(AuditPage):
    """The steps of filing."""

    filled = Signal()
    """The steps are on screen."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.column.add(PageTitle(self.tr("File the note"), self.sheet))
        words = session.audit.tool.words.case_system
        lead = self.tr("Copy each text to where it belongs ({}), then tick the step here.")
        self.column.add(Muted(lead.format(words), self.sheet))
        self._provisional = Banner(
            self.tr("The {} is under discussion, so the note cannot be marked as filed yet.").format(
                lower_first(self.audit.tool.words.grade)
            ),
            BannerKind.CAUTION,
            parent=self,
        )
        self._provisional.setVisible(is_provisional(self.audit))
        self.column.add(self._provisional)
        self._empty = EmptyState("", self.tr("This tool asks for no filing outside this application."))
        self._empty.hide()
        self.column.add(self._empty)
        self.cards: dict[str, TaskCard] = {}
        self._list = Column(gap=16)
        self.column.body.addLayout(self._list)
        self.column.body.addStretch(1)
        self._fetch()

    @override
    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        super().show_audit(audit, changed)
        self._provisional.setVisible(is_provisional(audit))
        for card in self.cards.values():
            card.box.setEnabled(not is_provisional(audit))
        if not changed:
            self._fetch()

    @override
    def focus_first(self) -> None:
        for card in self.cards.values():
            card.copy_buttons[0].setFocus(Qt.FocusReason.OtherFocusReason) if card.copy_buttons else card.box.setFocus()
            return
        self.setFocus()

    def _fetch(self) -> None:
        audit, desk = self.audit, self.session.desk
        self.session.worker.submit(lambda: desk.filing_tasks(audit), self._show_tasks, page=self)

    def _show_tasks(self, tasks: tuple[FilingTask, ...]) -> None:
        self._empty.setVisible(not tasks)
        self.rows_changed()
        first = not self.cards
        for task in tasks:
            if task.id not in self.cards:
                card = self.cards[task.id] = TaskCard(self, task)
                card.box.setEnabled(not is_provisional(self.audit))
                self._list.addWidget(card)
        if first and self.cards and (self.hasFocus() or self.focusWidget() is None):
            self.focus_first()
        self.filled.emit()


class TaskCard(Card):
    """One step."""

    def __init__(self, page: FilingPage, task: FilingTask) -> None:
        super().__init__(task.title, page)
        self._page = page
        self._id = task.id
        self.copy_buttons: list[SmallButton] = []
        for label, text, limit in task.fields:
            self._add_text(label, text, limit)
        line = ColumnsLayout(gap=14, least_width=self.fontMetrics().averageCharWidth() * 20)
        self.box = CheckBox(self.tr("Filed"), self)
        self.box.setAccessibleName(self.tr("Filed: {}").format(task.title))
        page.fields.shown(paths.filing(task.id, "done"), self.box, self._show_done)
        self.box.clicked.connect(self._record)
        line.addWidget(LabelledField(self.tr("This step"), self.box))
        self.box.setAccessibleName(self.tr("Filed: {}").format(task.title))
        by, on = QLineEdit(), DateField(page.today)
        line.addWidget(LabelledField(self.tr("By"), by))
        line.addWidget(LabelledField(self.tr("On"), on))
        page.fields.line(paths.filing(task.id, "by"), by)
        page.fields.day(paths.filing(task.id, "on"), on)
        self.body.addLayout(line)

    def _add_text(self, label: str, text: str, limit: int | None) -> None:
        head = Row(gap=10)
        head.addWidget(Strong(label, self), 1)
        copy = SmallButton(self.tr("Copy"), parent=self)
        copy.setAccessibleName(self.tr("Copy the {}").format(label.lower()))
        copy.clicked.connect(lambda: self._copy(label, text))
        self.copy_buttons.append(copy)
        head.addWidget(copy)
        self.body.addLayout(head)
        shown = GrowingTextEdit(lines=1)
        shown.set_text(text)
        shown.setReadOnly(True)
        shown.setAccessibleName(label)
        self.add(shown)
        if limit:
            over = len(text) - limit
            words = self.tr("{} of {} characters").format(len(text), limit)
            if over > 0:
                words = self.tr("{} characters, {} over the limit of {}. Shorten it when you paste it.").format(
                    len(text), over, limit
                )
            count = Small(words, self)
            count.set_role("problem" if over > 0 else "small")
            self.add(count)

    def _copy(self, label: str, text: str) -> None:
        session, audit_id = self._page.session, self._page.audit.id

        def copied(_: None) -> None:
            QGuiApplication.clipboard().setText(text)
            announce(self, self.tr("{} copied").format(label))

        note_access = session.desk.sharing.note_access
        session.worker.submit(lambda: note_access([audit_id], Access.TEXT_COPIED), copied, page=self)

    def _record(self, done: bool) -> None:  # noqa: FBT001 - a Qt slot
        audit = self._page.audit
        values: dict[str, Value] = {paths.filing(self._id, "done"): done or None}
        if done and not audit.text(paths.filing(self._id, "by")):
            values[paths.filing(self._id, "by")] = self._page.session.desk.owner.name
        if done and not audit.text(paths.filing(self._id, "on")):
            values[paths.filing(self._id, "on")] = self._page.today.isoformat()
        self._page.session.record(values)

    def _show_done(self, value: Value) -> None:
        self.box.setChecked(value is True)
