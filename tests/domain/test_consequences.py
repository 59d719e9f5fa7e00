from datetime import date

import pytest

from qa_desktop.domain import consequences, paths
from qa_desktop.domain.operation import Value
from tests.sample_audits import COMPLETE_BRA, STARTED, audit_of

GRADED_T2: dict[str, Value] = {**STARTED, paths.OVERALL_REASON: "Because of what was found."}


@pytest.mark.parametrize(
    ("grade", "told"),
    [
        ("inadequate", ("Head of Service", "Assistant Director")),
        ("requires_improvement", ("Head of Service", "Team Manager")),
        ("good", ("Team Manager",)),
        ("outstanding", ("Team Manager", "Head of Service", "Assistant Director")),
    ],
)
def test_rochdale_tells_exactly_the_printed_recipients(grade: str, told: tuple[str, ...]) -> None:
    found = consequences.escalation(audit_of("roc-t2-hos", {**GRADED_T2, paths.OVERALL_GRADE: grade}))
    assert found is not None
    assert set(found.recipients) == set(told)


def test_the_conference_chair_is_told_where_the_case_has_one() -> None:
    values = {**GRADED_T2, paths.OVERALL_GRADE: "requires_improvement", paths.about("iro_or_chair"): "yes"}
    found = consequences.escalation(audit_of("roc-t2-hos", values))
    assert found is not None
    assert any("IRO" in recipient for recipient in found.recipients)


def test_nothing_follows_before_the_reason_is_given() -> None:
    audit = audit_of("roc-t2-hos", {**STARTED, paths.OVERALL_GRADE: "inadequate"})
    assert consequences.escalation(audit) is None


def test_bracknell_counts_five_working_days_and_a_month_from_the_meeting() -> None:
    found = {one.rule.unit: one.on for one in consequences.deadlines(audit_of("bra-live-audit", COMPLETE_BRA))}
    assert found["working_days"] == date(2026, 11, 27)
    assert found["months"] == date(2026, 12, 21)


def test_dates_run_from_the_last_sitting() -> None:
    values = {**COMPLETE_BRA, "sitting/s2/day": "2026-11-25"}
    found = {one.rule.unit: one.on for one in consequences.deadlines(audit_of("bra-live-audit", values))}
    assert found["working_days"] == date(2026, 12, 2)


def test_yes_to_supervision_question_ten_raises_an_observation() -> None:
    audit = audit_of("roc-supervision-file", {**STARTED, paths.answer("roc-sup.10"): "yes"})
    assert [rule.item for rule in consequences.follow_ups(audit)] == ["roc-sup.10"]
    calm = audit_of("roc-supervision-file", {**STARTED, paths.answer("roc-sup.10"): "no"})
    assert consequences.follow_ups(calm) == ()
