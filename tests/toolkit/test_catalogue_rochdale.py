"""Rochdale's tools hold what the catalogue of its framework counts: every instrument, item, point and printed fact."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest

from qa_desktop.domain.flow import blockers
from qa_desktop.domain.tool import AnswerType, PrintStatus, SubjectKind, Tool
from qa_desktop.toolkit.library import ToolLibrary
from tests.sample_audits import audit_of
from tests.toolkit.catalogue import (
    AUTHORITY,
    CASE,
    HOME,
    IMPLIED,
    PARTLY,
    PRACTITIONER,
    PRINTED,
    SERVICE,
    SUPERVISION_FILE,
    completed,
)


@dataclass(frozen=True)
class Row:
    """One instrument as the catalogue counts it."""

    status: PrintStatus
    where: str
    subject: SubjectKind
    ids: tuple[str, ...]
    """The catalogue's items in order."""
    by_section: tuple[int, ...]
    """How many of them stand on each page that has any."""
    points: int = 0
    """Points of guidance and of ticked lists, all pages together."""
    overall: str = ""


def numbered(prefix: str, most: int, *more: str) -> tuple[str, ...]:
    return tuple(f"{prefix}.{end}" for end in (*range(1, most + 1), *more))


def by_part(prefix: str, *counts: int) -> tuple[str, ...]:
    return tuple(f"{prefix}.{part}.{end}" for part, most in enumerate(counts, 1) for end in range(1, most + 1))


STANDARDS = (20, 13, 14, 22, 8)
TIER_2 = (4, 9, 4, 4, 6, 3)
PROMPTS = (6, 12, 24)
FOCUS = ("month", "frt-cp-cwd", "cfc")
ROCHDALE = {
    "roc-t1-generic": Row(
        PRINTED, "Appendix 2A", CASE, numbered("roc-t1-generic", 8, "C"), (2, 2, 2, 2, 1), 29, "roc-t1-generic.J"
    ),
    "roc-t1-plo": Row(
        PRINTED, "Appendix 2B", CASE, numbered("roc-t1-plo", 19, "R", "M"), (5, 4, 5, 5, 2), 20, "roc-t1-plo.J"
    ),
    "roc-t2-hos": Row(
        PRINTED, "Appendix 4", CASE, (*by_part("roc-t2", *TIER_2), "roc-t2.C"), (*TIER_2, 1), 28, "roc-t2.J"
    ),
    "roc-t1-focus": Row(PRINTED, "Appendix 3", AUTHORITY, tuple(f"roc-t1-focus.{end}" for end in FOCUS), (3,)),
    "roc-t2-focus": Row(PRINTED, "Appendix 5", AUTHORITY, tuple(f"roc-t2-focus.{end}" for end in FOCUS), (3,)),
    "roc-sqr-focus": Row(PRINTED, "Appendix 8", AUTHORITY, ("roc-sqr-focus.timescale", "roc-sqr-focus.area"), (2,)),
    "roc-practice-standards": Row(PRINTED, "Appendix 1", PRACTITIONER, by_part("RPS", *STANDARDS), STANDARDS),
    "roc-observation": Row(PRINTED, "Appendix 10", PRACTITIONER, numbered("roc-obs", 6), (3, 3)),
    "roc-supervision-file": Row(
        PRINTED, "Appendix 11", SUPERVISION_FILE, numbered("roc-sup", 10, "F1", "F2", "F3", "F4", "F5"), (10, 5)
    ),
    "roc-sqr-planner": Row(PRINTED, "Appendix 7", SERVICE, numbered("roc-sqr-plan", 8), (3, 2, 3), 8),
    "roc-sqr-framework": Row(
        PRINTED, "Appendix 7", SERVICE, numbered("roc-sqr-fw", 16, "T", "E1", "E2"), (2, 8, 6, 1, 1, 1)
    ),
    "roc-sqr-themes": Row(PRINTED, "Appendix 7", SERVICE, by_part("roc-sqr-th", 4, 8, 4), (4, 8, 4), sum(PROMPTS)),
    "roc-sqr-prompts": Row(PRINTED, "Appendix 7", SERVICE, numbered("roc-sqr-prompts", 3), (1, 1, 1), sum(PROMPTS)),
    "roc-sqr-report": Row(PRINTED, "Appendix 7", SERVICE, numbered("roc-sqr-rep", 9), (5, 1, 1, 1, 1)),
    "roc-practice-forum": Row(PARTLY, "Appendix 6", SERVICE, numbered("roc-forum", 3), (3,), 7),
    "roc-reg33": Row(IMPLIED, "section 3.4", HOME, numbered("roc-reg33", 3), (3,)),
    "roc-reg34": Row(IMPLIED, "section 3.4", HOME, numbered("roc-reg34", 1), (1,)),
    "roc-iro-notification": Row(IMPLIED, "section 3.3", CASE, numbered("roc-iro", 1), (1,)),
    "roc-thematic": Row(
        IMPLIED, "section 3.8", CASE, numbered("roc-thematic", 1), (1,), points=28, overall="roc-thematic.J"
    ),
    "roc-hos-samples": Row(IMPLIED, "section 3.4", SERVICE, numbered("roc-hos", 7), (1,) * 7),
    "roc-mgmt-oversight": Row(IMPLIED, "section 3.2", CASE, numbered("roc-mo", 1), (1,), 6),
    "roc-hr-audit": Row(IMPLIED, "section 3.7", SERVICE, numbered("roc-hr", 2), (2,)),
    "roc-user-feedback": Row(IMPLIED, "section 6.3", CASE, numbered("roc-fb", 3), (1, 1, 1)),
    "roc-complaints-log": Row(IMPLIED, "section 6.2", SERVICE, numbered("roc-cl", 1), (1,)),
    "roc-performance-clinic": Row(IMPLIED, "section 2.1", SERVICE, numbered("roc-clinic", 2), (1, 1), 20),
    "roc-bs-audit": Row(IMPLIED, "section 1.8", CASE, numbered("roc-bs", 1), (1,)),
    "roc-fostering-adoption": Row(IMPLIED, "section 3.4", SERVICE, numbered("roc-fa", 5), (1,) * 5),
    "roc-supervision-return": Row(IMPLIED, "section 3.5", SERVICE, numbered("roc-supret", 1), (1,)),
}
PRINTED_SIGNATURES = {"roc-observation", "roc-supervision-file"}
OUR_ITEMS = ("roc-reg34", "roc-iro", "roc-thematic", "roc-mo", "roc-cl", "roc-bs", "roc-supret")
PROGRAMME = (
    ("Public Law Outline", "Statutory Visits"),
    ("Children in Need (including private fostering)", "PEPs & Health Assessments"),
    ("Child Protection", "Care Plans"),
    ("Cared for Children", "CFC Reviews"),
)
every_instrument = pytest.mark.parametrize("tool_id", ROCHDALE)


