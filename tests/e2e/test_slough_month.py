"""Slough: what everybody sees while a month and the next rating are played, and what is left at the end."""

from __future__ import annotations

from datetime import date

import pytest

from qa_desktop.bootstrap.months.slough import THEME, Slough
from qa_desktop.domain import telling
from tests.e2e.conftest import MakeStage
from tests.e2e.looks import Played, differing, played

ONE_WEEK = "Individual actions on the case file, and addressed with allocated worker and manager"
NEXT = ("SLO-12", "Next rating due")


pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def month(make_stage: MakeStage) -> Played[Slough]:
    story = Slough(make_stage("slough", date(2026, 9, 1)))
    return Played(story, played(story.scenes(), story.stage))


def test_one_or_two_audits_are_counted_by_post_and_nothing_is_missing(month: Played[Slough]) -> None:
    before, after = (month.after(words, "Olu Officer").quotas for words in ("the Practice Manager rates", "the month"))

    assert before == {("Hana Head", "hos", 0, 1), ("Pat Manager", "pm", 0, 1), ("Con Practitioner", "cp", 0, 2)}
    assert after == {("Hana Head", "hos", 1, 0), ("Pat Manager", "pm", 1, 0), ("Con Practitioner", "cp", 2, 0)}
    assert month.after("the month", "Con Practitioner").quotas == {("Con Practitioner", "cp", 2, 0)}


def test_what_is_not_recorded_and_addressed_in_a_week_is_overdue_until_it_is(month: Played[Slough]) -> None:
    in_time, late, addressed = (
        month.after(words, "Olu Officer").overdue
        for words in ("the Practice Manager reviews", "more than", "the actions")
    )

    assert ("SLO-12", ONE_WEEK) not in in_time
    assert ("SLO-12", ONE_WEEK) in late
    assert not [one for one in late if one[1] == ONE_WEEK and one[0] != "SLO-12"]
    assert ("SLO-12", ONE_WEEK) not in addressed


def test_the_head_of_services_audit_is_told_and_the_manager_comments_on_the_consultants(month: Played[Slough]) -> None:
    story, desk = month.story, month.story.officer.desk
    (own,) = story.audits["Hana Head"]

    assert {one.recipient for one in telling.tells(desk.open_audit(own)) if one.is_told} == {
        "Practice Manager",
        "Social Worker",
        "Head of Service Safeguarding and Quality Assurance",
    }
    for one in story.audits["Con Practitioner"]:
        (asked,) = (tell for tell in telling.tells(desk.open_audit(one)) if tell.asks_comment)
        assert (asked.comment_by, asked.is_open) == ("Pat Manager", False)
    assert {one.recipient for one in telling.tells(desk.open_audit(story.report))} == {"Practice Manager"}


def test_the_meeting_keeps_a_record_of_every_case_of_its_theme(month: Played[Slough]) -> None:
    record = month.story.officer.desk.open_audit(month.story.meeting)

    cases = {str(one.value) for key, one in record.answers.items() if key.startswith("slo-mod.1.case")}

    assert (record.answer("slo-mod.1").value, record.answer("slo-mod.1").comment) == ("thematic", THEME)
    assert cases == {"SLO-12", "SLO-13", "SLO-14"}


def test_the_rating_comes_round_each_quarter_and_the_next_one_closes_it(month: Played[Slough]) -> None:
    baseline, again = (
        {day for case, what, day in month.after(words, "Pat Manager").days if (case, what) == NEXT}
        for words in ("the Practice Manager rates", "the next quarterly")
    )

    assert baseline == {date(2026, 12, 3)}
    assert again == {date(2027, 3, 2)}
    assert NEXT not in month.after("the next quarterly", "Olu Officer").overdue


def test_supervision_closes_the_actions_of_the_team(month: Played[Slough]) -> None:
    before, after = (
        {case for case, what in month.after(words, "Pat Manager").actions} for words in ("the actions", "supervision")
    )

    assert before == {"SLO-11", "SLO-12", "SLO-13", "SLO-14"}
    assert after == set()


def test_every_laptop_is_the_servers_log_in_its_scope(month: Played[Slough]) -> None:
    stage = month.story.stage

    assert {case for case, _ in month.after("the month", "Con Practitioner").inbox} == set()
    assert differing(stage) == {}
    assert [who.store.rebuild_projections() for who in stage.people.values()] == [0] * len(stage.people)
