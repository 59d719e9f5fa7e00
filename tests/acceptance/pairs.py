"""Lead and peer of one case, each with a form of their own, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.services.answers_file import AnswersFile
from qa_desktop.services.desk import Desk
from tests.desks import OpenDesk
from tests.full_answers import answers_file
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import sync

QUESTIONS = tuple(f"her-audit.{number}" for number in range(1, 7))
CASE = "HER-48"


@dataclass(frozen=True, slots=True)
class Two:
    """The officer who allocates, lead and peer, and the drafts that the two began."""

    officer: OpenDesk
    lead: OpenDesk
    peer: OpenDesk
    led: AuditId
    peered: AuditId

    @property
    def forms(self) -> tuple[tuple[OpenDesk, AuditId], tuple[OpenDesk, AuditId]]:
        return (self.lead, self.led), (self.peer, self.peered)


def begun(make_desk: MakeDesk) -> Two:
    """Allocate a case to two people, who begin a form each."""
    officer = make_desk("Oli Officer", Role.QA_OFFICER)
    lead, peer = make_desk("Lea Lead", Role.MANAGER), make_desk("Pia Peer")
    sync(lead, peer, officer)
    officer.desk.allocate.pair(AllocationRequest("Lea Lead", "her-audit", CASE, practitioner="W. Worker"), "Pia Peer")
    sync(officer, lead, peer)
    started = [one.desk.allocate.start(one.desk.allocate.own()[0].id).id for one in (lead, peer)]
    return Two(officer, lead, peer, *started)


def fill_in(desk: Desk, audit_id: AuditId, grades: Mapping[str, str] | None = None, overall: str = "good") -> Audit:
    """Give every answer of a form, with these grades; every other domain is good."""
    audit = desk.open_audit(audit_id)
    numbers = iter(range(10_000))
    read = AnswersFile(lambda: f"entry-{next(numbers):04}").read(audit.tool, answers_file(audit.tool))
    values: dict[str, Value] = {path: value for path, value in read.items() if audit.value(path) in (None, "")}
    given = {paths.answer(key): (grades or {}).get(key, "good") for key in QUESTIONS}
    return desk.record(audit, {**values, **given, paths.OVERALL_GRADE: overall}).audit
