"""List how often each practitioner was observed, with who is overdue (R-026, R-122)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.authority_settings import AuthoritySettings, Quota
from qa_desktop.domain.directory import Directory
from qa_desktop.domain.observed_practice import (
    ObservedPractice,
    observation_quota,
    observed_practice,
    observed_rows,
)
from qa_desktop.domain.quota import QuotaRow
from qa_desktop.domain.record import Role
from qa_desktop.domain.signed_record import PRACTITIONER, SignedRecord
from qa_desktop.domain.tool import Tool


@dataclass(frozen=True, slots=True)
class ObservedStore:
    """What is read."""

    signed: Callable[[str, Collection[str]], tuple[SignedRecord, ...]]
    """Returns the signed records with a tool, with their answers to these questions."""
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
        quota = self.quota()
        return () if quota is None else self._standing(quota, local_day(self._clock.now()))

    def quota(self) -> Quota | None:
        """Return what is expected a year of observations; None where the authority says nothing."""
        settings = self._reads.settings()
        named = {name for quota in (settings.quotas if settings else ()) for name in quota.tools}
        return observation_quota(settings, {name: self._reads.tool(name) for name in sorted(named)})

    def rows(self, day: date) -> tuple[QuotaRow, ...]:
        """Return how far each practitioner is with the yearly number, in the twelve months up to a day."""
        quota = self.quota()
        return () if quota is None else observed_rows(quota, self._standing(quota, day))

    def _standing(self, quota: Quota, day: date) -> tuple[ObservedPractice, ...]:
        known = [one.name for one in self._reads.directory().present if one.role == Role.PRACTITIONER.value]
        records = (one for tool in quota.tools for one in self._reads.signed(tool, ()))
        made = ((str(one.answers.get(PRACTITIONER) or one.subject), one.day) for one in records)
        return observed_practice(quota, known, [(name, on) for name, on in made if name], day)
