"""What is due for disposal follows from the authority's profile alone; what is on hold is never due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.authority import read_profile
from qa_desktop.domain.exchange import UnderWay
from qa_desktop.domain.holding import HoldReason, Terms
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.periods import Period, PeriodStart, RecordKind
from qa_desktop.domain.record import Role
from qa_desktop.domain.retention import Reason
from qa_desktop.errors import NotAllowed, SeveralProblems
from qa_desktop.services.list_due import latest_signing
from qa_desktop.services.start_audit import StartRequest
from tests.authorities import Authority
from tests.desks import MOMENT, OpenDesk, new_desk, sign_an_audit
from tests.sample_audits import COMPLETE_BRA
from tests.toolkit.cost import least_seconds

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


def sign_as_many(one: OpenDesk, audit: AuditId, number: int) -> None:
    """Add rows like that of an audit, signed some months later."""
    with one.store._write() as run:
        columns = [str(row[0]) for row in run("SELECT name FROM pragma_table_info('audit')") if row[0] != "number"]
        others = {"id": "'copy-' || n.value", "signed_at": "'2027-03-01T09:00:00.000+00:00'"}
        run(
            f"INSERT INTO audit ({', '.join(columns)}) "  # noqa: S608 - the names of our own columns
            "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT ?) "
            f"SELECT {', '.join(others.get(name, name) for name in columns)} FROM audit, n WHERE id = ?",
            (number, audit),
        )


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


@pytest.mark.parametrize(("met", "ended"), [("2019-03-04", date(2026, 3, 4)), ("2026-11-03", date(2033, 11, 3))])
def test_a_period_from_the_last_meeting_runs_from_it_however_far_from_the_signature_it_was(
    officer: OpenDesk, met: str, ended: date
) -> None:
    audit = officer.desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    meetings: dict[str, Value] = {paths.entry("sitting", one, "day"): met for one in (audit.sittings[0].id, "s1")}
    audit = officer.desk.record(audit, COMPLETE_BRA | meetings).audit
    named = [("auditor", officer.desk.owner.name), ("practitioner", "A. Practitioner")]
    officer.desk.sign_audit(officer.desk.record_signature.typed(audit, named).id)
    adopt(officer, {**CASES, "from": "last_meeting"})

    before, (due,) = officer.desk.due(ended - timedelta(days=1)), officer.desk.due(ended)

    assert before == ()
    assert (due.began, due.ended) == (date.fromisoformat(met), ended)


@pytest.mark.parametrize("months", range(1, 30))
@pytest.mark.parametrize("signed", [date(2026, 11, 30), date(2027, 1, 31), date(2027, 2, 28), date(2028, 2, 29)])
def test_no_period_is_over_sooner_than_is_looked_for(signed: date, months: int) -> None:
    period = Period(RecordKind.CASE_AUDIT, months, PeriodStart.SIGNATURE, "CS-12")

    assert latest_signing([period], period.ends(signed)) >= signed


@pytest.mark.parametrize(("start", "times"), [("signature", 50), ("last_meeting", 1000)])
def test_fifty_thousand_audits_cost_no_more_than_opening_a_few(officer: OpenDesk, start: str, times: int) -> None:
    audit = sign_an_audit(officer.desk)
    adopt(officer, {**CASES, "from": start}, DRAFTS)
    sign_as_many(officer, audit, 50_000)

    cost, one = least_seconds(lambda: officer.desk.due(DUE_ON)), least_seconds(lambda: officer.desk.open_audit(audit))

    assert [found.audit for found in officer.desk.due(DUE_ON)] == [audit]
    assert len(officer.store.signed_by(date(2027, 3, 2), or_met=False)) == 50_001
    assert cost < times * one


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
