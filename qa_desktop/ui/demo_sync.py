"""The demo's second half: two people, one server: an audit comes in, two write one field, a change is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from qa_desktop.domain import paths
from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.ids import AuditId
from qa_desktop.services.desk import Desk
from qa_desktop.ui.demo_player import DemoStuckError, Player
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.conflict import ConflictPage
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.pages.inbox import InboxPage
from qa_desktop.ui.pages.received import ReceivedPage
from qa_desktop.ui.pages.sync import SyncPage
from qa_desktop.ui.pages.unlock import UnlockPage
from qa_desktop.ui.start_up import OpenWindow

FOLLOW_UP = "followup/notes"
MINE = "The chronology was read back with the family on Tuesday."
THEIRS = "Read back on Tuesday; the father was not there and wants to hear it too."


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """How somebody of the demo signs in."""

    address: ServerAddress
    password: str
    code: str
    """The one-time code with which they enrol their laptop."""


@dataclass(slots=True)
class DemoPerson:
    """One window, its profile and how its owner signs in."""

    opened: OpenWindow
    player: Player
    desks: list[Desk] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        """The services of the profile."""
        return self.desks[-1]

    def enrol(self, sign_in: DemoSignIn) -> str:
        """Enter the server and the one-time code, as in the settings; return the fingerprint to read out."""
        self.desk.server.set(sign_in.address, sign_in.password)
        return self.desk.devices.enrol(sign_in.code).fingerprint

    def approve(self, fingerprint: str) -> None:
        """Approve a colleague's laptop as the second person."""
        self.desk.devices.approve(self.desk.devices.named(fingerprint))

    def begin_to_sync(self) -> None:
        """Let the window notice that there is a server now."""
        self.opened.navigator.note_server()

    def leave(self) -> None:
        """Hang up: the server is going away."""
        self.opened.navigator.leave_server()

    def close(self) -> None:
        """Close the profile."""
        self.leave()
        for desk in self.desks:
            self.opened.workers.database.submit(desk.close, lambda _: None)
        self.opened.workers.stop()

    def sync(self) -> None:
        """Sync on demand and wait for its end."""
        self.player.wait_until(lambda: self._is_idle, "the sync under way")
        before = self._last_run
        self.opened.window.sync_requested.emit()
        self.player.wait_until(lambda: self._is_idle and self._last_run != before, "the sync")
        self.player.settle()

    @property
    def has_sent_everything(self) -> bool:
        """Whether nothing is on this laptop alone."""
        return self.desk.unsent().count == 0 and bool(self.desk.sync_facts().runs)

    @property
    def _is_idle(self) -> bool:
        workers = self.opened.workers
        return not (workers.database.busy or (workers.sync is not None and workers.sync.busy))

    @property
    def _last_run(self) -> datetime | None:
        return next((run.started_at for run in self.desk.sync_facts().runs), None)


class SyncDemo:
    """Plays the story of two people."""

    def __init__(self, auditor: DemoPerson, officer: DemoPerson, refuse: Callable[[bool], None]) -> None:
        self._auditor = auditor
        self._officer = officer
        self._refuse = refuse

    def play(self, signed: AuditId, draft: AuditId) -> tuple[Path, ...]:
        """Show what two people see; return the pictures. `refuse` lets the server refuse what the auditor writes."""
        auditor = self._auditor
        auditor.player.wait_until(lambda: auditor.has_sent_everything, "everything to be sent")
        auditor.opened.navigator.go(Place.SYNC)
        page = auditor.player.page(SyncPage)
        auditor.player.wait_until(page.runs.isVisible, "the history of runs")
        auditor.player.picture("sync-everything-sent")
        self._receive(signed)
        self._meet_on_one_field(signed)
        self._be_refused(draft)
        return (*self._auditor.player.taken, *self._officer.player.taken)

    def _receive(self, signed: AuditId) -> None:
        officer = self._officer
        officer.sync()
        officer.opened.navigator.go(Place.INBOX)
        page = officer.player.page(InboxPage)
        officer.player.wait_until(lambda: page.model.rowCount() > 0, "the audit in the inbox")
        officer.player.settle()
        officer.player.picture("officer-inbox")
        page.list.setCurrentIndex(page.model.index(0))
        officer.player.click(page.open_button)
        received = officer.player.page(ReceivedPage)
        officer.player.wait_until(lambda: received.preview.page_count > 0, "the note")
        officer.player.settle()
        officer.player.picture("officer-received")
        desks = (self._auditor.desk, officer.desk)
        mine, theirs = ({one.id: one.data for one in desk.documents_of(signed)} for desk in desks)
        if not mine or mine != theirs:
            raise DemoStuckError("The note that the officer received is another one than the auditor signed.")

    def _meet_on_one_field(self, signed: AuditId) -> None:
        for person, words in ((self._auditor, MINE), (self._officer, THEIRS)):
            person.desk.record(person.desk.open_audit(signed), {FOLLOW_UP: words})
        for person in (self._officer, self._auditor):
            person.sync()
        self._auditor.opened.navigator.show_conflicts(signed)
        page = self._auditor.player.page(ConflictPage)
        self._auditor.player.wait_until(lambda: bool(page.options), "both texts")
        self._auditor.player.settle()
        self._auditor.player.picture("conflict")

    def _be_refused(self, draft: AuditId) -> None:
        auditor = self._auditor
        auditor.desk.record(auditor.desk.open_audit(draft), {paths.OVERALL_REASON: "To be agreed with the team."})
        self._refuse(True)
        auditor.sync()
        auditor.opened.navigator.go(Place.SYNC)
        page = auditor.player.page(SyncPage)
        auditor.player.wait_until(page.refused.isVisible, "the refused change")
        auditor.player.settle()
        auditor.player.picture("sync-refused")
        self._refuse(False)


def unlocked(person: DemoPerson, passphrase: str) -> None:
    """Open a profile as its owner does."""
    person.opened.window.show()
    person.opened.window.resize(1366, 768)
    person.opened.door.begin()
    page = person.player.page(UnlockPage)
    page.line.setFocus()
    person.player.type(passphrase)
    person.player.click(page.open_button)
    person.player.page(HomePage)
    person.player.wait_until(lambda: bool(person.desks), "the services")
