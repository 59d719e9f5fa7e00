"""The tools of Bracknell Forest, Herefordshire, Durham and Slough hold what the catalogue lists, under its ids."""

import json
import re
from collections import Counter

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.flow import blockers
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import Tool
from qa_desktop.toolkit.canonical import canonical_bytes
from qa_desktop.toolkit.library import ToolLibrary
from tests.sample_audits import audit_of
from tests.toolkit.catalogue import (
    CASE,
    HOME,
    IMPLIED,
    PARTLY,
    PRACTITIONER,
    PRINTED,
    SERVICE,
    SUPERVISION_FILE,
    Instrument,
    completed,
    found,
    strangers,
    texts,
)

ELEVEN = "1 2 3 4 5 6 7 8 9 10 11"
BRACKNELL = (
    Instrument("bra-live-audit", PARTLY, CASE, "Appendix 2", "bra-live", f"{ELEVEN} J", ELEVEN),
    Instrument("bra-audit-variants", IMPLIED, CASE, "Section 7", "bra-var", "1 2 3 4 5"),
    Instrument("bra-validation-panel", IMPLIED, CASE, "Section 7; section 4.4", "bra-val", "1 2 3"),
    Instrument("bra-audit-action-plan", IMPLIED, SERVICE, "Section 4.7.5; section 5.5", "bra-aap", "1", "1"),
    Instrument("bra-case-view", IMPLIED, CASE, "Section 4.2; section 4.3", "bra-cv", "1"),
    Instrument("bra-management-response", IMPLIED, SERVICE, "Section 4.7.5", "bra-mr", "1", "1"),
    Instrument("bra-panel-monitoring", IMPLIED, PRACTITIONER, "Section 6.1.2", "bra-pm", "1"),
    Instrument("bra-reg44", IMPLIED, HOME, "Section 6.1.6", "bra-r44", "1"),
    Instrument("bra-lado-evaluation", IMPLIED, SERVICE, "Section 4.7.3", "bra-lado", "1", "1"),
    Instrument("bra-crt-monitoring", IMPLIED, CASE, "Section 4.7.4", "bra-crt", "1 2 3"),
    Instrument("bra-feedback", IMPLIED, SERVICE, "Section 6.2", "bra-fb", "1 2 3 4"),
)  # fmt: skip
HEREFORDSHIRE = (
    Instrument("her-audit", PARTLY, CASE, "Component Two", "her-audit", "1 2 3 4 5 6 W J"),
    Instrument("her-family-feedback", IMPLIED, CASE, "Component Two", "her-ff", "1 2 3"),
    Instrument("her-moderation", IMPLIED, CASE, "Component Two, Audit Moderation", "her-mod", "1 2 3 5 4"),
    Instrument("her-inadequate", IMPLIED, CASE, "Component Two, Inadequate Audits", "her-inad", "1 2 3"),
    Instrument("her-escalation", IMPLIED, CASE, "Independent Reviewing Officers", "her-esc", "1 2 3"),
    Instrument("her-service-area-qa", IMPLIED, SERVICE, "Service Area", "her-saqa", "1 2 3"),
    Instrument("her-feedback", IMPLIED, SERVICE, "Component Three", "her-fb", "1 2 3 4 5 6 7 8"),
    Instrument("her-other", IMPLIED, SERVICE, "Our other methods", "her-oth", "1 2 3 4 5 6 7 8"),
)
DURHAM = (
    Instrument("dur-collaborative-audit", PARTLY, CASE, "Section 4.3; Appendix 3", "dur-ca", "1 2 3 4 5 6"),
    Instrument("dur-moderation", IMPLIED, SERVICE, "Section 4.3", "dur-mod", "1"),
    Instrument("dur-impact-statement", PRINTED, SERVICE, "Appendix 2; sections 4.11", "dur-imp", "1 2 3 4 5 6 7"),
    Instrument("dur-practice-observation", IMPLIED, PRACTITIONER, "Section 4.3", "dur-obs", "1 2"),
    Instrument("dur-practice-week", IMPLIED, SERVICE, "Section 4.3", "dur-pw", "1 2"),
    Instrument("dur-deep-dive", IMPLIED, SERVICE, "Sections 4.7 to 4.10", "dur-dd", "1 2 3 4"),
    Instrument("dur-qib-action-plan", IMPLIED, SERVICE, "Section 5.3", "dur-qib", "1", "1"),
    Instrument("dur-performance-response", IMPLIED, SERVICE, "Sections 4.14 and 4.15", "dur-pr", "1 2 3"),
    Instrument("dur-resolution", IMPLIED, CASE, "Section 4.3", "dur-res", "1"),
    Instrument("dur-feedback", IMPLIED, SERVICE, "Section 4.3", "dur-fb", "1 2 3 4"),
)
SLOUGH = (
    Instrument("slo-case-audit", IMPLIED, CASE, "Section 3, All Heads of Service", "slo-case", "2 1"),
    Instrument("slo-brag-tool", IMPLIED, CASE, "Section 3, Practice Managers", "slo-brag", "1 2 3 4 5", "2 3 4 5"),
    Instrument("slo-supervision-review", IMPLIED, SUPERVISION_FILE, "Section 3, All Heads", "slo-supr", "1 2 3 4"),
    Instrument("slo-moderation", IMPLIED, SERVICE, "Section 3, Head of Service Safeguarding", "slo-mod", "1 2 3", "2"),
    Instrument("slo-cp-report", IMPLIED, SERVICE, "Section 3, Consultant Practitioners", "slo-cpr", "1 2"),
    Instrument("slo-pair-notice", IMPLIED, CASE, "Section 3, Head of Service Safeguarding", "slo-pair", "1 2 3", "3"),
    Instrument("slo-team-plan", IMPLIED, SERVICE, "Section 3, Practice Managers", "slo-tp", "1 2 3"),
    Instrument("slo-feedback", IMPLIED, SERVICE, "Section 3", "slo-fb", "1 2 3 4 5 6"),
    Instrument("slo-placement-review", IMPLIED, SERVICE, "Section 3, Other Managers", "slo-pl", "1 2 3"),
    Instrument("slo-contract-review", IMPLIED, SERVICE, "Section 3, Commissioning Team", "slo-con", "1 2"),
    Instrument("slo-training-impact", IMPLIED, PRACTITIONER, "Section 3, Practice Managers", "slo-tr", "1", "1"),
)  # fmt: skip
AUTHORITIES = {"BRA": BRACKNELL, "HER": HEREFORDSHIRE, "DUR": DURHAM, "SLO": SLOUGH}
ALL = [one for instruments in AUTHORITIES.values() for one in instruments]
BY_ID = pytest.mark.parametrize("instrument", ALL, ids=lambda one: one.id)

