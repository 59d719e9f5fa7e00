"""Rochdale: its printed forms with their items, words and order of grades, and what depends on the case."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from qa_desktop.domain import flow, paths
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.tool import AnswerType, Item, Tool
from qa_desktop.ui.pages.plan import PlanPage
from tests.acceptance.on_screen import CTRL, asked, grades, open_tool, press, section, sections, words
from tests.desks import MOMENT, OpenDesk
from tests.sample_audits import audit_of, shipped_tool
from tests.ui.audit_bench import Bench
from tests.ui.pages.conftest import Opened, Opener

GENERIC, PLO, TIER_2, SUPERVISION = "roc-t1-generic", "roc-t1-plo", "roc-t2-hos", "roc-supervision-file"
BEST_FIRST = ["outstanding", "good", "requires_improvement", "inadequate"]
AREAS = (
    "Referral & liaison with referrer/key agencies involved",
    "Appropriate consideration and analysis of risk",
    "Voice/wishes and feelings of child",
    "Quality of Analysis (& link to plan outcomes if appropriate)",
    "Quality of Planning",
    "Does planning address any specific needs such as religion or disability?",
    "Effective monitoring of plan(s)",
    "Is the PEP available and does it record the child/YP's achievement appropriately?",
)
TIER_2_FORM = {
    "Referral": (
        "Quality of information provided and subsequent interrogation",
        "Involvement of partner agencies and impact on the referral process",
        "Contact with referrer (including notification of outcome)",
        "Appropriate consents",
    ),
    "Assessment": (
        "Is a copy of the assessment available?",
        "Reasons for assessment evident",
        "Appropriateness of timescales/checkpoints",
        "Quality and robustness of information gathering - clinical and actuarial",
        "Quality of risk and need assessments",
        "Issues of difference recorded appropriately",
        "Child's wishes and feelings are known and have been taken into account",
        "Involvement of relevant parties in the assessment process (including absent parents and fathers)",
        "Quality of narrative and conclusions",
    ),
    "Analysis": (
        "Interrogation of assessment information to inform analysis",
        "Quality of statements in relation to child's unmet needs, parenting deficits and environmental issues",
        "",
        "Appropriate analysis of sibling groups, where appropriate",
    ),
    "Outcome": (
        "Does a plan exist?",
        "",
        "Quality and appropriateness of the plan including the SMART-ness of the objectives",
        "Links between the assessment, analysis and the plan",
    ),
    "Monitoring and management oversight": (
        "Impact of the voice of the child and their family on the service received",
        "Contact with child (seen regularly and/or alone appropriately)",
        "Home conditions clear (including bedroom seen appropriately)",
        "Statutory compliance",
        "Appropriate challenge by supervising officer, including through supervision",
        "",
    ),
    "General observations": (
        "Quality/appropriateness of action(s) taken",
        "Case recording - appropriateness, level, content (including quality of chronology)",
        "Quality of any step-up/step-down analysis and decisions making",
    ),
}
"""The short labels as printed; empty where the form has a longer one that is worded anew."""
KEPT_WORDS = {
    TIER_2: {
        "roc-t2.3.3": "working hypothesis, initial contact, way forward, significant harm",
        "roc-t2.4.2": "child's, family's, voice, plan",
        "roc-t2.5.6": "decision making, approvals, plans, assessments",
    },
    PLO: {
        "roc-t1-plo.1": "basic details, demographic, ICS, up to date",
        "roc-t1-plo.2": "allocated worker, line manager, named",
        "roc-t1-plo.3": "allocated Solicitor, recorded",
        "roc-t1-plo.4": "chronology, significant, current file, Protocol, legal tab, case notes",
        "roc-t1-plo.5": "case notes, ICS, early intervention, plan of support, PLO",
        "roc-t1-plo.6": "management oversight, Case Notes tab, pre-proceedings, PLO 9, LPM, 1st, 2nd, 3rd, LBP",
        "roc-t1-plo.7": "legal tab, eco map, genogram, SW statement, SW assessment, minutes, LBP, PLO 0, gateway",
        "roc-t1-plo.8": "court order, CMH, advocates, family and friends, IRH, expert, final care plan, final hearing",
        "roc-t1-plo.9": "legal tab, commenced, ended, delay, 26 weeks",
        "roc-t1-plo.10": "permanence plan, twin tracking, gateway, fostering, adoption",
        "roc-t1-plo.11": "legal status, ICS, up to date",
        "roc-t1-plo.12": "parents, PLO parents pack",
        "roc-t1-plo.13": "IRO, legal planning meeting, gateway outcomes",
        "roc-t1-plo.14": "LAC review, 2 weeks, 13-15, ratify, final Care Plan, week 16",
        "roc-t1-plo.15": "Adoption medical date, papers, ADM",
        "roc-t1-plo.16": "ADM decision, week 18",
        "roc-t1-plo.17": "26 week, reason for non-compliance",
        "roc-t1-plo.18": "Orders, uploaded, case notes, on-going case management, Care Plan",
        "roc-t1-plo.19": "SW/TM, tracker, PLO case manager, good time, compliance, Date tracker sent",
    },
    SUPERVISION: {
        "roc-sup.1": "file, structured, Supervision Policy",
        "roc-sup.2": "frequency, duration, minimum standards, policy, procedure, practice",
        "roc-sup.3": "Supervision Agreement, supervisee, supervisor",
        "roc-sup.4": "detail, guide, direct, legible, dated, signed, both",
        "roc-sup.5": "supervisor, acted, concerns, issues, supervisee",
        "roc-sup.6": "workload management, welfare, support, HCPC, registration",
        "roc-sup.7": "service users, case file, electronic record, Manager's signature, date",
        "roc-sup.8": "performance, training, development, acted on",
        "roc-sup.9": "attendance, Managers Toolkit",
        "roc-sup.10": "arrange an observation, supervisor's supervision skills",
    },
}


def graded(tool: Tool) -> list[Item]:
    return [item for item in tool.items if item.type is AnswerType.SCALE]


def said_of(tool: Tool, item_id: str) -> str:
    """Return every word that the form says of an item, what is asked beside it included."""
    own = [item for item in tool.items if item.id == item_id or (item.beside and item.id.startswith(f"{item_id}."))]
    texts = [text for item in own for text in (item.label, item.help, item.comment.label if item.comment else "")]
    return " ".join([*texts, *(point.text for item in own for point in item.guidance if item.beside)]).casefold()


def test_r1_tier_1_has_8_items_plo_19_tier_2_30_in_six_sections_and_supervision_10() -> None:
    tier_2 = shipped_tool(TIER_2)
    asked = [item for item in shipped_tool(SUPERVISION).items if item.type is AnswerType.YES_NO]

    assert [item.id for item in graded(shipped_tool(GENERIC))] == [f"{GENERIC}.{number}" for number in range(1, 9)]
    assert [item.id for item in graded(shipped_tool(PLO))] == [f"{PLO}.{number}" for number in range(1, 20)]
    assert [len(part.items) for part in tier_2.sections[:6]] == [4, 9, 4, 4, 6, 3]
    assert len(graded(tier_2)) == 30
    assert [item.id for item in asked] == [f"roc-sup.{number}" for number in range(1, 11)]


@pytest.mark.parametrize("tool_id", list(KEPT_WORDS))
def test_r1_longer_questions_that_are_worded_anew_keep_what_is_printed(tool_id: str) -> None:
    tool = shipped_tool(tool_id)

    lost = {
        item: [one for one in kept.split(", ") if one.casefold() not in said_of(tool, item)]
        for item, kept in KEPT_WORDS[tool_id].items()
    }

    assert {item: missing for item, missing in lost.items() if missing} == {}


def test_r1_tier_1_stands_on_screen_in_its_order_with_the_best_grade_first(opener: Opener, bench: Bench) -> None:
    opened = open_tool(opener, bench, GENERIC, {paths.header("cared_for_child"): "yes"})

    shown = [one for page in sections(opened) for one in asked(page).items() if one[1]]

    assert [question for question, _ in shown] == [f"{number} {area}" for number, area in enumerate(AREAS, 1)]
    assert [offered for _, offered in shown] == [BEST_FIRST] * 8


def test_r1_tier_2_stands_on_screen_in_its_order_with_the_poorest_grade_first(opener: Opener, bench: Bench) -> None:
    opened = open_tool(opener, bench, TIER_2)

    pages = {page.view.section.title: (words(page), asked(page)) for page in list(sections(opened))[:6]}

    assert list(pages) == list(TIER_2_FORM)
    for number, (title, printed) in enumerate(TIER_2_FORM.items(), 1):
        readable, questions = pages[title]
        assert title in readable
        assert list(questions.values()) == [BEST_FIRST[::-1]] * len(printed)
        for place, (question, label) in enumerate(zip(questions, printed, strict=True), 1):
            assert question.startswith(f"{number}.{place} {label}")
            assert not label or question == f"{number}.{place} {label}"


@pytest.mark.parametrize("tool_id", [PLO, SUPERVISION])
def test_r1_plo_and_supervision_file_show_every_item_in_order(opener: Opener, bench: Bench, tool_id: str) -> None:
    wanted = [
        f"{item.number} {item.label}".strip() for item in shipped_tool(tool_id).items if item.id in KEPT_WORDS[tool_id]
    ]
    opened = open_tool(opener, bench, tool_id)

    shown = [one for page in sections(opened) for one in asked(page).items() if one[0] in wanted]

    assert [question for question, _ in shown] == wanted
    offered = BEST_FIRST if tool_id == PLO else ["yes", "no"]
    assert all(given == offered for _, given in shown)


@pytest.mark.parametrize(
    ("service", "asks"),
    [
        ("mass_frt", "are arrangements in place for effective review?"),
        ("scp_cfs", "is the plan being monitored and reviewed appropriately?"),
    ],
)
def test_r2_item_7_is_worded_for_the_service_that_holds_the_case(service: str, asks: str) -> None:
    audit = audit_of(GENERIC, {paths.header("service"): service, paths.answer(f"{GENERIC}.7"): "good"})
    seventh = shipped_tool(GENERIC).item(f"{GENERIC}.7")
    assert seventh is not None

    printed = [one.label for part in compose_note(audit, NoteOccasion(MOMENT)).sections for one in part.answers]

    assert audit.label_of(seventh) == f"Effective monitoring of plan(s): {asks}"
    assert audit.label_of(seventh) in printed


@pytest.mark.parametrize(("cared_for", "applies"), [("no", False), ("", False), ("yes", True)])
def test_r2_item_8_is_asked_of_cared_for_children_alone(cared_for: str, applies: bool) -> None:  # noqa: FBT001 - a row
    audit = audit_of(GENERIC, {paths.header("cared_for_child"): cared_for} if cared_for else {})
    eighth = paths.answer(f"{GENERIC}.8")

    assert (eighth in [one.path for one in flow.blockers(audit)]) is applies


def test_r2_the_page_follows_service_and_kind_of_case(opener: Opener, bench: Bench) -> None:
    opened = open_tool(opener, bench, GENERIC, {paths.header("service"): "mass_frt"})
    page = section(opened, "monitoring")
    seventh, eighth = page.questions
    before = words(seventh)[0]
    closed = not eighth.control.isEnabled()

    answer_header(opened, "service", Qt.Key.Key_2)
    answer_header(opened, "cared_for_child", Qt.Key.Key_1)
    page = section(opened, "monitoring")
    page.focus_place(paths.answer(f"{GENERIC}.8"))
    press(opened, Qt.Key.Key_2, CTRL)

    assert "effective review" in before
    assert closed
    assert "monitored and reviewed appropriately" in words(page.questions[0])[0]
    assert opened.shell.audit.answer(f"{GENERIC}.8").value == "good"


def answer_header(opened: Opened, field: str, key: Qt.Key) -> None:
    opened.shell.go(flow.ABOUT, paths.header(field))
    press(opened, key, CTRL)


def test_r13_the_plo_file_is_rated_by_four_criteria_of_its_own(real: OpenDesk) -> None:
    real.desk.authority_settings.choose("rochdale")
    tool = real.desk.authority_settings.as_used(real.desk.tool(PLO))
    assert tool.overall is not None
    rating, grade = tool.scale(tool.overall.scale), tool.scale("grade")
    assert rating is not None
    assert grade is not None

    assert [(one.number, one.label) for one in rating.points] == [
        ("1", "Outstanding"),
        ("2", "Good"),
        ("3", "In need of improvement"),
        ("4", "Inadequate"),
    ]
    assert all("appl" in one.descriptor and "relevant" in one.descriptor for one in rating.points[:3])
    assert not {one.descriptor for one in rating.points} & {one.descriptor for one in grade.points}
    assert {item.scale for item in graded(tool)} == {"grade"}


def test_r13_the_rating_is_chosen_among_its_own_criteria_on_screen(opener: Opener, bench: Bench) -> None:
    opened = open_tool(opener, bench, PLO)
    opened.shell.go(flow.PLAN, paths.OVERALL_GRADE)
    opened.settle()
    page = opened.shell.page
    assert isinstance(page, PlanPage)

    press(opened, Qt.Key.Key_3, CTRL)

    assert "in_need_of_improvement" in grades(page)
    assert opened.shell.audit.overall_grade == "in_need_of_improvement"
    note = compose_note(opened.shell.audit, NoteOccasion(MOMENT))
    assert note.overall is not None
    assert (note.overall_label, note.overall.label) == ("Assessment/Rating", "In need of improvement")
    assert note.descriptor.startswith("Every requirement that applies and is relevant to this type of case is met.")
