"""Herefordshire: what everybody sees while a month and its follow-up are played, and what is left at the end."""

from __future__ import annotations

from datetime import date

import pytest

from qa_desktop.bootstrap.months.herefordshire import Herefordshire
from qa_desktop.domain import paths, telling
from qa_desktop.domain.inbox import InboxNeed
from qa_desktop.domain.pairs import first_given, grades
from qa_desktop.domain.provisional import outcome_words
from qa_desktop.services.check_draw import check_draw
from tests.e2e.conftest import MakeStage
from tests.e2e.looks import Played, differing, played

PLANS = "her-audit.3"
COMMENT, REVIEW, AGAIN = (
    "Comment by Head of Service",
    "Review of an Inadequate audit",
    "Case audited again by a senior manager",
)
MODERATED = "Moderated audit back with the QA team"


Month = Played[Herefordshire]


pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def month(make_stage: MakeStage) -> Month:
    story = Herefordshire(make_stage("herefordshire", date(2026, 9, 1)))
    return Month(story, played(story.scenes(), story.stage))


def test_on_the_first_each_case_comes_to_its_own_manager_and_the_peer_due_in_three_weeks(month: Month) -> None:
    story, due = month.story, date(2026, 9, 22)

    seen = {name: month.after("the draw", name).allocated for name in story.stage.people}

    assert {name: told for name, told in seen.items() if told} == {
        "Lea Lead": {(story.differing, "lead", due)},
        "Mo Manager": {(story.inadequate, "lead", due)},
        "Pia Peer": {(story.differing, "peer", due), (story.inadequate, "peer", due)},
    }


def test_the_draw_is_kept_and_anybody_draws_the_same_cases_from_the_list(month: Month) -> None:
    story = month.story
    (kept,) = story.officer.desk.planning.draws().all()

    record = kept.record()

    assert set(record.standing) == {story.differing, story.inadequate}
    assert check_draw(record, story.list) == ()


def test_the_officer_reads_who_took_a_case_and_when_the_meetings_are(month: Month) -> None:
    assert month.after("those who have a case", "Olu Officer").answers == (
        ("booked", date(2026, 9, 10)),
        ("booked", date(2026, 9, 11)),
        ("taken", None),
        ("taken", None),
    )


def test_nobody_but_the_two_sees_a_form_before_it_is_signed(month: Month) -> None:
    for name in ("Olu Officer", "Hana Head", "Dee Director", "Nia Elsewhere"):
        inbox = month.after("lead and peer grade", name).inbox
        assert not [one for one in inbox if one[1] == "her-audit"], name


def test_the_officer_is_told_what_is_inadequate_and_what_goes_to_moderation(month: Month) -> None:
    story = month.story

    needs = month.after("they talk", "Olu Officer").needs

    assert needs == {(story.inadequate, InboxNeed.INADEQUATE), (story.differing, InboxNeed.MODERATION)}
    assert month.after("they talk", "Nia Elsewhere").inbox == frozenset()


def test_what_is_handed_in_in_time_is_due_no_more(month: Month) -> None:
    before, after = (month.after(words, "Lea Lead").mine for words in ("lead and peer grade", "they talk"))

    handed_in = {one for one in before if one[1] == "Form submitted to the QA team"}

    assert handed_in
    assert not handed_in & after


def test_the_head_of_service_comments_and_nothing_waits_for_it_any_more(month: Month) -> None:
    story = month.story
    for who in (story.manager, story.peer):
        audit = story.officer.desk.open_audit(story.forms[who.name, story.inadequate])
        (asked,) = (one for one in telling.tells(audit) if one.asks_comment)
        assert (asked.who, asked.comment_by, asked.comment_on) == ("Hana Head", "Hana Head", date(2026, 9, 15))
    assert not [one for one in month.after("the head of service", "Hana Head").due if one[1] == COMMENT]


def test_the_head_of_service_of_the_case_sees_forms_and_moderation_though_nobody_made_her_a_reader(
    month: Month,
) -> None:
    story = month.story
    head = story.head.desk

    seen = [head.open_audit(one).is_signed for one in (*story.forms.values(), story.moderation)]

    assert seen == [True] * 5
    assert head.owner.id not in {one.person for one in head.sharing.parts.held(story.moderation)}


def test_the_moderation_is_with_the_moderator_in_week_4_and_closes_the_dates_of_both_forms(month: Month) -> None:
    story = month.story
    given, settled = (month.after(words, "Dee Director") for words in ("week 4", "the moderator"))

    assert given.allocated == {(story.differing, "moderation", date(2026, 9, 25))}
    assert given.inbox == {(story.differing, "her-audit")}
    assert not [one for one in settled.due if one[1] in (MODERATED, "Moderated and returned")]
    for name in ("Olu Officer", "Lea Lead", "Pia Peer"):
        assert (story.differing, InboxNeed.MODERATION) not in month.after("the moderator", name).needs
        assert not [one for one in month.after("supervision", name).due if one[1] == "Moderated and returned"]