MATRIX = {"CR": 7, "BI": 7, "AS": 16, "PL": 11, "RV": 8, "MO": 5}
CELLS = {"CR": 7, "BI": 5, "AS": 9, "PL": 6, "RV": 5, "MO": 5}
NEVER_ON_SCREEN = re.compile(r"\b(scores?|scored|fail|failed|fails|RI)\b|!", re.IGNORECASE)


def own_questions(tool: Tool, instrument: Instrument, given: dict[str, Value]) -> list[str]:
    audit = audit_of(tool.id, given)
    shown = [str(item.id) for section in audit.shown_sections() for item in audit.shown_items(section)]
    return [one for one in shown if one in instrument.item_ids]


def words_of(tool: Tool) -> list[str]:
    return list(texts(json.loads(canonical_bytes(tool))))


@pytest.mark.parametrize(("authority", "count"), [("BRA", 11), ("HER", 8), ("DUR", 10), ("SLO", 11)])
def test_an_authority_has_every_instrument_of_the_catalogue_and_no_other(
    authority: str, count: int, shipped: ToolLibrary
) -> None:
    expected = [one.id for one in AUTHORITIES[authority]]

    assert len(expected) == count
    assert sorted(one.id for one in shipped.summaries() if one.authority_code == authority) == sorted(expected)


