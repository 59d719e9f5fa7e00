"""What people do with one audit on several laptops, for the tests of sharing."""

from __future__ import annotations

from qa_desktop.domain.exchange import Outcome, RunReport
from qa_desktop.domain.ids import AuditId
from qa_desktop.services.desk import Desk
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk
from tests.sample_audits import COMPLETE_BRA

COMMENT = "overall/reason"


def introduce(*desks: OpenDesk) -> None:
    """Let everybody know everybody, as the authority's directory does."""
    for one in desks:
        one.store.bring([other.desk.owner for other in desks], [], [])


def sync(*desks: OpenDesk) -> list[RunReport]:
    reports = [one.desk.sync_now(lambda: False) for one in desks]
    assert [report.outcome for report in reports] == [Outcome.DONE] * len(desks)
    return reports


def start(desk: Desk) -> AuditId:
    audit = desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    return desk.record(audit, COMPLETE_BRA).audit.id


def write(one: OpenDesk, audit_id: AuditId, path: str, words: str) -> None:
    one.desk.record(one.desk.open_audit(audit_id), {path: words})


def finish(desk: Desk, audit_id: AuditId) -> None:
    named = [("auditor", desk.owner.name), ("practitioner", "A. Practitioner")]
    desk.sign_audit(desk.record_signature.typed(desk.open_audit(audit_id), named).id)
