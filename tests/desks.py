"""Real profiles for tests: real SQLCipher, real keys, a passphrase slot that is cheap to derive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.bootstrap.wiring import desk_for
from qa_desktop.clock import FixedClock
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.models import keys
from qa_desktop.models.identity import PersonDetails
from qa_desktop.models.key_slots import DerivationCost
from qa_desktop.models.keys import Protection
from qa_desktop.models.new_ids import TimeOrderedIds
from qa_desktop.models.profile import NewProfile, create_profile
from qa_desktop.models.store import SqlStore
from qa_desktop.services.desk import Desk
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.settings import ProfilePlace
from tests.sample_audits import COMPLETE_BRA

PASSPHRASE = "a passphrase for tests"
CHEAP = DerivationCost(memory_kib=64, iterations=1, lanes=1)
MOMENT = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OpenDesk:
    desk: Desk
    store: SqlStore
    place: ProfilePlace
    clock: FixedClock


def new_desk(folder: Path, name: str = "Ada Auditor", role: Role = Role.AUDITOR) -> OpenDesk:
    clock = FixedClock(MOMENT)
    place = ProfilePlace(folder)
    wanted = NewProfile(PersonDetails(name, role, "North"), Protection(PASSPHRASE, cost=CHEAP))
    store = create_profile(place, wanted, clock, TimeOrderedIds(clock)).store
    return OpenDesk(desk_for(store, clock, keys.by_passphrase(PASSPHRASE)), store, place, clock)


def reopened(desk: OpenDesk) -> OpenDesk:
    desk.desk.close()
    clock = FixedClock(desk.clock.now())
    unlock = keys.by_passphrase(PASSPHRASE)
    opened = bootstrap.open_desk(desk.place, unlock, clock)
    return OpenDesk(opened, desk.store, desk.place, clock)


def sign_an_audit(desk: Desk) -> AuditId:
    """Carry an audit through to its sealed notes."""
    audit = desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    audit = desk.record(audit, COMPLETE_BRA).audit
    named = [("auditor", desk.owner.name), ("practitioner", "A. Practitioner")]
    return desk.sign_audit(desk.record_signature.typed(audit, named).id).id
