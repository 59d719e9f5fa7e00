"""Whom each framework tells, and what it asks of them: R3, H7, H9, B10 and S11 of the catalogue."""

from __future__ import annotations

from datetime import date

import pytest

from qa_desktop.domain import consequences, paths
from qa_desktop.domain.entries import TellWay
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import AuditState, Role
from qa_desktop.domain.telling import Tell, comment_values, open_tells, tell_key, tells, told_values
from tests.acceptance.pairs import submitted
from tests.sample_audits import STARTED, audit_of
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import sync

DAY = date(2026, 11, 23)


def told(tool: str, **values: Value) -> list[Tell]:
    said = {path.replace("__", "/"): value for path, value in values.items()}
    complete = {**STARTED, paths.OVERALL_REASON: "Because of what was found.", **said}
    return list(tells(audit_of(tool, complete, AuditState.SIGNED)))


def recipients(tool: str, **values: Value) -> list[str]:
    return [one.recipient for one in told(tool, **values)]


@pytest.mark.parametrize("tool", ["roc-t1-generic", "roc-t2-hos"])
def test_r3_the_four_escalation_sets_are_told_exactly_as_the_table_says(tool: str) -> None:
    chair: dict[str, Value] = {"about__iro_or_chair": "yes"}

    assert recipients(tool, overall__grade="inadequate") == ["Head of Service", "Assistant Director"]
    assert recipients(tool, overall__grade="requires_improvement") == ["Head of Service", "Team Manager"]
    with_chair = recipients(tool, overall__grade="requires_improvement", **chair)
    assert with_chair == ["Head of Service", "Team Manager", "IRO/Conference Chair"]
    assert recipients(tool, overall__grade="good") == ["Team Manager"]
    outstanding = recipients(tool, overall__grade="outstanding")
    assert outstanding == ["Team Manager", "Head of Service", "Assistant Director"]
    assert recipients(tool, overall__grade="good", **chair) == ["Team Manager"]


def test_h7_an_inadequate_audit_alerts_the_head_of_service_and_waits_for_their_comment(make_desk: MakeDesk) -> None:
    two = submitted(make_desk, {}, {}, "inadequate")
    head = make_desk("Hana Head", Role.HEAD_OF_SERVICE)
    sync(head, two.officer)
    audit = two.officer.desk.open_audit(two.peered)
    (waiting,) = [one for one in open_tells(audit) if one.asks_comment]
    assert waiting.recipient == "Head of Service"

    two.officer.desk.record(audit, told_values(waiting.key, "Oli Officer", DAY, TellWay.TELEPHONE, "Hana Head"))
    sync(two.officer, head)
    seen = head.desk.open_audit(two.peered)
    (asked,) = [one for one in open_tells(seen) if one.asks_comment]
    assert asked.is_told
    head.desk.record(seen, comment_values(asked.key, "I have looked at this with the manager.", "Hana Head", DAY))
    sync(head, two.officer, two.peer)

    for one in (two.officer, two.peer):
        (found,) = [tell for tell in tells(one.desk.open_audit(two.peered)) if tell.asks_comment]
        assert (found.comment, found.comment_by, found.is_open) == (
            "I have looked at this with the manager.",
            "Hana Head",
            False,
        )


def test_h7_the_dates_run_from_the_initial_audit() -> None:
    audit = audit_of(
        "her-audit",
        {**STARTED, paths.OVERALL_GRADE: "inadequate", paths.OVERALL_REASON: "Nobody saw the child."},
        AuditState.SIGNED,
    )
    dates = {one.rule.id: one.on for one in consequences.deadlines(audit)}
    assert dates["review"] == date(2027, 1, 2)
    assert date(2027, 2, 21) in dates.values()


@pytest.mark.parametrize("grade", ["outstanding", "good", "requires_improvement", "inadequate"])
def test_h9_every_completed_audit_is_told_to_all_relevant_staff_and_managers(grade: str) -> None:
    found = told("her-audit", overall__grade=grade)

    everybody = next(one for one in found if one.key == tell_key("All relevant staff and managers on the case"))
    assert everybody.is_open


def test_b10_key_recommendations_go_to_all_csc_staff(make_desk: MakeDesk) -> None:
    officer = make_desk("Oli Officer", Role.QA_OFFICER)
    officer.desk.authority_settings.choose("bracknell-forest")

    draft = officer.desk.prepare_email.learning("Write the child's own words into every plan.")

    assert draft.unknown == ("All CSC staff",)  # the settings that come with the program hold no address
    assert b"X-Unsent: 1" in draft.data


def test_s11_a_head_of_service_audit_goes_to_manager_worker_and_the_head_of_quality_assurance() -> None:
    by_head = recipients("slo-case-audit", header__audited_as__value="head_of_service")

    assert by_head == [
        "Practice Manager",
        "Social Worker",
        "Head of Service Safeguarding and Quality Assurance",
    ]
    assert recipients("slo-cp-report") == ["Practice Manager"]
