"""What the pages of sections, plan and signing show, and the files that leave after signing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.note import SignatureState
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import Party, PrintStatus
from qa_desktop.domain.tool_outcome import ActionColumn, ActionPlanForm
from qa_desktop.domain.wordcase import lower_first
from qa_desktop.ui.presenters.audit_guidance import guidance_view
from qa_desktop.ui.presenters.audit_handover import file_stem
from qa_desktop.ui.presenters.audit_plan import asked_fields, date_refusal, plan_view, what_follows
from qa_desktop.ui.presenters.audit_section import header_views, section_view
from qa_desktop.ui.presenters.audit_sign import calendar, email_draft, opened_again, sign_view, signed_by
from qa_desktop.ui.presenters.audit_words import day_words, list_words
from tests.ui.audit_bench import NOON, PLAN_FORM, audit_of, small_tool, staged_tool

LOUD_GRADE_AND_NAME = ("Good", "Sam", "48-2207")


def bench_audit(**values: Value) -> Audit:
    return audit_of(small_tool(), {path.replace("__", "/"): value for path, value in values.items()})


def test_a_single_judgement_named_like_its_page_asks_for_the_grade() -> None:
    tool = small_tool()
    section = tool.sections[0]
    same = replace(section, items=(replace(section.items[0], label="Child's plan", number="1"),))

    view = section_view(audit_of(replace(tool, sections=(same, *tool.sections[1:]))), same)

    assert view.questions[0].title == "What grade do you agree on?"


def test_a_joint_question_says_that_it_is_answered_together() -> None:
    audit = audit_of(staged_tool())

    who = [section_view(audit, section).questions[0].who for section in audit.tool.sections]

    assert who == ["Answered by the observer", "Answered together"]


def test_a_closed_section_says_what_it_waits_for_and_where() -> None:
    audit = audit_of(staged_tool())

    view = section_view(audit, audit.tool.sections[1])

    assert view.closed_because == ("This opens when “observed” is complete. Still to answer: “Record of observation”.")
    assert view.waits_at == ("section:seen", paths.answer("o.1"))


def test_an_answer_that_needs_a_comment_says_so() -> None:
    audit = audit_of(small_tool(), {paths.answer("q.1"): "I"})

    assert section_view(audit, audit.tool.sections[0]).questions[0].comment_needed


def test_header_fields_that_repeat_the_subject_are_left_out() -> None:
    tool = small_tool()
    header = (replace(tool.header[0], prefill="subject"), replace(tool.header[0], answered_by=(Party.AUDITOR,)))

    assert len(header_views(audit_of(replace(tool, header=header)))) == 1


def test_guidance_names_its_source_and_how_far_it_is_printed() -> None:
    tool = small_tool()
    implied = replace(tool, provenance=replace(tool.provenance, status=PrintStatus.IMPLIED))

    view = guidance_view(audit_of(implied, {paths.seen("w1"): True}), implied.sections[0])

    assert view.source == "Framework, standard 1 · implied by the framework, our proposal"
    assert [point.ticked for point in view.points] == [True]


def test_the_fields_of_an_action_are_the_printed_ones_and_what_smart_needs() -> None:
    form = ActionPlanForm(
        (
            ActionColumn("what", "Action"),
            ActionColumn("due", "Timescales"),
            ActionColumn("initials", "I", "supervision"),
        )
    )

    assert [field for field, _ in asked_fields(form)] == ["what", "due", "who", "measure", "immediate"]


@pytest.mark.parametrize("words", ["ASAP", "as soon as possible", "Immediately"])
def test_words_for_asap_are_refused_even_where_events_are_allowed(words: str) -> None:
    form = replace(PLAN_FORM, event_with_review_date=True)

    assert date_refusal(words, form) == "Give a date. “ASAP” is not a timescale"


def test_an_event_stands_for_a_date_only_where_the_plan_allows_it() -> None:
    assert date_refusal("after the hearing", PLAN_FORM) == "Give a date, such as 27/11/2026"
    assert date_refusal("after the hearing", replace(PLAN_FORM, event_with_review_date=True)) == ""


def test_nothing_follows_before_grade_and_reason() -> None:
    assert what_follows(bench_audit(overall__grade="I")) == ()


def test_an_action_says_how_far_off_its_date_is() -> None:
    view = plan_view(bench_audit(action__a1__what="Something", action__a1__due="2026-11-27"))

    assert view.actions[0].due_words == "5 working days"


def test_a_tool_without_grades_shows_none_at_a_glance() -> None:
    assert plan_view(audit_of(staged_tool())).lines == ()


def test_the_next_to_sign_is_the_first_who_has_said_nothing() -> None:
    view = sign_view(
        bench_audit(signature__practitioner__state="absent", signature__practitioner__reason="Ill"), "Alex"
    )

    assert view.first_open() == "auditor"
    assert [one.name for one in view.signatories] == ["Sam Practitioner", "Alex"]


def test_a_line_taken_back_is_open_again() -> None:
    values = signed_by("auditor", "Alex", b"ink", "Drawn here.", NOON)

    audit = audit_of(small_tool(), values | opened_again("auditor"))

    assert all(mark.state is SignatureState.OPEN for mark in audit.signatures.values())


def test_the_email_draft_carries_the_note_and_no_grade_or_name_in_its_subject() -> None:
    draft = email_draft(bench_audit(overall__grade="G"), b"%PDF-1.7 note", "note.pdf")

    subject = next(line for line in draft.decode().splitlines() if line.startswith("Subject:"))
    assert not any(word in subject for word in LOUD_GRADE_AND_NAME)
    assert b"JVBERi0xLjcgbm90ZQ==" in draft


def test_calendar_entries_carry_the_date_and_no_grade_or_name() -> None:
    audit = bench_audit(action__a1__what="Sam's plan", action__a1__due="2026-11-27", overall__grade="G")

    lines = calendar(audit, NOON).splitlines()

    assert "DTSTART;VALUE=DATE:20261127" in lines
    assert [line for line in lines if line.startswith("SUMMARY:")] == ["SUMMARY:Audit action due"]


def test_a_file_is_named_by_reference_and_month_alone() -> None:
    audit = audit_of(small_tool(), {"subject": "48/22 07"})

    assert file_stem(audit) == "audit-note-48-22-07-2026-11"


def test_days_and_lists_are_said_as_people_say_them() -> None:
    assert day_words(date(2026, 11, 27)) == "Fri 27 November 2026"
    assert list_words(["A", "B", "C"]) == "A, B and C"
    assert lower_first("QA team") == "QA team"


def test_a_moment_is_shown_in_local_time() -> None:
    values = signed_by("auditor", "Alex", b"", "", datetime(2026, 7, 1, 12, 0, tzinfo=UTC))

    view = sign_view(audit_of(small_tool(), values), "Alex")

    assert view.signatories[1].words == "Signed 13:00"
