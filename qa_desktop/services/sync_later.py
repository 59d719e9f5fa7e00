"""Holds what sync needs until it is first asked for: start-up loads neither engine nor database driver."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qa_desktop.clock import Clock
from qa_desktop.domain.exchange import RunReport, ServerAddress
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.sync_ports import SyncStore
from qa_desktop.domain.sync_watch import UNWATCHED, Watch
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.server_settings import ServerAccess

if TYPE_CHECKING:
    from qa_desktop.sync.client.transport import Transport


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
        self.afterwards: Callable[[], None] = lambda: None
        """What follows every run: taking over what it brought from the authority."""
        self._store = store
        self._sync = sync
        self.server = ServerAccess(store, _read_password, _keep_password, settled)
        self._open = open_audit
        self._clock = clock

    def __call__(self, is_stopped: Callable[[], bool], watch: Watch = UNWATCHED) -> RunReport:
        """Sync once; `is_stopped` is asked between the steps. Raise InputProblem where no server is set up."""
        from qa_desktop.services.sync_now import SyncNow  # noqa: PLC0415 - not at start-up

        report = SyncNow(self._store, self._sync, self._connect, self._open, self._clock)(is_stopped, watch)
        self.afterwards()
        return report

    def _connect(self, is_stopped: Callable[[], bool]) -> Transport:
        from qa_desktop.sync.client.connect import open_line  # noqa: PLC0415 - not at start-up
        from qa_desktop.sync.client.waiting import Waiting  # noqa: PLC0415 - as above

        return open_line(self.server.settings(), self.server.password(), Waiting(is_stopped))


def _read_password(sign_in: str) -> str | None:
    from qa_desktop.models.server_password import read_password  # noqa: PLC0415 - not at start-up

    return read_password(sign_in)


def _keep_password(sign_in: str, password: str) -> None:
    from qa_desktop.models.server_password import keep_password  # noqa: PLC0415 - not at start-up

    keep_password(sign_in, password)
