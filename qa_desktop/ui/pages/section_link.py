"""Chooses the audit to which a record points, among the signed ones on this laptop."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.audit_link import link_in
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.services.link_audit import LinkChoice
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_section import QuestionView
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Small, Words

ROOM = 40
"""Pixels that an entry of the list needs beside its words."""


class LinkField(QWidget):
    """The audit that is named, with a way to let go of it; a list to choose from where none is."""

    def __init__(self, page: AuditPage, view: QuestionView, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self._key = view.key
        self._looked = False
        self.setAccessibleName(view.title)
        column = Column(self, gap=6)
        self.words = Words("", parent=self)
        self.let_go = SmallButton(self.tr("Choose another"), parent=self)
        self.let_go.setAccessibleName(self.tr("Choose another: {}").format(view.spoken_title))
        self.let_go.clicked.connect(lambda: self._link(None))
        self.select = Select(view.spoken_title, self)
        self.select.activated.connect(self._choose)
        self.hint = Small(self.tr("Signed audits on this laptop, those with the same reference first."), self)
        stays = self.tr("What is filled in from it stays as it is there. It is left out again with it.")
        self.stays = Small(stays, self)
        for part in (self.words, self.stays, FlowRow(self.let_go, parent=self), self.select, self.hint):
            column.addWidget(part)
        page.fields.shown(view.value_path, self, self.show_value)
        self.setFocusProxy(self.select)

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        if not self._looked and self.select.isVisibleTo(self):
            self._look()

    def show_value(self, value: Value) -> None:
        """Show which audit is named, or the list."""
        link = link_in(value)
        self.words.setText(link.words if link else "")
        named: tuple[QWidget, ...] = (self.words, self.let_go)
        open_list: tuple[QWidget, ...] = (self.select, self.hint)
        for part in named:
            part.setVisible(link is not None)
        self.stays.setVisible(bool(link and link.taken))
        for part in open_list:
            part.setVisible(link is None)
        self.setFocusProxy(self.select if link is None else self.let_go)
        if link is None and self.isVisible():
            self._look()

    def _look(self) -> None:
        self._looked = True
        session = self._page.session
        key, audit = self._key, session.audit
        session.worker.submit(lambda: session.desk.link_audit.offered(audit, key), self._offer, page=self)

    def _offer(self, choices: tuple[LinkChoice, ...]) -> None:
        self.select.clear()
        for one in choices:
            self.select.addItem(one.words, one.id)
        self.select.setCurrentIndex(-1)
        popup = self.select.view()
        popup.setMinimumWidth(min(popup.sizeHintForColumn(0) + ROOM, self._page.width() // 2))
        self.select.setEnabled(bool(choices))
        if not choices:
            self.hint.setText(self.tr("No signed audit that fits is on this laptop. Fill in what you know of it."))

    def _choose(self, row: int) -> None:
        self._link(AuditId(self.select.itemData(row)))

    def _link(self, other: AuditId | None) -> None:
        self._page.flush()
        self._page.session.when_settled(lambda: self._work_out(other))

    def _work_out(self, other: AuditId | None) -> None:
        session, key = self._page.session, self._key
        audit = session.audit

        def record(values: dict[str, Value]) -> None:
            session.record(values)
            announce(self, self._told(len(values)) if other else self.tr("No audit is named any more."))

        session.worker.submit(
            lambda: session.desk.link_audit(audit, key, other),
            record,
            lambda problem: session.problem_met.emit(problem, {}),
            page=self,
        )

    def _told(self, many: int) -> str:
        return self.tr("The audit is named, and {} fields are filled in from it.").format(many - 1)
