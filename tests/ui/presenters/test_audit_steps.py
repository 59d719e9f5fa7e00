"""What the rail, the footer and the grades at a glance say."""

from dataclasses import replace

from qa_desktop.domain import flow, paths
from qa_desktop.domain.flow import SectionState
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import Need
from qa_desktop.ui.item_models.steps import StepState
from qa_desktop.ui.presenters.audit_overview import progress_words, section_line, settle_words, step_lines
from qa_desktop.ui.presenters.audit_steps import (
    FILING,
    FOLLOW_UP,
    HOME,
    Place,
    crumb,
    every_step,
    footer_view,
    neighbour,
    next_to_do,
    rail_steps,
)
from tests.ui.audit_bench import audit_of, small_tool, staged_tool

DONE: dict[str, Value] = {
    paths.answer("q.1"): "G",
    paths.answer("m.1"): "RI",
    paths.answer("m.2"): "RI",
    paths.answer("f.text"): "Found",
    paths.section("form_section", "complete"): True,
}


def test_progress_is_counted_in_the_authoritys_own_words() -> None:
    assert progress_words(audit_of(small_tool(), DONE)) == "3 of 3 standards complete"


def test_a_complete_section_is_called_by_its_grade() -> None:
    audit = audit_of(small_tool(), DONE)

    line = section_line(audit, audit.tool.sections[0])

    assert (line.title, line.state, line.words) == ("1 Child's plan", SectionState.COMPLETE, "Good")


def test_a_matrix_counts_how_often_each_grade_was_given() -> None:
    audit = audit_of(small_tool(), DONE)

    line = section_line(audit, audit.tool.sections[1])

    assert [(point.code, count) for point, count in line.counts] == [("RI", 2)]
    assert line.grade is None


def test_what_is_put_off_is_not_called_complete() -> None:
    audit = audit_of(small_tool(), {paths.section("plan_section", "later"): True})

    step = next(one for one in rail_steps(audit) if one.id == "section:plan_section")

    assert (step.state, step.caption) == (StepState.ATTENTION, "Come back to this later")


def test_a_section_whose_stage_is_not_open_is_locked() -> None:
    states = {step.id: step.state for step in rail_steps(audit_of(staged_tool()))}

    assert states["section:joint"] is StepState.LOCKED
    assert states["section:seen"] is StepState.NOT_STARTED


def test_filing_and_follow_up_come_once_the_audit_is_signed() -> None:
    assert FILING not in every_step(audit_of(small_tool()))
    assert every_step(audit_of(small_tool(), signed=True))[-2:] == (FILING, FOLLOW_UP)


def test_the_neighbour_at_either_end_is_the_page_itself() -> None:
    audit = audit_of(small_tool())

    assert neighbour(audit, HOME, -1) == HOME
    assert neighbour(audit, flow.SIGN, 1) == flow.SIGN


def test_what_comes_next_is_the_first_step_that_is_not_complete() -> None:
    assert next_to_do(audit_of(small_tool(), {paths.answer("q.1"): "G"})) == "section:matrix_section"


def test_the_footer_of_a_section_speaks_the_authoritys_words() -> None:
    audit = audit_of(small_tool())

    view = footer_view(audit, "section:matrix_section")

    assert (view.back_words, view.continue_words, view.can_wait) == (
        "Child's plan",
        "Standard complete, continue",
        True,
    )


def test_the_footer_of_the_plan_counts_what_is_to_settle() -> None:
    audit = audit_of(small_tool(), DONE | {paths.NO_ACTIONS_REASON: "None", paths.OVERALL_GRADE: "G"})

    assert settle_words(audit) == "1 thing to settle before signing"
    assert footer_view(audit, flow.PLAN).to_settle == settle_words(audit)


def test_a_signed_section_can_only_be_left() -> None:
    view = footer_view(audit_of(small_tool(), signed=True), "section:matrix_section")

    assert (view.continue_words, view.can_wait) == ("Continue", False)


def test_the_crumb_names_nobody() -> None:
    words = crumb(audit_of(small_tool()))

    assert words == "Live case file audit · 48-2207 · looking back 12 months"


def test_a_place_is_read_as_it_was_kept() -> None:
    place = Place("section:plan_section", paths.answer("q.1", "comment"))

    assert Place.parse(str(place)) == place
    assert Place.parse("") == Place(HOME)


def test_the_plan_is_complete_when_nothing_of_it_is_missing() -> None:
    values = {paths.OVERALL_GRADE: "G", paths.OVERALL_REASON: "Seen", paths.NO_ACTIONS_REASON: "None"}

    lines = {line.step: line for line in step_lines(audit_of(small_tool(), values))}

    assert lines[flow.PLAN].state is SectionState.COMPLETE


def test_a_missing_header_field_is_counted_at_about_this_audit() -> None:
    tool = small_tool()
    needed = replace(tool.header[0], need=Need.MANDATORY)

    lines = {line.step: line for line in step_lines(audit_of(replace(tool, header=(needed,))))}

    assert lines[flow.ABOUT].words == "1 thing to enter"
