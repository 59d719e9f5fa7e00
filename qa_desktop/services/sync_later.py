"""Holds what sync needs until it is first asked for: start-up loads neither engine nor database driver."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qa_desktop.clock import Clock
from qa_desktop.domain.arrivals import Arrived
from qa_desktop.domain.exchange import RunReport, ServerAddress
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.sync_ports import SyncStore
from qa_desktop.domain.sync_watch import UNWATCHED, Watch
from qa_desktop.services.check_connection import CheckedLine
from qa_desktop.services.look_after_devices import DeviceLine
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.server_settings import ServerAccess

if TYPE_CHECKING:
    from qa_desktop.sync.client.transport import Transport


BRIEF_SECONDS = 5.0
"""How long a line for which somebody waits is itself kept waiting for a place."""


class SyncLater:
    """Syncs; the engine and the database driver are loaded with the first run."""

    def __init__(
        self,
        store: LocalStore,
        sync: SyncStore,
        open_audit: OpenAudit,
        clock: Clock,
        settled: Callable[[], ServerAddress | None],
    ) -> None:
        self._beforehand: Sequence[Callable[[], None]] = ()
        self._afterwards: Sequence[Callable[[], None]] = ()
        self._store = store
        self._sync = sync
        self.server = ServerAccess(store, _read_password, _keep_password, settled)
        self._open = open_audit
        self._clock = clock

    def follows(self, *, before: Sequence[Callable[[], None]], after: Sequence[Callable[[], None]]) -> None:
        """Do this with every run.

        Before it what the server is told and nobody enters, such as the team of a case; after it what follows from
        what it brought: taking over what the authority said, wiping what it deleted.
        """
        self._beforehand, self._afterwards = before, after

    def __call__(self, is_stopped: Callable[[], bool], watch: Watch = UNWATCHED) -> RunReport:
        """Sync once; `is_stopped` is asked between the steps. Raise InputProblem where no server is set up."""
        from qa_desktop.services.sync_now import SyncNow  # noqa: PLC0415 - not at start-up

        for prepare in self._beforehand:
            prepare()
        report = SyncNow(self._store, self._sync, self._connect, self._open, self._clock)(is_stopped, watch)
        for follow in self._afterwards:
            follow()
        return report

    def take_in_arrived(self, is_stopped: Callable[[], bool], watch: Watch = UNWATCHED) -> Arrived:
        """Take in what an earlier run left waiting; return what has to wait for the next sync. Needs no line."""
        left = self.settle_arrived(is_stopped, watch)
        self.bring_lists_up_to_date(is_stopped)
        for follow in self._afterwards:
            follow()
        return left

    def are_lists_behind(self) -> bool:
        """Tell whether what lists show of some audit is to be worked out, as after an update of QA Desktop."""
        return bool(self._sync.to_summarise(most=1))

    def bring_lists_up_to_date(self, is_stopped: Callable[[], bool] = lambda: False) -> None:
        """Work out what lists show of every audit of which that is to be done."""
        if not self.are_lists_behind():
            return
        from qa_desktop.services.take_in_arrived import TakeInArrived  # noqa: PLC0415 - not at start-up

        TakeInArrived(self._sync, self._open).bring_lists_up_to_date(is_stopped)

    def settle_arrived(self, is_stopped: Callable[[], bool] = lambda: False, watch: Watch = UNWATCHED) -> Arrived:
        """Take it in before something that has to know of it; return what has to wait for the next sync."""
        if not self._sync.arrived().pages:
            return Arrived()
        from qa_desktop.services.take_in_arrived import TakeInArrived  # noqa: PLC0415 - not at start-up

        return TakeInArrived(self._sync, self._open)(is_stopped, watch)

    def keep_in_sight(self, audit_id: AuditId | None) -> None:
        """Let no run take away the audit that is open; None when none is. Returns at once, on any thread."""
        self._sync.keep_in_sight(audit_id)

    def connect_at_once(self) -> Transport:
        """Return an open line, or raise a NetworkProblem without waiting for a place at a busy server."""
        from qa_desktop.sync.client.connect import open_line  # noqa: PLC0415 - not at start-up
        from qa_desktop.sync.client.waiting import Waiting  # noqa: PLC0415 - as above

        return open_line(self.server.settings(), self.server.password(), Waiting(patience=0))

    def _connect(self, is_stopped: Callable[[], bool]) -> Transport:
        from qa_desktop.sync.client.connect import open_line  # noqa: PLC0415 - not at start-up
        from qa_desktop.sync.client.waiting import Waiting  # noqa: PLC0415 - as above

        own_key = self._store.owner.device_key
        return open_line(self.server.settings(), self.server.password(), Waiting(is_stopped), own_key)

    def sign_in_name(self) -> str:
        """Return with which login this laptop signs in; raise InputProblem where none is set."""
        return self.server.settings().user

    def device_line(self) -> DeviceLine:
        """Open a line for looking after laptops."""
        from qa_desktop.sync.client.connect import open_device_line  # noqa: PLC0415 - not at start-up
        from qa_desktop.sync.client.waiting import Waiting  # noqa: PLC0415 - as above

        return open_device_line(self.server.settings(), self.server.password(), Waiting(patience=BRIEF_SECONDS))

    def trial_line(self, address: ServerAddress, password: str | None, is_stopped: Callable[[], bool]) -> CheckedLine:
        """Open a line to another address than the one that is kept, as sync would."""
        from qa_desktop.sync.client.connect import open_line  # noqa: PLC0415 - not at start-up
        from qa_desktop.sync.client.waiting import Waiting  # noqa: PLC0415 - as above

        return open_line(address, password, Waiting(is_stopped, patience=BRIEF_SECONDS), self._store.owner.device_key)


def _read_password(sign_in: str) -> str | None:
    from qa_desktop.models.server_password import read_password  # noqa: PLC0415 - not at start-up

    return read_password(sign_in)


def _keep_password(sign_in: str, password: str) -> None:
    from qa_desktop.models.server_password import keep_password  # noqa: PLC0415 - not at start-up

    keep_password(sign_in, password)
