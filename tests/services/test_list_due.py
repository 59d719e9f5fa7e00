"""What is due for disposal follows from the authority's profile alone; what is on hold is never due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from qa_desktop.domain.authority import read_profile
from qa_desktop.domain.exchange import UnderWay
from qa_desktop.domain.holding import HoldReason, Terms
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.periods import RecordKind
from qa_desktop.domain.record import Role
from qa_desktop.domain.retention import Reason
from qa_desktop.errors import NotAllowed, SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from tests.authorities import Authority
from tests.desks import MOMENT, OpenDesk, new_desk, sign_an_audit

AUTHORITY = Authority()
CASES = {"kind": "case_audit", "months": 84, "from": "signature", "law": "CS-12"}
DRAFTS = {"kind": "draft", "months": 12, "from": "last_change", "law": "CS-14"}
SIGNED_ON = date(2026, 11, 21)
DUE_ON = date(2033, 11, 21)


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    made.desk.authority.pin(AUTHORITY.fingerprint)
    yield made
    made.desk.close()


def adopt(one: OpenDesk, *periods: dict[str, object]) -> None:
    one.desk.authority(AUTHORITY.sign(retention=list(periods)))


def test_a_signed_audit_is_due_from_the_day_on_which_its_period_ends(officer: OpenDesk) -> None:
    audit = sign_an_audit(officer.desk)
    adopt(officer, CASES)

    before, (due,) = officer.desk.due(DUE_ON - timedelta(days=1)), officer.desk.due(DUE_ON)

    assert before == ()
    assert (due.audit, due.began, due.ended, due.is_asked) == (audit, SIGNED_ON, DUE_ON, False)
    assert (due.period.kind, due.period.law) == (RecordKind.CASE_AUDIT, "CS-12")


def test_without_a_profile_or_a_period_for_its_kind_nothing_is_due(officer: OpenDesk) -> None:
    sign_an_audit(officer.desk)
    without = officer.desk.due(date(2999, 1, 1))

    adopt(officer, {**CASES, "kind": "staff_audit"})

    assert without == officer.desk.due(date(2999, 1, 1)) == ()


def test_what_is_on_hold_is_never_due_and_what_is_asked_says_so(officer: OpenDesk) -> None:
    held, asked = sign_an_audit(officer.desk), sign_an_audit(officer.desk)
    adopt(officer, CASES)

    officer.desk.sharing.holds.place(held, Terms(HoldReason.COURT))
    officer.desk.erase.dispose(asked, Reason.RETENTION_ENDED)

    assert [(one.audit, one.is_asked) for one in officer.desk.due(DUE_ON)] == [(asked, True)]


def test_drafts_of_others_count_from_what_came_last_and_samples_never(officer: OpenDesk) -> None:
    adopt(officer, DRAFTS)
    own = officer.desk.start_audit(StartRequest("bra-live-audit", "48-1111")).id
    officer.desk.start_sample()
    old = MOMENT - timedelta(days=400)
    line = UnderWay(AuditId("theirs"), "bra-live-audit", PersonId("ben"), "Ben Bell", "draft", old, old)
    officer.store.sync.replace_under_way([line], "mark")

    now, later = officer.desk.due(SIGNED_ON), officer.desk.due(date(2028, 1, 1))

    assert [one.audit for one in now] == ["theirs"]
    assert [one.audit for one in later] == ["theirs", own]


def test_a_period_from_the_closure_of_a_case_is_for_a_person_to_look_up(officer: OpenDesk) -> None:
    sign_an_audit(officer.desk)
    adopt(officer, {**CASES, "from": "closure"})

    early, (due,) = officer.desk.due(DUE_ON - timedelta(days=1)), officer.desk.due(DUE_ON)

    assert early == ()
    assert (due.began, due.ended) == (None, None)


def test_an_auditor_is_not_told(tmp_path: Path) -> None:
    auditor = new_desk(tmp_path / "auditor")

    with pytest.raises(NotAllowed, match="Only QA officers"):
        auditor.desk.due(DUE_ON)

    auditor.desk.close()


@pytest.mark.parametrize("changed", [{"kind": "cases"}, {"from": "last_change"}, {"months": 0}, {"law": ""}])
def test_a_period_that_says_nothing_of_use_is_said_before_it_is_signed(changed: dict[str, object]) -> None:
    with pytest.raises(SeveralProblems) as told:
        read_profile(AUTHORITY.content(retention=[CASES | changed]))

    assert [one.where.startswith("retention, number 1") for one in told.value.mistakes] == [True]


def test_a_kind_has_one_period(officer: OpenDesk) -> None:
    assert officer.desk.due.periods == ()

    with pytest.raises(SeveralProblems):
        read_profile(AUTHORITY.content(retention=[CASES, CASES]))