def test_first_given_submitted_and_final_grades_are_all_kept_on_every_laptop_that_may_read_them(month: Month) -> None:
    story = month.story
    for who in (story.officer, story.lead, story.peer, story.director):
        lead, peer = (
            who.desk.open_audit(story.forms[name, story.differing]) for name in (story.lead.name, story.peer.name)
        )
        final = who.desk.open_audit(story.moderation)

        assert (first_given(lead)[PLANS], grades(lead)[PLANS].code) == ("good", "good")
        assert (first_given(peer)[PLANS], grades(peer)[PLANS].code) == ("requires_improvement", "requires_improvement")
        assert final.overall_grade == "requires_improvement"
        assert final.value(paths.answer("her-mod.peer.3")) == "requires_improvement"
        assert {action.what for action in final.actions} == {
            "Rewrite the plan with the family from the assessment",
            "Read the new plan with the worker",
        }
        assert "Final grade: Requires improvement." in outcome_words(lead)


def test_everybody_on_the_case_is_told_and_every_form_is_filed(month: Month) -> None:
    story, desk = month.story, month.story.officer.desk

    for form in (*story.forms.values(), story.moderation):
        audit = desk.open_audit(form)
        assert not telling.open_tells(audit)
        assert audit.filing["upload"].done


def test_an_inadequate_audit_is_followed_by_its_dates_until_it_is_closed(month: Month) -> None:
    story = month.story
    case = story.inadequate

    at_first, reviewed, closed = (
        month.after(words, "Olu Officer") for words in ("they talk", "the review", "a senior manager")
    )

    assert {(case, REVIEW), (case, AGAIN)} <= at_first.due
    assert (case, REVIEW) not in reviewed.due
    assert (case, AGAIN) in reviewed.due - reviewed.overdue
    assert (case, "Re-audit at 3 months") in month.after("the review", "Hana Head").mine
    assert (case, InboxNeed.INADEQUATE) in reviewed.needs
    assert (case, InboxNeed.INADEQUATE) not in closed.needs
    for name in ("Olu Officer", "Mo Manager", "Pia Peer", "Hana Head"):
        left = {what for about, what in month.after("a senior manager", name).due if about == case}
        assert not left & {REVIEW, AGAIN, "Review at 6 weeks", "Re-audit at 3 months"}, name


def test_open_actions_keep_it_open_and_done_actions_with_a_better_service_close_it(month: Month) -> None:
    story = month.story
    actions = {words: month.after(words, "Olu Officer").actions for words in ("they talk", "supervision", "the review")}

    left = {words: {what for case, what in found if case == story.inadequate} for words, found in actions.items()}

    chronology, wish = "Bring the chronology up to date", "Ask the child how she wants to be seen, and write it down"
    assert left["they talk"] == {"See her alone, this week and every week", chronology, wish}
    assert left["supervision"] == left["the review"] == {chronology, wish}
    for who in (story.manager, story.peer):
        for reader in (story.officer, who):
            audit = reader.desk.open_audit(story.forms[who.name, story.inadequate])
            assert reader.desk.follow_up.closing(audit).is_closed, (reader.name, who.name)


def test_the_case_was_audited_again_without_any_grade_of_the_first_audit(month: Month) -> None:
    story = month.story

    again = story.officer.desk.open_audit(story.re_audit)

    assert (again.subject, again.overall_grade, again.text(paths.about("auditor"))) == (
        story.inadequate,
        "good",
        "Hana Head",
    )
    assert story.officer.desk.open_audit(story.forms["Mo Manager", story.inadequate]).overall_grade == "inadequate"


def test_the_managers_see_no_case_of_the_other_team_and_another_service_sees_nothing(month: Month) -> None:
    story = month.story
    last = "a senior manager"

    assert {case for case, _ in month.after(last, "Lea Lead").inbox} == {story.differing}
    assert {case for case, _ in month.after(last, "Mo Manager").inbox} == {story.inadequate}
    elsewhere = month.after(last, "Nia Elsewhere")
    assert (elsewhere.inbox, elsewhere.due, elsewhere.actions) == (frozenset(), frozenset(), frozenset())


def test_every_laptop_is_the_servers_log_in_its_scope_and_its_lists_are_what_its_log_says(month: Month) -> None:
    stage = month.story.stage

    assert differing(stage) == {}
    assert [who.store.rebuild_projections() for who in stage.people.values()] == [0] * len(stage.people)
    assert [who.desk.unsent().count for who in stage.people.values()] == [0] * len(stage.people)
