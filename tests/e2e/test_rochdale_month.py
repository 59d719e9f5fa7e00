"""Rochdale: what everybody sees while a month is played, and what is left at its end."""

from __future__ import annotations

from datetime import date

import pytest

from qa_desktop.bootstrap.months.rochdale import CARED_FOR, COURT, Rochdale
from qa_desktop.domain import follow_up, telling
from qa_desktop.domain.entries import Progress
from qa_desktop.services.check_draw import check_draw
from tests.e2e.conftest import MakeStage
from tests.e2e.looks import Played, differing, played

OBSERVE = "Arrange an observation of the supervisor's supervision skills"


pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def month(make_stage: MakeStage) -> Played[Rochdale]:
    story = Rochdale(make_stage("rochdale", date(2026, 9, 1)))
    return Played(story, played(story.scenes(), story.stage))


def test_each_head_of_service_gets_one_case_outside_the_own_service(month: Played[Rochdale]) -> None:
    story = month.story
    (kept,) = story.officer.desk.planning.draws().all()
    record = kept.record()
    service_of = {
        line.split(",")[0]: line.split(",")[2] for line in story.list.read_text(encoding="utf-8").splitlines()[1:]
    }

    given = {name: month.after("the draw", name).allocated for name in story.stage.people}

    assert {name: len(told) for name, told in given.items() if told} == {"Hana Head": 1, "Hugh Head": 1}
    assert [service_of[case] for case, _, _ in given["Hana Head"]] == [CARED_FOR]
    assert [service_of[case] for case, _, _ in given["Hugh Head"]] == [COURT]
    assert len(record.standing) == 6
    assert check_draw(record, story.list) == ()


def test_four_audits_of_one_manager_and_three_of_the_other_are_counted(month: Played[Rochdale]) -> None:
    quotas = month.after("the month is counted", "Olu Officer").quotas

    assert {row for row in quotas if row[1] in ("tier-1", "tier-2")} == {
        ("Mo Manager", "tier-1", 4, 0),
        ("Lea Leader", "tier-1", 3, 1),
        ("Hana Head", "tier-2", 1, 0),
        ("Hugh Head", "tier-2", 1, 0),
    }
    assert {row[0] for row in month.after("the month is counted", "Mo Manager").quotas} == {"Mo Manager"}


def test_each_grade_is_told_to_exactly_those_whom_the_table_names(month: Played[Rochdale]) -> None:
    story, everybody = month.story, ("Team Manager", "Head of Service", "Assistant Director")

    told = {
        grade: {one.recipient for one in telling.tells(story.officer.desk.open_audit(audit)) if one.is_told}
        for grade, audit in story.tier_1.items()
    }

    assert told == {
        "outstanding": set(everybody),
        "good": {"Team Manager"},
        "requires_improvement": {"Head of Service", "Team Manager", "IRO/Conference Chair"},
        "inadequate": {"Head of Service", "Assistant Director"},
    }
    for audit in story.tier_1.values():
        filing = story.officer.desk.open_audit(audit).filing
        assert all(filing[step].done for step in ("case-note", "chronology", "upload", "copy"))


def test_the_supervision_half_is_empty_at_first_and_filled_in_with_initials_later(month: Played[Rochdale]) -> None:
    story = month.story
    action = ("ROC-93", "Bring the chronology up to date")

    before, after = (month.after(words, "Olu Officer").actions for words in ("who is to know", "supervision"))

    assert action in before
    assert action not in after
    for reader in (story.manager, story.officer, story.head):
        half = follow_up.supervision(reader.desk.open_audit(story.tier_1["requires_improvement"]), "a1")
        assert (half.reviewed_on, half.initials, half.progress) == (date(2026, 9, 22), "MM", Progress.DONE)
        other = follow_up.supervision(reader.desk.open_audit(story.tier_1["good"]), "a1")
        assert (other.reviewed_on, other.completed, other.initials) == (None, "", "")


def test_yes_to_question_10_asks_for_an_observation_until_it_took_place(month: Played[Rochdale]) -> None:
    asked, done = (
        {what for _, what in month.after(words, "Hana Head").mine}
        for words in ("a supervision file", "the observation")
    )

    assert OBSERVE in asked
    assert OBSERVE not in done
    record = month.story.officer.desk.open_audit(month.story.observation)
    assert {role: mark.name for role, mark in record.signatures.items()} == {
        "supervisee": "Mo Manager",
        "supervisor": "Hana Head",
    }


def test_programme_and_review_stand_in_everybodys_programme_with_their_days(month: Played[Rochdale]) -> None:
    story = month.story
    assert story.review is not None
    for who in (story.manager, story.head, story.other):
        planned = who.desk.planning.programme.between(date(2026, 9, 1), date(2026, 9, 30))
        assert {one.title for one in planned} >= {"Public Law Outline", "Statutory Visits", COURT}
        days = {one.step.id: one.last for one in who.desk.planning.programme.stages(story.review)}
        assert (days["on-site"], days["forum"], days["report"]) == (
            date(2026, 9, 25),
            date(2026, 10, 9),
            date(2026, 10, 11),
        )


def test_a_manager_sees_the_own_team_alone_and_every_laptop_is_the_servers_log(month: Played[Rochdale]) -> None:
    stage = month.story.stage

    assert {case for case, _ in month.after("the month is counted", "Lea Leader").inbox} == set()
    assert {case for case, _ in month.after("the month is counted", "Hana Head").inbox} == {
        f"ROC-9{number}" for number in range(1, 5)
    }
    assert differing(stage) == {}
    assert [who.store.rebuild_projections() for who in stage.people.values()] == [0] * len(stage.people)