@BY_ID
def test_an_instrument_says_where_it_comes_from_and_what_it_is_about(
    instrument: Instrument, shipped: ToolLibrary
) -> None:
    tool = shipped.get(instrument.id)

    assert tool.provenance.status is instrument.status
    assert tool.provenance.section.startswith(instrument.section)
    assert tool.provenance.document
    assert tool.provenance.note
    assert tool.provenance.gaps
    assert tool.subject is instrument.subject


@BY_ID
def test_an_instrument_has_the_catalogues_items_and_marks_its_own(instrument: Instrument, shipped: ToolLibrary) -> None:
    tool = shipped.get(instrument.id)

    assert found(tool, instrument) == list(instrument.item_ids)
    assert strangers(tool, instrument) == []
    assert {str(i.id) for i in tool.items if i.proposed and i.id in instrument.item_ids} == instrument.proposed_ids


@BY_ID
def test_what_the_frameworks_do_not_print_is_marked_as_our_proposal(
    instrument: Instrument, shipped: ToolLibrary
) -> None:
    tool = shipped.get(instrument.id)
    printed_plan = instrument.id == "dur-impact-statement"

    assert all(item.proposed for item in tool.header)
    assert tool.signatures
    assert all(block.proposed for block in tool.signatures)
    assert tool.action_plan is None or tool.action_plan.proposed is not printed_plan


@BY_ID
def test_an_instrument_calls_its_subject_and_its_people_by_one_word_each(
    instrument: Instrument, shipped: ToolLibrary
) -> None:
    tool = shipped.get(instrument.id)
    labels = {item.label for item in tool.header if item.prefill == "subject"}

    assert labels <= {tool.words.case_reference}
    assert tool.words.practitioner != tool.words.auditor


@BY_ID
def test_no_word_that_must_not_be_on_screen_stands_in_an_instrument(
    instrument: Instrument, shipped: ToolLibrary
) -> None:
    assert [text for text in words_of(shipped.get(instrument.id)) if NEVER_ON_SCREEN.search(text)] == []


@BY_ID
def test_an_instrument_can_be_completed_to_its_signing(instrument: Instrument, shipped: ToolLibrary) -> None:
    tool = shipped.get(instrument.id)

    assert blockers(audit_of(tool.id, {}))
    assert blockers(completed(tool)) == ()


@pytest.mark.parametrize(
    ("tool_id", "field"),
    [
        ("bra-audit-variants", "audit_type"),
        ("bra-crt-monitoring", "record_kind"),
        ("bra-feedback", "feedback_kind"),
        ("her-feedback", "feedback_kind"),
        ("her-other", "method"),
        ("dur-feedback", "feedback_kind"),
        ("slo-feedback", "feedback_kind"),
        ("slo-placement-review", "record_kind"),
    ],
)
def test_each_kind_of_a_record_asks_its_own_question(tool_id: str, field: str, shipped: ToolLibrary) -> None:
    tool = shipped.get(tool_id)
    (instrument,) = [one for one in ALL if one.id == tool_id]
    kind = tool.item(field)
    asked = [own_questions(tool, instrument, {paths.header(field): one.code}) for one in kind.choices] if kind else []

    assert own_questions(tool, instrument, {}) == []
    assert [one for group in asked for one in group] == list(instrument.item_ids)
    assert {len(group) for group in asked} == {1}


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_no_question_of_an_authority_has_the_id_of_another(authority: str, shipped: ToolLibrary) -> None:
    asked = Counter(str(item.id) for instrument in AUTHORITIES[authority] for item in shipped.get(instrument.id).items)

    assert [one for one, times in asked.items() if times > 1] == []


