"""Makes real profiles for tests: real SQLCipher, real key slots that are cheap to derive, a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qa_desktop.clock import FixedClock
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, Operation, OperationKind, Stream, Value
from qa_desktop.domain.record import Role
from qa_desktop.models.identity import PersonDetails
from qa_desktop.models.key_slots import DerivationCost
from qa_desktop.models.keys import Protection, by_passphrase
from qa_desktop.models.new_ids import TimeOrderedIds
from qa_desktop.models.profile import NewProfile, create_profile, open_profile
from qa_desktop.models.store import SqlStore
from qa_desktop.settings import ProfilePlace

PASSPHRASE = "four words for tests"
CHEAP = DerivationCost(memory_kib=64, iterations=1, lanes=1)
MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OpenedProfile:
    """A profile with its store open."""

    place: ProfilePlace
    store: SqlStore
    clock: FixedClock
    recovery_code: str

    def reopened(self) -> OpenedProfile:
        """Close the profile and open it again."""
        self.store.close()
        store = open_store(self.place, self.clock)
        return OpenedProfile(self.place, store, self.clock, self.recovery_code)

    def new_id(self) -> str:
        """Return a new identity."""
        return TimeOrderedIds(self.clock)()

    def start_audit(self, subject: str = "CASE-0001") -> AuditId:
        """Create an audit and return its identity."""
        audit_id = AuditId(self.new_id())
        facts: dict[str, Value] = {"tool_id": "bra-live-audit", "tool_version": "1", "tool_hash": "ab" * 32}
        stream = Stream(audit_id)
        self.store.append(
            [
                Change(stream, "audit", None, kind=OperationKind.CREATE, facts=facts),
                Change(stream, "subject", subject),
            ]
        )
        return audit_id

    def put(self, audit_id: AuditId, path: str, value: Value, stream: str = "record") -> Operation:
        """Set one field and return its operation."""
        return self.store.append([Change(Stream(audit_id, stream), path, value)])[0]

    def sign(self, audit_id: AuditId) -> Operation:
        """Sign an audit."""
        change = Change(Stream(audit_id), "signed", True, fact=True, kind=OperationKind.SIGN)
        return self.store.append([change])[0]


MakeProfile = Callable[..., OpenedProfile]


def make_profile(folder: Path, name: str = "Ada Auditor", role: Role = Role.AUDITOR) -> OpenedProfile:
    """Make a profile that opens with PASSPHRASE."""
    clock = FixedClock(MOMENT)
    place = ProfilePlace(folder)
    wanted = NewProfile(PersonDetails(name, role, "North"), Protection(PASSPHRASE, cost=CHEAP))
    created = create_profile(place, wanted, clock, TimeOrderedIds(clock))
    return OpenedProfile(place, created.store, clock, created.recovery_code or "")


def open_store(place: ProfilePlace, clock: FixedClock | None = None) -> SqlStore:
    """Open the profile in the folder with PASSPHRASE."""
    moment = clock or FixedClock(MOMENT)
    return open_profile(place, by_passphrase(PASSPHRASE), moment, TimeOrderedIds(moment))
