"""Stages open in order: one only when what the one before needs is answered."""

from dataclasses import replace

from qa_desktop.domain import paths
from qa_desktop.domain.ids import StageId
from qa_desktop.domain.stages import open_items, waits_for
from qa_desktop.domain.tool import Need, Stage
from tests.ui.audit_bench import audit_of, staged_tool

ANSWERED = {paths.answer("o.1"): "A calm visit"}


def test_the_first_stage_is_open() -> None:
    audit = audit_of(staged_tool())

    assert waits_for(audit, audit.tool.stages[0]) is None


def test_a_later_stage_waits_for_the_one_before() -> None:
    audit = audit_of(staged_tool())

    assert waits_for(audit, audit.tool.stages[1]) == audit.tool.stages[0]


def test_a_stage_opens_when_the_one_before_is_answered() -> None:
    audit = audit_of(staged_tool(), ANSWERED)

    assert waits_for(audit, audit.tool.stages[1]) is None


def test_a_third_stage_names_the_earliest_that_is_open() -> None:
    tool = staged_tool()
    third = Stage(StageId("third"), "Signed", opens_after=StageId("feedback"))

    audit = audit_of(replace(tool, stages=(*tool.stages, third)))

    assert waits_for(audit, third) == tool.stages[0]


def test_stages_that_wait_for_each_other_in_a_circle_end() -> None:
    tool = staged_tool()
    first = replace(tool.stages[0], opens_after=StageId("feedback"))

    audit = audit_of(replace(tool, stages=(first, tool.stages[1])), ANSWERED)

    assert waits_for(audit, audit.tool.stages[1]) == audit.tool.stages[1]


def test_where_nothing_is_mandatory_every_item_counts() -> None:
    tool = staged_tool()
    sections = tuple(
        replace(one, items=tuple(replace(item, need=Need.OPTIONAL) for item in one.items)) for one in tool.sections
    )

    audit = audit_of(replace(tool, sections=sections))

    assert [item.id for item in open_items(audit, StageId("observed"))] == ["o.1"]
