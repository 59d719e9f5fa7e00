"""A concern about a worker is in nothing that is made of the audit, and only the auditor and QA officers record one."""

from __future__ import annotations

import pytest

from qa_desktop.domain import paths
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk
from tests.sync.two_people import finish, start

SECRET = "They were alone with the child behind a locked door"
WORDS = {"what": SECRET, "about": "W. Worker", "told": "LADO, 21 November, by telephone"}


def of(one: OpenDesk) -> list[str]:
    return [concern.what for concern in one.desk.restricted_concerns.all()]


def test_p22_it_is_in_neither_audit_nor_note_nor_history_nor_bundle(auditor: OpenDesk, officer: OpenDesk) -> None:
    desk = auditor.desk
    audit_id = start(desk)
    recorded = desk.restricted_concerns.record(desk.open_audit(audit_id), WORDS)
    finish(desk, audit_id)
    later = desk.restricted_concerns.add(desk.open_audit(audit_id), recorded.id, {"outcome": "LADO looks into it"})
    assert (later.what, later.about, later.outcome) == (SECRET, "W. Worker", "LADO looks into it")

    audit = desk.open_audit(audit_id)
    assert not [path for path in audit.record.fields if "worker_concern" in path]
    assert not [one for one in desk.audit_log(audit_id) if "worker_concern" in one.what]
    sealed = audit.record.fields[paths.SIGNED].value
    assert isinstance(sealed, tuple)
    assert sealed
    assert not [one for one in sealed if any(op in one for op in recorded.operations)]
    file = auditor.place.folder / "audit.qab"
    desk.export_bundle([audit_id], officer.desk.owner.address, file)
    officer.desk.import_bundle(file)
    assert of(officer) == []
    assert officer.desk.open_audit(audit_id).is_signed


def test_p22_who_may_record_and_where_is_said_in_a_sentence(auditor: OpenDesk) -> None:
    desk = auditor.desk
    audit = desk.open_audit(start(desk))
    with pytest.raises(InputProblem):
        desk.restricted_concerns.record(audit, {"about": "W. Worker"})
    sample = desk.start_audit(StartRequest("bra-live-audit", "48-1", fields={paths.SAMPLE: True}))
    with pytest.raises(NotAllowed, match="stays on this laptop"):
        desk.restricted_concerns.record(sample, WORDS)
    assert of(auditor) == []