@pytest.fixture(scope="module")
def tools(shipped: ToolLibrary) -> dict[str, Tool]:
    return {str(one.id): shipped.get(one.id) for one in shipped.summaries() if one.authority_code == "ROC"}


def test_every_instrument_of_rochdale_is_there_and_no_other(tools: dict[str, Tool]) -> None:
    assert sorted(tools) == sorted(ROCHDALE)


@every_instrument
def test_an_instrument_says_where_it_comes_from_and_what_it_is_about(tool_id: str, tools: dict[str, Tool]) -> None:
    tool, row = tools[tool_id], ROCHDALE[tool_id]

    assert tool.provenance.status is row.status
    assert row.where in tool.provenance.section
    assert tool.subject is row.subject
    assert tool.provenance.note
    assert tool.provenance.gaps or tool_id in {"roc-observation", "roc-supervision-file"}


@every_instrument
def test_an_instrument_has_the_catalogues_items_in_order(tool_id: str, tools: dict[str, Tool]) -> None:
    tool, row = tools[tool_id], ROCHDALE[tool_id]
    placed = [[item.id for item in section.items if item.id in row.ids] for section in tool.sections]

    assert tuple(one for page in placed for one in page) == row.ids
    assert tuple(len(page) for page in placed if page) == row.by_section
    assert (tool.overall.id if tool.overall else "") == row.overall


@every_instrument
def test_what_an_instrument_adds_goes_by_the_id_of_what_it_belongs_to(tool_id: str, tools: dict[str, Tool]) -> None:
    row = ROCHDALE[tool_id]
    root = row.ids[0].split(".", maxsplit=1)[0]
    added = [item for item in tools[tool_id].items if item.id not in row.ids]

    assert [item.id for item in added if not item.id.startswith(f"{root}.")] == []


@every_instrument
def test_an_instrument_has_as_many_points_as_the_catalogue_counts(tool_id: str, tools: dict[str, Tool]) -> None:
    assert sum(len(section.points) for section in tools[tool_id].sections) == ROCHDALE[tool_id].points


@every_instrument
def test_one_person_seals_and_what_the_form_does_not_print_is_marked(tool_id: str, tools: dict[str, Tool]) -> None:
    signatures = tools[tool_id].signatures

    assert sum(block.seals for block in signatures) == 1
    assert {block.proposed for block in signatures} == {tool_id not in PRINTED_SIGNATURES}


