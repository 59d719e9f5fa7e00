"""Decisions of the check before signing in a real profile: when they fall, that undo brings them back, their end."""

from __future__ import annotations

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.check_before_signing_decision import CheckKind, decision_path
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.operation import Value
from qa_desktop.errors import NotAllowed, SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk
from tests.sample_audits import COMPLETE_BRA

BORN = "She was born on 12 March 2015."
KEPT = decision_path(paths.STRENGTHS, CheckKind.BIRTH_DATE)


@pytest.fixture
def left(auditor: OpenDesk) -> Audit:
    """An audit whose one finding was left as it is."""
    audit = auditor.desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    audit = auditor.desk.record(audit, {**COMPLETE_BRA, paths.STRENGTHS: BORN}).audit
    (found,) = auditor.desk.check_before_signing(audit)
    return auditor.desk.record(audit, found.decision).audit


def is_left(auditor: OpenDesk, audit: Audit) -> list[bool]:
    return [one.left for one in auditor.desk.check_before_signing(auditor.desk.open_audit(audit.id))]


def test_what_was_left_is_known_when_the_audit_is_opened_again(auditor: OpenDesk, left: Audit) -> None:
    assert is_left(auditor, left) == [True]


def test_a_decision_falls_in_the_same_write_as_the_text_and_undo_brings_both_back(
    auditor: OpenDesk, left: Audit
) -> None:
    changed = auditor.desk.record(left, {paths.STRENGTHS: f"{BORN} In Leeds."})
    fallen = is_left(auditor, left)
    auditor.desk.record(changed.audit, changed.before)

    assert changed.before == {paths.STRENGTHS: BORN, KEPT: left.text(KEPT)}
    assert fallen == [False]
    assert is_left(auditor, left) == [True]


@pytest.mark.parametrize(
    ("path", "value"), [("check/summary/strengths/mischief", "op"), (KEPT, True), ("check/summary/strengths/", "op")]
)
def test_what_is_no_decision_is_refused(auditor: OpenDesk, left: Audit, path: str, value: Value) -> None:
    with pytest.raises(SeveralProblems):
        auditor.desk.record(left, {path: value})


def test_a_signed_audit_is_not_checked_and_its_amendment_begins_without_decisions(
    auditor: OpenDesk, left: Audit
) -> None:
    desk = auditor.desk
    typed = desk.record_signature.typed(left, [("auditor", "Ada Auditor"), ("practitioner", "A. Practitioner")])
    signed = desk.sign_audit(typed.id)
    note = compose_note(signed, NoteOccasion(auditor.clock.now(), "head"))

    with pytest.raises(NotAllowed, match="signed"):
        desk.check_before_signing(signed)
    amended = desk.amend_audit(signed.id)

    assert BORN in repr(note)
    assert CheckKind.BIRTH_DATE.value not in repr(note)
    assert [one.left for one in desk.check_before_signing(amended)] == [False]
    assert KEPT not in amended.record.fields