@BY_ID
def test_a_record_about_staff_is_never_filed_with_a_child(instrument: Instrument, shipped: ToolLibrary) -> None:
    tool = shipped.get(instrument.id)
    steps = tool.filing.steps if tool.filing else ()
    of_staff = instrument.subject in (PRACTITIONER, SUPERVISION_FILE)

    assert steps
    assert not of_staff or all("{case_reference}" not in step.text + step.heading for step in steps)
    assert not of_staff or "never goes on a child's file" in tool.purpose


def test_the_matrix_of_durham_has_54_points_in_37_cells_of_6_rows(shipped: ToolLibrary) -> None:
    sections = shipped.get("dur-collaborative-audit").sections[:6]
    points = [str(point.id) for section in sections for point in section.points]
    rows = Counter(point.split(".")[1] for point in points)
    cells = Counter(cell.split(".")[1] for cell in {point.rstrip("abc") for point in points})

    assert len(points) == len(set(points)) == 54
    assert rows == MATRIX
    assert sum(cells.values()) == 37
    assert cells == CELLS


def test_durham_keeps_the_rows_of_its_matrix_in_order(shipped: ToolLibrary) -> None:
    tool = shipped.get("dur-collaborative-audit")

    assert [section.title for section in tool.sections[:6]] == [
        "Contact/Referral", "Basic Information", "Assessment", "Planning", "Review", "Management Oversight",
    ]  # fmt: skip
    assert [str(section.points[0].id) for section in tool.sections[:6]] == [
        f"W-DUR.{row}.1" + ("a" if row in {"AS", "PL", "RV"} else "") for row in MATRIX
    ]


@pytest.mark.parametrize("instrument", DURHAM, ids=lambda one: one.id)
def test_durham_never_speaks_of_grades(instrument: Instrument, shipped: ToolLibrary) -> None:
    tool = shipped.get(instrument.id)

    assert [text for text in words_of(tool) if "grade" in text.casefold()] == []
    assert tool.scales == ()
    assert tool.overall is None
    assert tool.escalation == ()


def test_durham_wants_strengths_and_areas_for_improvement_from_every_audit(shipped: ToolLibrary) -> None:
    closing = shipped.get("dur-collaborative-audit").sections[6]

    assert [(item.label, item.need.value) for item in closing.items[:2]] == [
        ("Strengths", "mandatory"),
        ("Areas for improvement", "mandatory"),
    ]


def test_the_impact_statement_prints_six_headings_and_three_columns(shipped: ToolLibrary) -> None:
    tool = shipped.get("dur-impact-statement")

    assert [item.label for item in tool.items if re.fullmatch(r"dur-imp\.[1-6]", item.id)] == [
        "What is the Key Line of Enquiry?", "What is/was the issue?", "What have we done?",
        "What impact have we had?", "Next Steps", "Supporting Evidence",
    ]  # fmt: skip
    assert tool.action_plan
    assert [column.label for column in tool.action_plan.columns] == ["Action", "Lead", "Timescale"]


def test_herefordshire_grades_six_domains_and_the_whole(shipped: ToolLibrary) -> None:
    tool = shipped.get("her-audit")

    assert [section.title for section in tool.sections[:6]] == [
        "Voice of the Child", "Assessments", "Quality of plans", "Management Oversight",
        "Effectiveness of Partnership Working", "Embracing Diversity",
    ]  # fmt: skip
    assert [[str(item.scale) for item in section.items] for section in tool.sections[:6]] == [["grade"]] * 6
    assert tool.overall
    assert tool.overall.section_grades == "items"


def test_herefordshire_follows_an_inadequate_audit_at_6_weeks_and_3_months(shipped: ToolLibrary) -> None:
    tool = shipped.get("her-audit")

    assert [(rule.grade, rule.recipients) for rule in tool.escalation] == [("inadequate", ("Head of Service",))]
    assert [(rule.amount, rule.unit, rule.grades) for rule in tool.deadlines if rule.grades] == [
        (6, "weeks", ("inadequate",)),
        (3, "months", ("inadequate",)),
    ]


