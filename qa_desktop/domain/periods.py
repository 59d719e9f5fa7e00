"""How long each kind of record is kept, as the authority's profile says: policy is data, never code (PRACTICE P-24)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from qa_desktop.domain.working_days import add_months

LONGEST_MONTHS = 12 * 150


class RecordKind(Enum):
    """What a retention period is for."""

    CASE_AUDIT = "case_audit"
    STAFF_AUDIT = "staff_audit"
    SERVICE_AUDIT = "service_audit"
    DRAFT = "draft"
    ACCESS_RECORDS = "access_records"

    @property
    def title(self) -> str:
        """The kind as people say it."""
        return {
            "case_audit": "Signed audit of a case",
            "staff_audit": "Signed audit of a practitioner or supervision file",
            "service_audit": "Signed audit of a service or home",
            "draft": "Draft",
            "access_records": "Record of who looked at what",
        }[self.value]


class PeriodStart(Enum):
    """When a period begins to run."""

    SIGNATURE = "signature"
    LAST_MEETING = "last_meeting"
    CLOSURE = "closure"
    """Of the case, which QA Desktop does not know: a person looks it up."""
    LAST_CHANGE = "last_change"

    @property
    def title(self) -> str:
        """The start as people say it."""
        return {
            "signature": "the signature",
            "last_meeting": "the last meeting",
            "closure": "the closure of the case",
            "last_change": "the last change",
        }[self.value]


_AUDIT_STARTS = frozenset({PeriodStart.SIGNATURE, PeriodStart.LAST_MEETING, PeriodStart.CLOSURE})
STARTS = {
    RecordKind.CASE_AUDIT: _AUDIT_STARTS,
    RecordKind.STAFF_AUDIT: _AUDIT_STARTS - {PeriodStart.CLOSURE},
    RecordKind.SERVICE_AUDIT: _AUDIT_STARTS - {PeriodStart.CLOSURE},
    RecordKind.DRAFT: frozenset({PeriodStart.LAST_CHANGE}),
    RecordKind.ACCESS_RECORDS: frozenset({PeriodStart.LAST_CHANGE}),
}
"""From when a period of each kind can run."""


@dataclass(frozen=True, slots=True)
class Period:
    """How long one kind of record is kept, from when on, and by which law or rule."""

    kind: RecordKind
    months: int
    start: PeriodStart
    law: str

    def ends(self, began: date) -> date:
        """Return the first day on which such a record need not be kept any more."""
        return add_months(began, self.months)
