"""Check an audit before it is signed, on request: what somebody may want to look at once more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.audit import Audit
from qa_desktop.errors import NotAllowed

if TYPE_CHECKING:
    from qa_desktop.domain.check_before_signing import Finding

SIGNED = "This audit is signed. There is nothing to check before signing any more."


class CheckBeforeSigning:
    """Looks through an audit. It asks nothing of the store, and may be called on any thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def __call__(self, audit: Audit, watched: Sequence[str] = ()) -> tuple[Finding, ...]:
        """Return what to look at, in reading order; `watched` are names, which nothing keeps.

        Raises NotAllowed where the audit is signed, InputProblem where a name is too short to look for.
        """
        from qa_desktop.domain.check_before_signing import check_before_signing  # noqa: PLC0415 - not at start-up
        from qa_desktop.domain.check_before_signing_names import WatchList  # noqa: PLC0415 - not at start-up

        if audit.is_signed:
            raise NotAllowed(SIGNED)
        return check_before_signing(audit, WatchList(watched), local_day(self._clock.now()))
