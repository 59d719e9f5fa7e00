"""Opens audits, leaves them with everything saved, and looks after the open one when others change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.services.desk import Desk
from qa_desktop.services.note_access import Access
from qa_desktop.ui.background import Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.moderation_wiring import ModerationWays, ModerationWiring
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.sharing_wiring import SharingWays, SharingWiring
from qa_desktop.ui.version_wiring import VersionWays, VersionWiring


@dataclass(frozen=True, slots=True)
class AuditWays:
    """How to get round the window from an open audit, and whom to tell what."""

    show: Callable[[Page], None]
    home: Callable[[], None]
    hand_over: Callable[[str], None]
    settle: Callable[[str], None]
    saved: Callable[[], None]
    signed: Callable[[], None]
    given: Callable[[], None]
    """Called when a part was given: it is to be sent."""
    is_reachable: Callable[[], bool]
    """Tells whether the server answered last."""


class AuditWiring(QObject):
    """Everything that the window does about the audit that is open."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow, ways: AuditWays) -> None:
        super().__init__(window)
        self._desk = desk
        self._workers = workers
        self._window = window
        self._ways = ways
        self._sharing = SharingWiring(desk, workers, window, SharingWays(ways.given, ways.is_reachable))
        pair_ways = ModerationWays(ways.show, self.open, ways.home, ways.given)
        self._pairs = ModerationWiring(desk, workers, window, pair_ways)
        self._versions = VersionWiring(desk, workers, window, VersionWays(ways.show, self.open, ways.saved))

    def open(self, audit_id: str, step: str = "") -> None:
        """Open an audit at one of its pages, or where the work stopped."""
        desk, wanted = self._desk, AuditId(audit_id)

        def read() -> tuple[Audit, str]:
            audit = desk.open_audit(wanted)
            desk.sharing.note_access.looked(audit, Access.OPENED)
            return audit, step or desk.place(wanted)

        self._workers.database.submit(read, lambda found: self.show(*found))

    def show(self, audit: Audit, place: str = "") -> None:
        """Show an audit that was read, at a place in it."""
        shell = AuditShell(self._desk, self._workers, audit, self._window.page_holder)
        state = self._window.top.save_state
        shell.saving_started.connect(state.show_saving)
        shell.saved.connect(state.show_saved)
        shell.saved.connect(self._ways.saved)
        shell.not_saved.connect(state.show_not_saved)
        shell.left.connect(self._ways.home)
        shell.audit_requested.connect(self.open)
        shell.bundle_requested.connect(self._ways.hand_over)
        shell.settling_requested.connect(self._ways.settle)
        self._watch_signing(shell)
        self._sharing.attach(shell)
        self._versions.attach(shell)
        self._pairs.attach(shell)
        self._window.pair_mode_changed.connect(lambda on: shell.set_pair_mode(on=on))
        shell.open_at(place)
        self._ways.show(shell)

    def leave(self, then: Callable[[], None]) -> None:
        """Save what an open audit still holds, then go on."""
        shell = self._window.page
        if isinstance(shell, AuditShell):
            shell.close_audit(then)
        else:
            then()

    def look(self) -> None:
        """See which audit is on screen now."""
        self._sharing.look()

    def refresh(self) -> None:
        """Tell whoever has an audit open that others have changed it, as after a sync."""
        self._sharing.refresh()
        shell = self._window.page
        if not isinstance(shell, AuditShell):
            return
        self._versions.refresh(shell)
        desk, audit_id = self._desk, shell.audit.id

        def compare(newer: Audit) -> None:
            if self._window.page is not shell:
                return
            went_on = newer.record.tool_hash != shell.audit.record.tool_hash
            if newer.record.is_held != shell.audit.record.is_held or went_on:
                # What was typed is saved first, also on hold: whoever typed it could not know.
                shell.read_again()
            elif has_news(shell.audit, newer, desk.owner.id):
                shell.offer_newer()

        self._workers.database.submit(lambda: desk.open_audit(audit_id), compare, page=shell)

    def _watch_signing(self, shell: AuditShell) -> None:
        """Send an audit as soon as it is signed."""
        signed = shell.audit.is_signed

        def look(audit: Audit, _: object) -> None:
            nonlocal signed
            if audit.is_signed and not signed:
                self._ways.signed()
            signed = audit.is_signed

        shell.session.audit_changed.connect(look)


def has_news(shown: Audit, newer: Audit, owner: PersonId) -> bool:
    """Return whether others wrote something into an audit that the screen does not show yet."""
    known = {state.op_id for state in shown.record.fields.values()}
    theirs = (state for state in newer.record.fields.values() if state.author != owner)
    return newer.record.to_settle > shown.record.to_settle or any(state.op_id not in known for state in theirs)