@every_instrument
def test_an_instrument_can_be_completed_to_its_signing(tool_id: str, tools: dict[str, Tool]) -> None:
    assert blockers(audit_of(tool_id, {}))
    assert blockers(completed(tools[tool_id])) == ()


def test_a_record_about_staff_is_never_filed_with_a_child(tools: dict[str, Tool]) -> None:
    staff = [tool for tool in tools.values() if tool.subject in {PRACTITIONER, SUPERVISION_FILE}]
    steps = [step for tool in staff if tool.filing for step in tool.filing.steps]

    assert len(staff) == 3
    assert {tool.words.case_system for tool in staff} == {"supervision file", "own records"}
    assert [step.title for step in steps if "ICS" in step.title or "hronology" in step.title] == []


def test_no_two_instruments_share_the_id_of_a_question(tools: dict[str, Tool]) -> None:
    counted = Counter(str(item.id) for tool in tools.values() for item in tool.items)

    assert [one for one, times in counted.items() if times > 1] == []


def test_a_form_that_is_not_printed_says_so_of_its_whole_header(tools: dict[str, Tool]) -> None:
    ours = [tool for tool in tools.values() if tool.provenance.status is not PRINTED]

    assert [(tool.id, item.id) for tool in ours for item in tool.header if not item.proposed] == []


def test_items_that_the_catalogue_calls_proposed_are_marked(tools: dict[str, Tool]) -> None:
    items = {str(item.id): item for tool in tools.values() for item in tool.items}

    assert [root for root in OUR_ITEMS if not items[f"{root}.1"].proposed] == []


def test_the_review_framework_names_59_sources_of_evidence(tools: dict[str, Tool]) -> None:
    elements = [
        item for section in tools["roc-sqr-framework"].sections[:3] for item in section.items if not item.beside
    ]
    places = [len(item.where_to_look) for item in elements]

    assert places == [5, 2, 4, 4, 4, 6, 3, 7, 2, 3, 3, 4, 2, 5, 3, 2]
    assert sum(places) == 59


def test_the_review_prompts_are_three_lists_to_tick_of_6_12_and_24(tools: dict[str, Tool]) -> None:
    ticked = [item for item in tools["roc-sqr-prompts"].items if item.type is AnswerType.CHECKLIST]
    ids = [str(point.id) for item in ticked for point in item.guidance]

    assert [len(item.guidance) for item in ticked] == list(PROMPTS)
    assert tuple(ids) == by_part("roc-sqr-prompts", *PROMPTS)


def test_tier_1_links_its_areas_to_points_as_proposed(tools: dict[str, Tool]) -> None:
    linked = {item.number: " ".join(point.id.removeprefix("W-ROC.") for point in item.guidance)
              for item in tools["roc-t1-generic"].items}  # fmt: skip

    assert linked == {
        "1": "R1 R2 R3 R4 R5 R6", "2": "A5 N1 N2", "3": "A7 O1 M1 M2", "4": "A9 N1 N2 O4", "5": "O1 O2 O3 O4",
        "6": "A6 O5", "7": "M3 M4 M5 M6", "8": "RPS.4.13 RPS.4.22", "": "",
    }  # fmt: skip


def test_tier_1_words_area_7_for_the_service_and_asks_area_8_for_cared_for_children_only(
    tools: dict[str, Tool],
) -> None:
    tier_1 = tools["roc-t1-generic"]
    seventh, eighth = tier_1.item("roc-t1-generic.7"), tier_1.item("roc-t1-generic.8")
    assert seventh
    assert eighth
    assert eighth.not_applicable_unless

    def wording(service: str) -> list[str]:
        return [one.label for one in seventh.wordings if one.when.holds({"service": service}.get)]

    assert "effective review" in wording("mass_frt")[0]
    assert "monitored and reviewed appropriately" in wording("scp_cfs")[0]
    assert wording("") == []
    assert eighth.not_applicable_unless.holds({"cared_for_child": "yes"}.get)
    assert not eighth.not_applicable_unless.holds({"cared_for_child": "no"}.get)


def test_tier_1_grades_from_1_to_4_with_the_best_first_and_tier_2_the_other_way(tools: dict[str, Tool]) -> None:
    shown = [[(point.number, point.code) for point in tools[tool_id].scales[0].points]
             for tool_id in ("roc-t1-generic", "roc-t1-plo", "roc-t2-hos")]  # fmt: skip
    best_first = [("1", "outstanding"), ("2", "good"), ("3", "requires_improvement"), ("4", "inadequate")]

    assert shown == [best_first, best_first, best_first[::-1]]