def test_herefordshire_wants_the_form_within_3_weeks_of_allocation(shipped: ToolLibrary) -> None:
    rules = [one for one in shipped.get("her-audit").deadlines if not one.grades]

    assert [(one.id, one.start, one.amount, one.unit) for one in rules] == [
        ("submit", "allocated_on", 3, "weeks"),
        ("moderation", "allocated_on", 4, "weeks"),
    ]


def test_a_moderation_keeps_the_grades_of_lead_and_peer_beside_its_own(shipped: ToolLibrary) -> None:
    tool = shipped.get("her-moderation")
    given = [[str(item.id) for item in section.items] for section in tool.sections[:2]]

    assert given == [[f"her-mod.{who}.{end}" for end in "123456J"] for who in ("lead", "peer")]
    assert tool.overall
    assert (tool.overall.id, tool.overall.label) == ("her-mod.4", "Final outcome grade")


@pytest.mark.parametrize(("consent", "asked"), [(None, False), ("no", False), ("yes", True)])
def test_nobody_of_a_family_is_asked_before_they_consent(consent: str | None, asked: bool) -> None:  # noqa: FBT001 - a column of the table above
    audit = audit_of("her-family-feedback", {paths.answer("her-ff.1"): consent})

    assert ("views" in [section.id for section in audit.shown_sections()]) is asked


@pytest.mark.parametrize(("form", "asked"), [("lead", False), ("peer", True)])
def test_herefordshire_asks_only_the_peer_about_worker_and_family(form: str, asked: bool) -> None:  # noqa: FBT001 - a column of the table above
    audit = audit_of("her-audit", {paths.header("form"): form})

    assert ("reflection" in [section.id for section in audit.shown_sections()]) is asked


@pytest.mark.parametrize(("actions", "improved"), [("no", "yes"), ("yes", "no"), ("no", "no")])
def test_an_inadequate_audit_stays_open_until_actions_are_done_and_the_service_is_better(
    actions: str, improved: str
) -> None:
    answers: dict[str, Value] = {
        paths.answer("her-inad.3.actions"): actions,
        paths.answer("her-inad.3.improved"): improved,
    }
    audit = audit_of("her-inadequate", answers)

    assert "her-inad.3.closed" not in [item.id for item in audit.shown_items(audit.tool.sections[2])]


@pytest.mark.parametrize("kind", ["success", "development"])
def test_a_pair_notice_asks_for_what_it_holds(kind: str) -> None:
    audit = audit_of("slo-pair-notice", {paths.header("notice_kind"): (kind,)})

    assert [section.id for section in audit.shown_sections()] == [
        {"success": "acknowledgement", "development": "issue"}[kind],
        "theme",
    ]


def test_slough_addresses_actions_within_one_week(shipped: ToolLibrary) -> None:
    assert [(rule.amount, rule.unit) for rule in shipped.get("slo-case-audit").deadlines] == [(1, "weeks")]


def test_the_colours_of_brag_are_four_and_none_is_better(shipped: ToolLibrary) -> None:
    (scale,) = shipped.get("slo-brag-tool").scales

    assert [point.label for point in scale.points] == ["Blue", "Red", "Amber", "Green"]
    assert {point.rank for point in scale.points} == {None}
    assert len({(point.shape, point.tone) for point in scale.points}) == 4


def test_a_pair_notice_keeps_success_and_development_apart(shipped: ToolLibrary) -> None:
    success, development, _ = shipped.get("slo-pair-notice").sections

    assert [str(item.id) for item in success.items] == ["slo-pair.1"]
    assert str(development.items[0].id) == "slo-pair.2"
    assert success.shown_when != development.shown_when
