"""Bracknell Forest: what everybody sees while a month is played, and what is left at its end."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy

import pytest

from qa_desktop.bootstrap.months.bracknell_forest import BracknellForest
from qa_desktop.domain import paths
from qa_desktop.domain.inbox import InboxNeed
from qa_desktop.domain.provisional import is_provisional
from tests.e2e.conftest import MakeStage
from tests.e2e.looks import Played, differing, played

VISIT, PLAN = "Visit the child this week", "Rewrite the plan with the family"


pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def month(make_stage: MakeStage) -> Played[BracknellForest]:
    story = BracknellForest(make_stage("bracknell-forest", date(2026, 9, 1)))
    return Played(story, played(story.scenes(), story.stage))


def subject(month: Played[BracknellForest], which: str) -> str:
    story = month.story
    return story.officer.desk.open_audit(story.agreed if which == "agreed" else story.disputed).subject


def test_the_case_comes_a_month_ahead_and_from_another_team(month: Played[BracknellForest]) -> None:
    story = month.story
    team_of = {line.split(",")[0]: line.split(",")[1] for line in story.list.read_text(encoding="utf-8").splitlines()}

    given = {name: month.after("the draw", name).allocated for name in ("Mo Manager", "Ned Notley")}

    assert {day for told in given.values() for _, _, day in told} == {date(2026, 10, 1)}
    assert [team_of[case] for case, _, _ in given["Mo Manager"]] == ["Duty Team B"]
    assert [team_of[case] for case, _, _ in given["Ned Notley"]] == ["Duty Team A"]


def test_the_meeting_is_booked_and_the_key_worker_is_asked_to_update_the_file(month: Played[BracknellForest]) -> None:
    assert month.after("the meetings", "Olu Officer").answers == (("booked", date(2026, 10, 1)),) * 2
    for invited in month.story.invited.values():
        body = message_from_bytes(invited.email, policy=policy.default).get_body()
        assert body is not None
        assert "bring the file of this case in Mosaic up to date" in body.get_content()


def test_requires_improvement_and_the_open_disagreement_are_on_the_officers_monitor(
    month: Played[BracknellForest],
) -> None:
    agreed, disputed = (subject(month, which) for which in ("agreed", "disputed"))

    audited, advised = (month.after(words, "Olu Officer").needs for words in ("the audit meetings", "the Quality"))

    poor = {(agreed, InboxNeed.REQUIRES_IMPROVEMENT), (disputed, InboxNeed.REQUIRES_IMPROVEMENT)}
    assert audited == {*poor, (disputed, InboxNeed.DISAGREEMENT)}
    assert advised == poor
    assert month.after("the validation panel", "Olu Officer").needs == frozenset()


def test_both_views_and_the_advice_are_kept_and_the_grade_stands(month: Played[BracknellForest]) -> None:
    story = month.story
    for reader in (story.officer, story.other):
        audit = reader.desk.open_audit(story.disputed)
        (one,) = audit.disagreements
        assert one.auditor_view.startswith("Requires improvement")
        assert one.practitioner_view.startswith("Good")
        assert one.advice_owner == "Olu Officer"
        assert not is_provisional(audit)
        assert audit.filing["return"].done


def test_immediate_actions_are_due_in_five_working_days_and_others_within_a_month(
    month: Played[BracknellForest],
) -> None:
    case = subject(month, "agreed")

    due = {what: day for about, what, day in month.after("the audit meetings", "Mo Manager").days if about == case}

    assert (due[VISIT], due[PLAN]) == (date(2026, 10, 8), date(2026, 11, 1))
    assert (case, VISIT) not in month.after("immediate actions", "Olu Officer").actions
    assert (case, PLAN) in month.after("immediate actions", "Olu Officer").actions
    assert month.after("supervision", "Olu Officer").actions == frozenset()
    for audit in (month.story.agreed, month.story.disputed):
        desk = month.story.officer.desk
        assert desk.follow_up.closing(desk.open_audit(audit)).is_closed


def test_the_panel_judges_an_audit_that_the_seed_draws_and_changes_no_grade(month: Played[BracknellForest]) -> None:
    story, desk = month.story, month.story.officer.desk
    (record,) = (desk.open_audit(one) for one in story.panel)

    assert desk.looking_again.again.check(record) == "As the seed draws them: 1 of 2 audits."
    assert (record.value(paths.header("audit_grade")), record.answer("bra-val.2").value) == (
        "requires_improvement",
        "yes",
    )
    assert {desk.open_audit(one).overall_grade for one in (story.agreed, story.disputed)} == {"requires_improvement"}


def test_line_managers_see_their_own_audits_alone_and_laptops_are_the_servers_log(
    month: Played[BracknellForest],
) -> None:
    stage = month.story.stage

    assert {name: month.after("the validation", name).inbox for name in ("Mo Manager", "Ned Notley")} == {
        "Mo Manager": frozenset(),
        "Ned Notley": frozenset(),
    }
    assert differing(stage) == {}
    assert [who.store.rebuild_projections() for who in stage.people.values()] == [0] * len(stage.people)
