"""List how often each practitioner was observed, with who is overdue (R-026, R-122)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.authority_settings import AuthoritySettings
from qa_desktop.domain.directory import Directory
from qa_desktop.domain.observed_practice import ObservedPractice, observation_quota, observed_practice
from qa_desktop.domain.record import Role
from qa_desktop.domain.tool import Tool


@dataclass(frozen=True, slots=True)
class ObservedStore:
    """What is read."""

    made: Callable[[tuple[str, ...]], tuple[tuple[str, date], ...]]
    """Returns the signed records of these tools, by practitioner and day."""
    directory: Callable[[], Directory]
    settings: Callable[[], AuthoritySettings | None]
    tool: Callable[[str], Tool]


class ListObserved:
    """Reads what this laptop holds."""

    def __init__(self, reads: ObservedStore, clock: Clock) -> None:
        self._reads = reads
        self._clock = clock

    def __call__(self) -> tuple[ObservedPractice, ...]:
        """Return every practitioner who is known here, the overdue first; nobody where no number is expected."""
        settings = self._reads.settings()
        named = {name for quota in (settings.quotas if settings else ()) for name in quota.tools}
        quota = observation_quota(settings, {name: self._reads.tool(name) for name in sorted(named)})
        if quota is None:
            return ()
        known = [one.name for one in self._reads.directory().present if one.role == Role.PRACTITIONER.value]
        return observed_practice(quota, known, self._reads.made(quota.tools), local_day(self._clock.now()))
