"""What may still be written once an audit is signed."""

from __future__ import annotations

import pytest

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import AuditState
from qa_desktop.errors import NotAllowed
from tests.models.profiles import OpenedProfile


@pytest.fixture
def signed(profile: OpenedProfile) -> AuditId:
    audit_id = profile.start_audit()
    profile.put(audit_id, "answer/q1/value", "good")
    profile.put(audit_id, "signature/auditor/state", "signed")
    profile.put(audit_id, "signature/practitioner/state", "later")
    profile.sign(audit_id)
    return audit_id


def test_signing_makes_the_audit_a_signed_one(profile: OpenedProfile, signed: AuditId) -> None:
    assert profile.store.load(signed).state is AuditState.SIGNED
    assert profile.store.home().signed_this_month == 1


@pytest.mark.parametrize(
    "path",
    ["answer/q1/value", "overall/grade", "action/a1/what", "signature/auditor/name", "disagreement/d1/auditor_view"],
)
def test_what_was_signed_stays_as_it_was_signed(profile: OpenedProfile, signed: AuditId, path: str) -> None:
    before = profile.store.operations(signed)

    with pytest.raises(NotAllowed, match="amendment"):
        profile.put(signed, path, "changed")

    assert profile.store.operations(signed) == before


@pytest.mark.parametrize(
    "path",
    ["filing/case_note/done", "followup/f1/outcome", "comment/c1/text", "action/a1/done", "disagreement/d1/advice"],
)
def test_what_happens_afterwards_appends(profile: OpenedProfile, signed: AuditId, path: str) -> None:
    profile.put(signed, path, "new")

    assert profile.store.load(signed).fields[path].value == "new"


def test_who_was_to_sign_later_signs_step_by_step(profile: OpenedProfile, signed: AuditId) -> None:
    profile.put(signed, "signature/practitioner/state", "signed")
    profile.put(signed, "signature/practitioner/name", "Pat Practitioner")

    fields = profile.store.load(signed).fields
    assert fields["signature/practitioner/name"].value == "Pat Practitioner"


def test_an_operation_that_a_signature_covers_is_never_rewritten(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    covered = profile.put(audit_id, "signature/manager/name", "M. Manager")
    profile.sign(audit_id)

    later = profile.put(audit_id, "signature/manager/name", "Mary Manager")

    assert profile.store.history(audit_id, "signature/manager/name") == (covered, later)


def test_private_notes_can_be_thrown_away_afterwards(profile: OpenedProfile, signed: AuditId) -> None:
    profile.put(signed, "prep/jotter", None, f"private:{profile.store.owner.id}")

    assert profile.store.load(signed).fields["prep/jotter"].value is None
