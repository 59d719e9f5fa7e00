"""Check before signing: what the auditor may look at once more, if they ask for it. It stands in nobody's way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.audit import Audit
from qa_desktop.errors import QaDesktopError
from qa_desktop.ui.background import Worker
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.check_list import CheckList
from qa_desktop.ui.presenters.audit_check import CheckMemory, CheckView
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.field import line_field
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, Column
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar
from qa_desktop.ui.widgets.text import Muted, PageTitle

if TYPE_CHECKING:
    from qa_desktop.domain.check_before_signing import Finding


class CheckPage(AuditPage):
    """The list, and the field for names to watch for. What is typed there ends with the open audit."""

    def __init__(self, session: AuditSession, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, widest=860)
        self._worker = worker
        self._memory = CheckMemory()
        self._view: CheckView | None = None
        self._asked = 0
        self._pair_mode = False
        self._return_to = -1
        self._build()
        self.show_audit(session.audit, frozenset())

    @override
    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        super().show_audit(audit, changed)
        self._show_state()
        self.look()

    @override
    def set_pair_mode(self, *, on: bool) -> None:
        if on == self._pair_mode:
            return
        self._pair_mode = on
        self._show_state()
        self.look()

    @override
    def focus_first(self) -> None:
        if self._return_to >= 0 and self.list.rows:
            self.list.focus_row(self._return_to)
            self._return_to = -1
        else:
            self.names.setFocus(Qt.FocusReason.OtherFocusReason)

    def look(self) -> None:
        """Look through the audit as it is now, with the names that are typed."""
        if self._is_closed:
            return
        self._asked += 1
        self._memory.watch_for(self.names.text())
        self.busy.begin(self.tr("Looking through the audit"))
        self.session.when_settled(partial(self._submit, self._asked))

    @property
    def _is_closed(self) -> bool:
        return self._pair_mode or self.audit.is_signed

    def _submit(self, number: int) -> None:
        if number != self._asked:
            return
        audit, names = self.audit, self._memory.names
        check = self.session.desk.check_before_signing
        self._worker.submit(
            lambda: check(audit, names), partial(self._found, number), partial(self._not_found, number), page=self
        )

    def _build(self) -> None:
        head = Column(gap=4)
        head.addWidget(PageTitle(self.tr("Check before signing"), self))
        head.addWidget(
            Muted(
                self.tr(
                    "Things to look at once more, for you alone. Only structure and form are looked at, nothing is "
                    "counted, and nothing here stands in the way of signing. You decide."
                ),
                self,
            )
        )
        self.column.body.addLayout(head)
        self.closed = Banner("", BannerKind.NOTE, parent=self)
        self.column.add(self.closed)
        self._names_card = self._make_names()
        self.column.add(self._names_card)
        self.busy = BusyBar(self)
        self.column.add(self.busy)
        self.nothing = Banner("", BannerKind.NOTE, parent=self)
        self.nothing.hide()
        self.column.add(self.nothing)
        self.list = CheckList(self)
        self.list.change_requested.connect(self._change)
        self.list.leave_requested.connect(self._leave)
        self.list.take_back_requested.connect(self._take_back)
        self.list.rows_changed.connect(self.rows_changed)
        self.column.add(self.list)
        self.column.body.addStretch(1)

    def _make_names(self) -> Card:
        card = Card()
        self.names_field, self.names = line_field(
            self.tr("Names to watch for"),
            self.tr(
                "Names that must not stand in the note, such as the child’s, separated by commas. They are stored "
                "nowhere, and forgotten when the audit is closed."
            ),
            optional=True,
        )
        self.names.returnPressed.connect(self.look)
        card.add(self.names_field)
        self.look_button = SmallButton(self.tr("Look for these names"), parent=self)
        self.look_button.clicked.connect(self.look)
        card.add(FlowRow(self.look_button))
        return card

    def _show_state(self) -> None:
        why = self.tr("This audit is signed. There is nothing to check any more.") if self.audit.is_signed else ""
        if self._pair_mode and not why:
            why = self.tr("This is for the auditor first. Leave pair mode (F11) to look at it.")
        self.closed.set_text(why)
        for part in (self._names_card, self.list):
            part.setVisible(not why)
        if why:
            self.busy.end()
            self.nothing.set_text("")

    def _not_found(self, number: int, error: QaDesktopError) -> None:
        if number == self._asked:
            self.busy.end()
            self.names_field.set_problem(error.sentence)
            announce(self, error.sentence, urgent=True)

    def _found(self, number: int, found: tuple[Finding, ...]) -> None:
        if number != self._asked or self._is_closed:
            return
        self.busy.end()
        self.names_field.set_problem("")
        view = self._memory.view(self.audit, found)
        if view == self._view:
            return
        self._view = view
        self.nothing.set_text(
            ""
            if view.groups
            else self.tr("There is nothing to check. That is no verdict: only people read what an audit says.")
        )
        announce(self, self.nothing.text if not view.groups else self.tr("The list is ready"))
        self.list.show_view(view)

    def _change(self, finding: Finding) -> None:
        rows = enumerate(self.list.rows)
        self._return_to = next((place for place, row in rows if row.line.finding == finding), 0)
        self.step_requested.emit(finding.step, finding.goto)

    def _leave(self, finding: Finding) -> None:
        self.session.record(self._memory.leave(finding))
        announce(self, self.tr("Left as it is"))

    def _take_back(self, finding: Finding) -> None:
        self.session.record(self._memory.take_back(finding))