def test_the_plo_tool_is_rated_by_criteria_of_its_own(tools: dict[str, Tool]) -> None:
    plo = tools["roc-t1-plo"]
    rating = plo.scale("rating")
    assert plo.overall
    assert rating

    assert plo.overall.scale == "rating"
    assert [point.label for point in rating.points] == ["Outstanding", "Good", "In need of improvement", "Inadequate"]
    assert {item.scale for item in plo.items if item.type is AnswerType.SCALE} == {"grade"}


def test_the_plo_tool_allows_not_applicable_in_all_nineteen(tools: dict[str, Tool]) -> None:
    graded = [item for item in tools["roc-t1-plo"].items if item.type is AnswerType.SCALE]

    assert len(graded) == 19
    assert all(item.not_applicable and item.comment for item in graded)


def test_the_plo_tool_has_lists_of_3_9_and_8_and_the_dates_beside_its_grades(tools: dict[str, Tool]) -> None:
    plo = tools["roc-t1-plo"]
    ticks = [len(item.guidance) for item in plo.items if item.type is AnswerType.CHECKLIST]
    dates = [str(item.id).removeprefix("roc-t1-plo.") for item in plo.items if item.type is AnswerType.DATE]

    assert ticks == [3, 9, 8]
    assert dates == ["15.medical", "15.papers", "16.decided", "19.sent"]


def test_the_plo_tool_plans_in_its_own_block(tools: dict[str, Tool]) -> None:
    plan = tools["roc-t1-plo"].action_plan
    assert plan

    assert plan.title == "Actions taken to Rectify Recommendations for Improvement"
    assert [column.label for column in plan.columns][:4] == [
        "Actions Required", "Action Taken (including date)", "By Whom", "Manager checked completion",
    ]  # fmt: skip


def test_both_generic_tools_follow_one_table_of_actions_filing_and_escalation(tools: dict[str, Tool]) -> None:
    tier_1, tier_2 = tools["roc-t1-generic"], tools["roc-t2-hos"]
    assert tier_1.filing
    assert tier_2.filing

    assert tier_1.action_plan == tier_2.action_plan
    assert tier_1.escalation == tier_2.escalation
    assert [step.id for step in tier_1.filing.steps] == [step.id for step in tier_2.filing.steps]
    assert tier_1.filing.steps[0].heading == "Audit Case Note"


def test_the_programmes_of_focus_hold_the_printed_months_and_tier_2_follows_a_month_later(
    tools: dict[str, Tool],
) -> None:
    tier_1, tier_2 = (started(tools[f"roc-t{tier}-focus"]) for tier in (1, 2))
    for rows, first in ((tier_1, 0), (tier_2, 3)):
        for at, month in enumerate(("December 2013", "January 2014", "February 2014", "March 2014")):
            said = [text.replace("Child in Need", "Children in Need").replace("PEP &", "PEPs &") for text in rows[at]]
            assert said == [month, *PROGRAMME[(first + at) % 4]]


def started(tool: Tool) -> list[list[str]]:
    """Return the rows with which the first table of a tool begins."""
    repeat = tool.sections[0].repeat
    assert repeat is not None
    return [[text for _, text in row] for row in repeat.start]


def test_the_stages_of_a_review_are_measured_against_their_limits(tools: dict[str, Tool]) -> None:
    gaps = [item for item in tools["roc-sqr-planner"].items if item.type is AnswerType.COMPUTED]

    assert [item.label.rsplit("(", 1)[1] for item in gaps] == [
        "14 or more)",
        "1)",
        "14 at most)",
        "2 at most)",
        "7 at most)",
    ]


def test_remedial_work_of_a_thematic_audit_is_due_in_five_days(tools: dict[str, Tool]) -> None:
    (rule,) = tools["roc-thematic"].deadlines

    assert (rule.amount, rule.unit) == (5, "days")


def test_a_form_of_several_records_shows_the_page_of_the_one_that_was_chosen(tools: dict[str, Tool]) -> None:
    for tool_id, count in (("roc-hos-samples", 7), ("roc-fostering-adoption", 5), ("roc-user-feedback", 3)):
        tool = tools[tool_id]
        (chooser,) = [item for item in tool.header if len(item.choices) == count]
        for number, choice in enumerate(chooser.choices):
            held = {str(chooser.id): choice.code}
            open_pages = [
                at for at, one in enumerate(tool.sections) if one.shown_when and one.shown_when.holds(held.get)
            ]
            assert open_pages == [number]
