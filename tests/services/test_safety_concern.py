"""A safety concern in a real profile: what a signature closes of it, and what is written beside it afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from qa_desktop.domain import paths, safety
from qa_desktop.domain.concern import Call, CallState, ConcernState
from qa_desktop.errors import SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from tests.desks import MOMENT, OpenDesk
from tests.sample_audits import COMPLETE_BRA

CALL = Call("k1", "Mo Manager", CallState.TOLD, date(2026, 11, 21), "14:40", "Visits the child today")
RAISED = {**safety.raise_values("c1", MOMENT), "concern/c1/what": "A bruise"}


def test_what_was_signed_of_a_concern_stays_and_more_is_written_beside_it(auditor: OpenDesk) -> None:
    desk = auditor.desk
    audit = desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    audit = desk.record(audit, {**COMPLETE_BRA, **RAISED, **safety.call_values(CALL, "c1")}).audit
    named = [("auditor", desk.owner.name), ("practitioner", "A. Practitioner")]
    signed = desk.sign_audit(desk.record_signature.typed(audit, named).id)

    with pytest.raises(SeveralProblems) as refused:
        desk.record(signed, {"concern/c1/what": "Nothing"})
    assert [one.where for one in refused.value.mistakes] == ["concern/c1/what"]
    more = Call("k2", "Hana, Head of Service", CallState.TOLD, date(2026, 11, 22), "09:00", "Agrees")
    later = {**safety.raise_values("c2", MOMENT), "concern/c2/what": "A second one"}
    desk.record(signed, {**safety.call_values(more, "c1"), **later})

    found = safety.concerns(desk.open_audit(signed.id))
    assert [(one.what, len(one.calls), one.state) for one in found] == [
        ("A bruise", 2, ConcernState.TOLD),
        ("A second one", 0, ConcernState.NOBODY_TOLD),
    ]


def test_p30_a_concern_holds_up_neither_saving_nor_handing_over(auditor: OpenDesk, officer: OpenDesk) -> None:
    desk = auditor.desk
    audit = desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    audit = desk.record(audit, RAISED).audit
    audit = desk.record(audit, {paths.OVERALL_REASON: "Written after it was raised"}).audit
    file = auditor.place.folder / "audit.qab"

    desk.export_bundle([audit.id], officer.desk.owner.address, file)
    officer.desk.import_bundle(file)

    state = safety.concern_state(officer.desk.open_audit(audit.id))
    assert state is ConcernState.NOBODY_TOLD


def test_the_authority_says_whom_to_call(auditor: OpenDesk) -> None:
    usual = auditor.desk.safety_contacts()
    auditor.desk.authority_settings.choose("rochdale")
    rochdale = auditor.desk.safety_contacts()

    assert [one.number for one in usual.contacts if one.id == "emergency"] == ["999"]
    assert any("Team Manager" in one.name for one in rochdale.contacts)
    assert [one.id for one in rochdale.worker_contacts] == ["lado", "hr", "whistleblowing"]
    assert {one.number for one in rochdale.contacts if one.id != "emergency"} == {""}
