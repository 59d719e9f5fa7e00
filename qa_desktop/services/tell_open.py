"""Tell the server that an audit is open here, and hear who else has it open; nobody is refused because of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from qa_desktop.domain.exchange import Lease
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.errors import QaDesktopError

if TYPE_CHECKING:
    from qa_desktop.sync.client.transport import Transport

logger = logging.getLogger(__name__)

LEASE_MINUTES = 15


class TellOpen:
    """Asks for a lease. For the worker of sync: the line may be slow."""

    def __init__(self, server: Callable[[], str], connect: Callable[[], Transport], owner: PersonId) -> None:
        self._server = server
        self._connect = connect
        self._owner = owner

    def __call__(self, audit_id: AuditId) -> Lease | None:
        """Say that the audit is open here; return who else has it open, None where nobody does or nobody knows."""
        lease = self._ask(audit_id, LEASE_MINUTES)
        return None if lease is None or lease.holder == self._owner else lease

    def closed(self, audit_id: AuditId) -> None:
        """Say that the audit is not open here any more; where that does not arrive, the lease ends by itself."""
        self._ask(audit_id, 0)

    def _ask(self, audit_id: AuditId, minutes: int) -> Lease | None:
        if not self._server():
            return None
        try:
            line = self._connect()
        except QaDesktopError:
            return None
        try:
            return line.lease(audit_id, minutes)
        except QaDesktopError:
            logger.info("no lease for %s", audit_id)
            return None
        finally:
            line.close()
