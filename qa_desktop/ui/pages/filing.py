"""Filing: every step outside this application, with the text to paste and a tick with who and when (PRACTICE P-10)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.provisional import is_provisional, may_be_filed
from qa_desktop.domain.wordcase import lower_first
from qa_desktop.services.filing_tasks import FilingTask
from qa_desktop.services.note_access import Access
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.drafts import Drafts
from qa_desktop.ui.presenters.audit_handover import file_stem
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.presenters.audit_steps import TELL
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import LinkButton, SmallButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout, FlowRow
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
        self.drafts = Drafts(self, self.sheet)
        self.column.add(self.drafts)
        self.column.body.addStretch(1)
        self._fetch()

    @override
    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        super().show_audit(audit, changed)
        self._provisional.setVisible(is_provisional(audit))
        for step, card in self.cards.items():
            card.box.setEnabled(may_be_filed(audit, step))
        if not changed:
            self._fetch()

    @override
    def focus_first(self) -> None:
        for card in self.cards.values():
            card.focus_first()
            return
        self.setFocus()

    def prepare_email(self, task: FilingTask) -> None:
        """Prepare the e-mail of a step, with the sealed note and the words of the step."""
        audit, desk = self.audit, self.session.desk
        text = next((text for label, text, _ in task.fields if label == "Text"), "")
        prepare = partial(desk.prepare_email.file, audit, task.id, text, attach=True)
        self.drafts.save(file_stem(audit), prepare, Access.NOTE_SAVED)

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
                card.box.setEnabled(may_be_filed(self.audit, task.id))
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
        if task.goes_out:
            email = SmallButton(self.tr("Prepare an e-mail"), parent=self)
            email.setAccessibleName(self.tr("Prepare an e-mail: {}").format(task.title))
            email.clicked.connect(lambda: page.prepare_email(task))
            self.body.addWidget(FlowRow(email))
        self.box = CheckBox(self.tr("Filed"), self)
        if task.tells:
            self._lead_to_telling(page, task)
        else:
            self._add_mark(page, task)

    def focus_first(self) -> None:
        """Begin with what is to be copied, else with what is to be done."""
        first = next(iter(self.copy_buttons), self.box)
        first.setFocus(Qt.FocusReason.OtherFocusReason) if not first.isHidden() else self.focusNextChild()

    def _lead_to_telling(self, page: FilingPage, task: FilingTask) -> None:
        """Say where a step that tells is looked after: there is one record of it, not two."""
        self.box.hide()
        told = self.tr("This step is done once it is recorded under “Tell” that they were told: {}.")
        self.add(Small(told.format(", ".join(task.tells)), self))
        link = LinkButton(self.tr("Go to “Tell”"), parent=self)
        link.setAccessibleName(self.tr("Go to “Tell”: {}").format(task.title))
        link.clicked.connect(lambda: page.step_requested.emit(TELL, ""))
        self.body.addWidget(FlowRow(link))

    def _add_mark(self, page: FilingPage, task: FilingTask) -> None:
        line = ColumnsLayout(gap=14, least_width=self.fontMetrics().averageCharWidth() * 20)
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
