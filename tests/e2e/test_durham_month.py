"""Durham: what everybody sees while the last month of a quarter is played, and what is left at its end."""

from __future__ import annotations

from datetime import date

import pytest

from qa_desktop.bootstrap.months.durham import TOPIC, Durham
from qa_desktop.domain import paths
from qa_desktop.domain.consequences import deadlines
from tests.e2e.conftest import MakeStage
from tests.e2e.looks import Played, differing, played

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def month(make_stage: MakeStage) -> Played[Durham]:
    story = Durham(make_stage("durham", date(2026, 9, 1)))
    return Played(story, played(story.scenes(), story.stage))


def test_audits_have_strengths_and_areas_for_improvement_and_no_grade(month: Played[Durham]) -> None:
    story = month.story

    for one in story.audits:
        audit = story.officer.desk.open_audit(one)
        assert (audit.tool.overall, audit.overall_grade) == (None, "")
        assert audit.answer("dur-ca.strengths").is_given
        assert audit.answer("dur-ca.improvement").is_given
        assert audit.filing["analysis"].done
    assert month.after("collaborative audits", "Olu Officer").needs == frozenset()


def test_the_observation_counts_for_the_practitioner_and_the_next_is_due_in_half_a_year(
    month: Played[Durham],
) -> None:
    story = month.story

    (one,) = story.manager.desk.observed()

    assert (one.practitioner, one.in_a_year, one.is_overdue) == ("Pru Practitioner", 1, False)
    days = {what: day for _, what, day in month.after("observations", "Lin Manager").days}
    assert days["Next observation"] == date(2027, 3, 10)


def test_practice_week_gathers_its_visit_with_the_action_agreed(month: Played[Durham]) -> None:
    story = month.story

    gathered = story.officer.desk.planning.programme.gathered(story.week)

    assert [one.id for one in gathered] == [story.visit]
    seen = month.after("Practice Week", "Olu Officer")
    assert ("Families East", "A family room in the east office") in seen.improvements


def test_the_deep_dive_says_where_it_comes_from_and_its_statement_when_it_is_looked_at_again(
    month: Played[Durham],
) -> None:
    story = month.story
    for who in (story.officer, story.manager, story.strategic):
        planned = who.desk.planning.programme.between(date(2026, 9, 1), date(2026, 9, 30))
        (dive,) = (one.entry for one in planned if one.entry is not None and one.title == TOPIC)
        assert dive == story.deep_dive
    statement = story.officer.desk.open_audit(story.statement)
    assert statement.is_signed
    assert statement.value(paths.answer("dur-imp.7")) == "2027-01-15"
    assert [(one.who, str(one.due)) for one in statement.actions] == [("Head of Service", "2026-12-15")]


def test_the_session_looks_at_audits_of_the_quarter_and_feeds_back_on_its_first_day(month: Played[Durham]) -> None:
    story = month.story

    record = story.officer.desk.open_audit(story.moderation)

    assert story.strategic.desk.looking_again.again.check(record) == "As the seed draws them: 2 of 3 audits."
    assert {one.on for one in deadlines(record) if one.rule.id == "feedback"} == {date(2026, 10, 1)}


def test_a_practitioner_sees_no_audit_and_every_laptop_is_the_servers_log(month: Played[Durham]) -> None:
    stage = month.story.stage
    pru = month.after("the moderation", "Pru Practitioner")

    assert (pru.inbox, pru.due, pru.actions) == (frozenset(), frozenset(), frozenset())
    assert differing(stage) == {}
    assert [who.store.rebuild_projections() for who in stage.people.values()] == [0] * len(stage.people)
