"""Joins an open audit with what the services know of the people who have a part in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from qa_desktop.domain.exchange import Lease
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.parts import Relation
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.desk import Desk
from qa_desktop.services.tell_open import LEASE_MINUTES
from qa_desktop.ui.background import Workers
from qa_desktop.ui.dialogs.give_part import GivePart
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.presenters.audit_sharing import (
    Candidate,
    Held,
    candidates,
    done_words,
    elsewhere_words,
    give,
    held_parts,
    read_sharing,
    take_back,
    taken_back_words,
)
from qa_desktop.ui.widgets.announce import announce

RENEW_EVERY_MS = LEASE_MINUTES * 60_000 // 2
TAKEN_IN, LEFT = "It is taken in with the next sync.", "Left waiting. Nothing is lost."
NOT_SAVED = "Something that you wrote is not saved yet. Save it first, then hand the audit over or share it."


@dataclass(frozen=True, slots=True)
class SharingWays:
    """What the wiring asks of the window around it."""

    given: Callable[[], None]
    """Called when something was given: it is to be sent."""
    is_reachable: Callable[[], bool]
    """Tells whether the server answered last: one that does not is never waited for."""


class SharingWiring(QObject):
    """Everything that the window does about the people of the audit that is open."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow, ways: SharingWays) -> None:
        super().__init__(window)
        self._desk = desk
        self._workers = workers
        self._window = window
        self._ways = ways
        self.dialog: GivePart | None = None
        self._told: AuditId | None = None
        self._renewal = QTimer(self)
        self._renewal.setInterval(RENEW_EVERY_MS)
        self._renewal.timeout.connect(self._tell_open)

    def attach(self, shell: AuditShell) -> None:
        """Show whose audit it is, and let it be given away from there."""
        shell.people.sharing_requested.connect(lambda: self._ask(shell))
        shell.people.take_in_requested.connect(lambda op_ids: self._decide(shell, op_ids, take_in=True))
        shell.people.leave_requested.connect(lambda op_ids: self._decide(shell, op_ids, take_in=False))
        self._show(shell)

    def look(self) -> None:
        """See which audit is on screen now: sync leaves it there, and the server hears that it is open here."""
        shell = self._window.page
        audit = shell.audit if isinstance(shell, AuditShell) else None
        self._desk.sharing.keep_in_sight(None if audit is None else audit.id)
        now = audit.id if audit is not None and not (audit.is_private or audit.is_signed) else None
        before, self._told = self._told, now
        worker = self._workers.sync
        if before is not None and before != now and worker is not None and self._ways.is_reachable():
            worker.submit(lambda: self._desk.sharing.tell_open.closed(before), lambda _: None)
        if now is None:
            self._renewal.stop()
        else:
            self._renewal.start()
            self._tell_open()

    def _tell_open(self) -> None:
        """Ask on the worker of sync, where a slow line keeps nobody waiting; without a server nothing is asked."""
        shell, worker, audit_id = self._window.page, self._workers.sync, self._told
        if not isinstance(shell, AuditShell) or worker is None or audit_id is None or not self._ways.is_reachable():
            return

        def tell(lease: Lease | None) -> None:
            shell.notices.show_elsewhere(elsewhere_words(lease, self._desk.clock.now()))

        worker.submit(lambda: self._desk.sharing.tell_open(audit_id), tell, page=shell)

    def refresh(self) -> None:
        """Show it anew, as after a sync."""
        shell = self._window.page
        if isinstance(shell, AuditShell):
            self._show(shell)
            self._tell_open()

    def _show(self, shell: AuditShell) -> None:
        desk, audit = self._desk, shell.audit
        self._workers.database.submit(lambda: read_sharing(desk, audit), shell.people.show_view, page=shell)

    def _ask(self, shell: AuditShell) -> None:
        """Ask who gets what, once everything that was typed is on disk."""
        desk, audit = self._desk, shell.audit

        def ask(found: tuple[tuple[Candidate, ...], tuple[Held, ...]]) -> None:
            people, held = found
            title = " · ".join(part for part in (audit.subject, audit.tool.title) if part)
            dialog = GivePart(people, title, is_signed=audit.is_signed, parent=self._window)
            dialog.show_held(held)
            self.dialog = dialog
            dialog.give_requested.connect(lambda who, what: self._settle_and_give(shell, dialog, who, what))
            dialog.take_back_requested.connect(lambda part: self._take_back(shell, dialog, part))
            dialog.finished.connect(lambda _: dialog.deleteLater())
            dialog.open()

        self._workers.database.submit(lambda: (candidates(desk, audit.id), held_parts(desk, audit.id)), ask, page=shell)

    def _take_back(self, shell: AuditShell, dialog: GivePart, part: Held) -> None:
        """Take a part back; the dialog stays for another one."""
        desk, audit_id = self._desk, shell.audit.id

        def work() -> tuple[tuple[Candidate, ...], tuple[Held, ...]]:
            take_back(desk, audit_id, part)
            return candidates(desk, audit_id), held_parts(desk, audit_id)

        def done(found: tuple[tuple[Candidate, ...], tuple[Held, ...]]) -> None:
            dialog.show_taken_back(taken_back_words(part.name), *found)
            self._ways.given()
            self._show(shell)

        self._workers.database.submit(work, done, lambda error: dialog.show_problem(error.sentence), page=dialog)

    def _decide(self, shell: AuditShell, op_ids: tuple[OperationId, ...], *, take_in: bool) -> None:
        """Take in what others wrote late, or leave it waiting."""
        sharing, audit_id = self._desk.sharing, shell.audit.id

        def work() -> None:
            if take_in:
                sharing.take_in(op_ids)
            else:
                sharing.take_in.leave(audit_id, op_ids)

        def done(_: None) -> None:
            announce(shell, TAKEN_IN if take_in else LEFT)
            if take_in:
                self._ways.given()
            self._show(shell)

        self._workers.database.submit(work, done, page=shell)

    def _settle_and_give(self, shell: AuditShell, dialog: GivePart, person: Candidate, relation: Relation) -> None:
        def go_on() -> None:
            if shell.session.unsaved:
                dialog.show_problem(NOT_SAVED)
            else:
                self._give(shell, dialog, person, relation)

        shell.close_audit(go_on)

    def _give(self, shell: AuditShell, dialog: GivePart, person: Candidate, relation: Relation) -> None:
        desk, audit_id = self._desk, shell.audit.id

        def done(_: None) -> None:
            dialog.accept()
            self._window.show_notice(done_words(relation, person.name))
            self._ways.given()
            shell.audit_requested.emit(audit_id, "")

        def refused(error: QaDesktopError) -> None:
            dialog.show_problem(error.sentence)

        self._workers.database.submit(lambda: give(desk, audit_id, person.id, relation), done, refused, page=shell)
