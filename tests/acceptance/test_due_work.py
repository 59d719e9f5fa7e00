"""What is due because of audits, as each authority's framework says, and who is shown it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.domain import paths
from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.record import Role
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.domain.work_list import Scope, WorkFilter
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.services.start_audit import StartRequest
from tests.acceptance.due import MET, at, lines, signed_after_meeting, tell_people, work
from tests.desks import PASSPHRASE, OpenDesk, new_desk
from tests.full_audits import actions

As = Callable[[str, Role], OpenDesk]


@pytest.fixture
def working_as(tmp_path: Path) -> Iterator[As]:
    opened: list[OpenDesk] = []

    def make(authority: str, role: Role = Role.QA_OFFICER) -> OpenDesk:
        opened.append(new_desk(tmp_path / authority, "Olu Officer", role))
        opened[-1].desk.authority_settings.choose(authority)
        return opened[-1]

    yield make
    for one in opened:
        one.desk.close()


def test_r9_supervision_question_10_raises_an_observation_until_somebody_arranged_it(working_as: As) -> None:
    manager = working_as("rochdale", Role.MANAGER)
    signed_after_meeting(manager, "roc-supervision-file", {paths.answer("roc-sup.10"): "no"}, subject="File 1")
    signed_after_meeting(manager, "roc-supervision-file", {paths.answer("roc-sup.10"): "yes"}, subject="File 2")

    (raised,) = work(manager, WorkKind.FOLLOW_UP).values()
    assert (raised.subject, "observation" in raised.what) == ("File 2", True)
    assert manager.desk.home().work.of_kind["follow_up"] == 1

    manager.desk.work.mark_done(raised)
    assert work(manager, WorkKind.FOLLOW_UP) == {}


def test_r12_remedial_work_of_a_thematic_audit_is_due_five_days_after_the_audit(working_as: As) -> None:
    officer = working_as("rochdale", Role.QA_OFFICER)
    signed_after_meeting(officer, "roc-thematic", actions(("a1", "2026-12-21")))

    due = work(officer)

    assert due["deadline.remedial"].due == date(2026, 11, 21)
    assert due["action.a1"].due == date(2026, 11, 21)


def test_b5_immediate_actions_are_due_in_five_working_days_and_others_within_a_month(working_as: As) -> None:
    officer = working_as("bracknell-forest", Role.QA_OFFICER)
    planned = {**actions(("a1", "2026-12-31"), ("a2", "2026-12-31")), "action/a1/immediate": True}
    signed_after_meeting(officer, "bra-live-audit", planned, met=date(2026, 12, 23))

    due = {key: one.due for key, one in work(officer).items() if one.due is not None}

    assert due["deadline.immediate"] == date(2027, 1, 4)
    assert due["deadline.supervision"] == date(2027, 1, 23)


@pytest.mark.parametrize("grade", ["requires_improvement", "inadequate"])
def test_b7_poor_grades_are_on_the_officers_monitor_and_no_others(working_as: As, grade: str) -> None:
    officer = working_as("bracknell-forest", Role.QA_OFFICER)
    signed_after_meeting(officer, "bra-live-audit", {paths.OVERALL_GRADE: "good"}, subject="Good")
    signed_after_meeting(officer, "bra-live-audit", {paths.OVERALL_GRADE: grade}, subject="Poor")

    assert {one.subject for one in work(officer, poor_only=True).values()} == {"Poor"}


def test_h3_lead_and_peer_are_both_due_three_weeks_after_allocation(working_as: As) -> None:
    officer = working_as("herefordshire", Role.QA_OFFICER)
    tell_people(officer, ("p-1", "Lia Lead", Role.MANAGER), ("p-2", "Pia Peer", Role.AUDITOR))
    at(officer, date(2026, 12, 1))
    ask = AllocationRequest("Lia Lead", "her-audit", "48-7", pair="pair-1", part="lead")

    both = officer.desk.allocate.several([ask, replace(ask, person="Pia Peer", part="peer")])

    assert {(one.person, one.due) for one in both} == {("p-1", date(2026, 12, 22)), ("p-2", date(2026, 12, 22))}


def test_h3_a_form_is_due_three_weeks_after_allocation_until_it_is_submitted(working_as: As) -> None:
    auditor = working_as("herefordshire", Role.QA_OFFICER)
    tell_people(auditor, (auditor.desk.owner.id, "Olu Officer", Role.QA_OFFICER))
    at(auditor, date(2026, 12, 1))
    made: Allocation = auditor.desk.allocate(AllocationRequest("Olu Officer", "her-audit", "48-7"))
    at(auditor, date(2026, 12, 9))

    auditor.desk.allocate.start(made.id)

    (form,) = work(auditor, WorkKind.HAND_IN).values()
    assert (form.due, form.whose) == (date(2026, 12, 22), "Auditor")
    at(auditor, date(2026, 12, 23))
    assert auditor.desk.home().work.overdue == 1


def test_h7_inadequate_alerts_the_head_of_service_and_sets_both_dates_from_the_initial_audit(working_as: As) -> None:
    officer = working_as("herefordshire", Role.QA_OFFICER)
    audit = signed_after_meeting(officer, "her-audit", {paths.OVERALL_GRADE: "inadequate"}, met=date(2026, 11, 30))

    due = work(officer)

    assert due["telling.head-of-service"].what == "Tell Head of Service"
    assert due["deadline.review"].due == date(2027, 1, 11)
    assert due["deadline.re-audit"].due == date(2027, 2, 28)

    record = officer.desk.start_audit(StartRequest("her-inadequate", "48-7"))
    officer.desk.record(record, officer.desk.link_audit(record, "initial", audit.id))
    after = {(one.audit, one.key): one.due for one in lines(officer) if one.key in DATES}
    assert after == {
        (record.id, "deadline.review"): date(2027, 1, 11),
        (record.id, "deadline.re-audit"): date(2027, 2, 28),
    }


DATES = ("deadline.review", "deadline.re-audit")


def test_s3_a_case_action_not_addressed_within_one_week_is_flagged(working_as: As) -> None:
    officer = working_as("slough", Role.QA_OFFICER)
    signed_after_meeting(officer, "slo-case-audit", {paths.answer("slo-case.2"): "no"})
    week = work(officer)["deadline.one-week"]

    counted = []
    for day in (date(2026, 11, 23), date(2026, 11, 24)):
        at(officer, day)
        counted.append(officer.desk.work.counts(Scope.ALL).overdue)
    officer.desk.work.mark_done(week)

    assert week.due == date(2026, 11, 23)
    assert counted == [0, 1]
    assert "deadline.one-week" not in work(officer)


def test_s7_a_case_is_rated_again_every_quarter_from_its_dated_baseline(working_as: As) -> None:
    manager = working_as("slough", Role.MANAGER)
    rated = {paths.header("rating_date"): "2012-11-30"}
    first = signed_after_meeting(manager, "slo-brag-tool", rated, met=date(2012, 11, 30))
    signed_after_meeting(manager, "slo-brag-tool", rated, met=date(2012, 11, 30), subject="51-0093")

    before = {one.subject: one.due for one in lines(manager, WorkKind.ROUND)}
    again = {paths.header("rating_date"): "2013-02-27"}
    signed_after_meeting(manager, "slo-brag-tool", again, met=date(2013, 2, 27))
    after = manager.desk.work.calendar(WorkFilter(kind=WorkKind.ROUND))

    assert before[first.subject] == date(2013, 2, 28)
    assert after.decode().count("DTSTART;VALUE=DATE:20130527") == 1
    assert after.decode().count("DTSTART;VALUE=DATE:20130228") == 1


def test_d3_each_practitioner_shows_two_observations_a_year_and_who_is_overdue(
    working_as: As, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    manager = working_as("durham", Role.MANAGER)
    tell_people(
        manager, ("p-1", "Ann", Role.PRACTITIONER), ("p-2", "Ben", Role.PRACTITIONER), ("p-3", "Cy", Role.PRACTITIONER)
    )
    for name, met in (("Ann", date(2026, 3, 2)), ("Ann", date(2026, 9, 1)), ("Ben", date(2026, 3, 2))):
        who = {paths.about("practitioner"): name, paths.header("observed_on"): met.isoformat()}
        signed_after_meeting(manager, "dur-practice-observation", who, met=met, subject=name)
    at(manager, MET)

    told = {one.practitioner: (one.in_a_year, one.expected, one.due, one.is_overdue) for one in manager.desk.observed()}

    assert told == {
        "Cy": (0, 2, None, True),
        "Ben": (1, 2, date(2026, 9, 2), True),
        "Ann": (2, 2, date(2027, 3, 1), False),
    }
    (rounds,) = (one for one in lines(manager, WorkKind.ROUND) if one.subject == "Ben")
    assert rounds.is_overdue(MET)

    quotas = {row.name: (row.done, row.wanted, row.missing) for row in manager.desk.planning.quotas().rows}
    in_march = {row.name: row.done for row in manager.desk.planning.quotas(date(2026, 3, 1)).rows}
    assert quotas == {"Ann": (2, 2, 0), "Ben": (1, 2, 1), "Cy": (0, 2, 2)}
    assert in_march == {"Ann": 1, "Ben": 1, "Cy": 0}
    assert manager.desk.planning.quotas().posts == ()
    assert manager.desk.planning.quotas.own() == ()

    manager.desk.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    assert cli.run(["work", "observed", "--overdue", "--json", "--data", str(tmp_path / "durham")]) == 0
    assert [one["practitioner"] for one in json.loads(capsys.readouterr().out)][:2] == ["Cy", "Ben"]
