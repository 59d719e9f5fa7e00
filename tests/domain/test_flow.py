from qa_desktop.domain import flow, paths
from qa_desktop.domain.flow import SectionState
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import Need
from tests.sample_audits import COMPLETE_BRA, STARTED, audit_of, shipped_tool


def messages(tool_id: str, values: dict[str, Value]) -> list[str]:
    return [blocker.message for blocker in flow.blockers(audit_of(tool_id, values))]


def test_steps_run_from_about_over_every_section_to_plan_and_sign() -> None:
    order = flow.steps(audit_of("bra-live-audit", STARTED))
    assert order[0] == flow.ABOUT
    assert order[1:-2] == tuple(f"section:{section.id}" for section in shipped_tool("bra-live-audit").sections)
    assert order[-2:] == (flow.PLAN, flow.SIGN)


def test_next_and_previous_walk_the_steps_and_stop_at_the_ends() -> None:
    audit = audit_of("bra-live-audit", STARTED)
    order = flow.steps(audit)
    assert [flow.next_step(audit, step) for step in order] == [*order[1:], None]
    assert [flow.previous_step(audit, step) for step in order] == [None, *order[:-1]]


def test_an_untouched_section_is_not_started() -> None:
    audit = audit_of("bra-live-audit", STARTED)
    assert {flow.section_state(audit, section) for section in audit.shown_sections()} == {SectionState.NOT_STARTED}


def test_a_tick_beside_a_point_begins_its_section() -> None:
    audit = audit_of("bra-live-audit", {**STARTED, paths.seen("W-BRA.4.1"): True})
    section = audit.tool.section("standard-4")
    assert section is not None
    assert flow.section_state(audit, section) is SectionState.IN_PROGRESS


def test_a_section_with_an_optional_grade_is_complete_when_the_pair_says_so() -> None:
    audit = audit_of("bra-live-audit", {**STARTED, paths.section("standard-4", "complete"): True})
    section = audit.tool.section("standard-4")
    assert section is not None
    assert flow.section_state(audit, section) is SectionState.COMPLETE


def test_an_empty_live_audit_is_blocked_by_grade_and_plan() -> None:
    found = messages("bra-live-audit", STARTED)
    assert any("choose a" in message for message in found)
    assert any("say why no action is needed" in message for message in found)


def test_a_complete_live_audit_can_be_signed() -> None:
    mandatory = {
        paths.header(item.id): "x" for item in shipped_tool("bra-live-audit").header if item.need is Need.MANDATORY
    }
    mandatory |= {paths.header("audit_date"): "2026-11-21"}
    assert messages("bra-live-audit", {**mandatory, **COMPLETE_BRA}) == []


def test_no_action_needed_is_a_valid_plan_with_a_reason() -> None:
    values = {path: value for path, value in COMPLETE_BRA.items() if not path.startswith("action/")}
    assert any("no action" in message for message in messages("bra-live-audit", values))
    values[paths.NO_ACTIONS_REASON] = "Everything agreed was done by the day."
    assert not any("action" in message for message in messages("bra-live-audit", values))


def test_not_applicable_without_a_reason_blocks() -> None:
    values: dict[str, Value] = {**STARTED, paths.answer("roc-t2.2.6", "not_applicable"): True}
    assert any("does not apply" in message for message in messages("roc-t2-hos", values))
    values[paths.answer("roc-t2.2.6", "reason")] = "No issue of difference in this family."
    assert not any("does not apply" in message for message in messages("roc-t2-hos", values))


def test_each_blocker_links_to_a_step_of_the_audit() -> None:
    audit = audit_of("roc-t2-hos", STARTED)
    order = flow.steps(audit)
    assert flow.blockers(audit)
    assert all(blocker.step in order for blocker in flow.blockers(audit))
