"""Lead and peer of one case, each with a form of their own, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qa_desktop.domain import pairs, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.services.answers_file import AnswersFile
from qa_desktop.services.desk import Desk
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk
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


def begun(make_desk: MakeDesk, peer_role: Role = Role.AUDITOR) -> Two:
    """Allocate a case to two people, who begin a form each."""
    officer = make_desk("Oli Officer", Role.QA_OFFICER)
    lead, peer = make_desk("Lea Lead", Role.MANAGER), make_desk("Pia Peer", peer_role)
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
    said: dict[str, Value] = {paths.about("team"): "North", paths.OVERALL_GRADE: overall}
    return desk.record(audit, {**values, **given, **said}).audit


def talked_and_signed(desk: Desk, audit_id: AuditId, *, differ: bool) -> None:
    """Lock the first grades, write down the talk, and sign."""
    desk.sharing.lock_grade(audit_id)
    audit = desk.open_audit(audit_id)
    said = {paths.answer("her-audit.talk"): "The plan.", paths.answer("her-audit.differ"): "yes" if differ else "no"}
    audit = desk.record(audit, said).audit
    roles = [block.role for block in audit.signatories()]
    desk.sign_audit(desk.record_signature.typed(audit, [(role, desk.owner.name) for role in roles]).id)


def submitted(make_desk: MakeDesk, lead: Mapping[str, str], peer: Mapping[str, str], overall: str = "good") -> Two:
    """Carry both forms through to the QA team; `overall` is the peer's, the lead's is good."""
    two = begun(make_desk)
    differ = dict(lead) != dict(peer) or overall != "good"
    for (one, audit_id), given, grade in zip(two.forms, (lead, peer), ("good", overall), strict=True):
        fill_in(one.desk, audit_id, given, grade)
        talked_and_signed(one.desk, audit_id, differ=differ)
    sync(two.lead, two.peer, two.officer)
    return two


def brought_pair(folder: Path, officer: OpenDesk, peer: Mapping[str, str], overall: str = "good") -> str:
    """Let two people audit a case, and bring both signed forms to an officer; return the pair. The lead's are good."""
    number = len(list(folder.glob("pair-*")))
    name = f"20261101-{number:024}"
    differ = bool(peer) or overall != "good"
    given: tuple[tuple[str, str, Mapping[str, str], str], ...] = (
        ("Lea Lead", "lead", {}, "good"),
        ("Pia Peer", "peer", peer, overall),
    )
    for who, seat, grades, grade in given:
        desk = new_desk(folder / f"pair-{number}-{seat}", who)
        fields: dict[str, Value] = {pairs.PAIR: name, pairs.PART: seat, paths.header("form"): seat}
        audit = desk.desk.start_audit(StartRequest("her-audit", f"{CASE}{number}", "W. Worker", fields=fields))
        fill_in(desk.desk, audit.id, grades, grade)
        talked_and_signed(desk.desk, audit.id, differ=differ)
        officer.store.keep_tool(audit.tool.content_hash, desk.store.tool_definition(audit.tool.content_hash))
        documents = desk.store.documents_of(audit.id)
        officer.store.bring([desk.desk.owner], desk.store.operations(audit.id), documents)
        desk.desk.close()
    return name


def moderated(desk: Desk, audit: Audit, grade: str) -> None:
    """Settle the final grade with an action plan, and sign."""
    values: dict[str, Value] = {
        paths.answer("her-mod.2"): "yes",
        paths.answer("her-mod.3"): "not_required",
        paths.answer("her-mod.5"): "The plan does not follow the assessment.",
        paths.header("moderator_role"): "head_of_service",
        paths.OVERALL_GRADE: grade,
        paths.OVERALL_REASON: "Both saw the same file; the plan decides.",
        "action/m1/what": "Rewrite the plan from the assessment and share it with the family",
        "action/m1/who": "Social worker",
        "action/m1/due": "2026-12-11",
        "action/m1/measure": "Seen on the file",
    }
    audit = desk.record(audit, values).audit
    desk.sign_audit(desk.record_signature.typed(audit, [("moderator", desk.owner.name)]).id)
