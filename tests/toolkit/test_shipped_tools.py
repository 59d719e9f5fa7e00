"""The four shipped tools say what the frameworks ask for: ids, counts, printed order, rules."""

import re
from collections import Counter

import pytest

from qa_desktop.domain.scale import GradeShape, Tone
from qa_desktop.domain.tool import AnswerType, Need, Party, PrintStatus, SectionLayout, SubjectKind, Tool
from qa_desktop.toolkit.library import ToolLibrary

STANDARDS = [
    "Case Description and Child's History",
    "Assessment & Analysis",
    "Child's Plan",
    "Review and Statutory Duties",
    "Partnership and Participation",
    "Impact, Outcomes & Permanency",
    "Supervision & Management Oversight",
]
POINTS_A_STANDARD = [12, 13, 15, 14, 25, 7, 8]
TIER_2 = {1: 4, 2: 9, 3: 4, 4: 4, 5: 6, 6: 3}
NEVER_ON_SCREEN = re.compile(r"\b(scores?|scored|fail|failed|fails|RI)\b|!", re.IGNORECASE)


@pytest.fixture(scope="module")
def bra(shipped: ToolLibrary) -> Tool:
    return shipped.get("bra-live-audit")


@pytest.fixture(scope="module")
def tier2(shipped: ToolLibrary) -> Tool:
    return shipped.get("roc-t2-hos")


@pytest.fixture(scope="module")
def observation(shipped: ToolLibrary) -> Tool:
    return shipped.get("roc-observation")


@pytest.fixture(scope="module")
def supervision(shipped: ToolLibrary) -> Tool:
    return shipped.get("roc-supervision-file")


def ids(tool: Tool) -> list[str]:
    return [str(item.id) for item in tool.items]


def test_no_shipped_file_has_a_mistake(shipped: ToolLibrary) -> None:
    assert shipped.faulty() == ()


def test_no_word_that_must_not_be_on_screen_stands_in_a_tool(shipped: ToolLibrary) -> None:
    tools = [shipped.get(one.id, one.version) for one in shipped.summaries()]

    assert [(tool.id, text) for tool in tools for text in words_on_screen(tool) if NEVER_ON_SCREEN.search(text)] == []


def words_on_screen(tool: Tool) -> list[str]:
    texts = [tool.title, tool.purpose, *(item.label for item in tool.items), *(item.help for item in tool.items)]
    texts += [section.statement for section in tool.sections]
    texts += [point.text for section in tool.sections for point in section.points]
    texts += [text for scale in tool.scales for point in scale.points for text in (point.label, point.descriptor)]
    texts += [block.statement for block in tool.signatures]
    return texts


def test_bracknell_has_seven_standards_in_order_with_one_grade_each(bra: Tool) -> None:
    standards = bra.sections[:7]

    assert [section.title for section in standards] == STANDARDS
    assert {section.layout for section in standards} == {SectionLayout.SINGLE}
    for section in standards:
        (item,) = section.items
        assert item.type is AnswerType.SCALE
        assert item.need is Need.OPTIONAL
        assert item.evidence
        assert item.comment
        assert item.comment.label == "Why this grade, and what difference has it made for the child?"


def test_bracknell_has_the_catalogues_ids(bra: Tool) -> None:
    assert ids(bra) == [f"bra-live.{number}" for number in range(1, 12)]
    assert bra.overall
    assert bra.overall.id == "bra-live.J"
    assert bra.overall.reason_compulsory


def test_bracknell_has_94_points_in_the_standards_and_7_indicators(bra: Tool) -> None:
    counts = [len(section.points) for section in bra.sections]

    assert counts[:8] == [*POINTS_A_STANDARD, 7]
    assert sum(counts[:7]) == 94
    assert [str(point.id) for point in bra.sections[7].points] == [f"W-BRA.0.{number}" for number in range(1, 8)]


def test_bracknell_numbers_its_points_as_the_catalogue_does(bra: Tool) -> None:
    expected = [f"W-BRA.{s}.{n}" for s, most in enumerate(POINTS_A_STANDARD, 1) if s != 5 for n in range(1, most + 1)]
    fifth = [f"W-BRA.5.{letter}{n}" for letter, most in (("P", 3), ("C", 15), ("F", 7)) for n in range(1, most + 1)]
    given = [str(point.id) for section in bra.sections[:7] for point in section.points]

    assert sorted(given) == sorted([*expected, *fifth])
    assert [str(point.id) for point in bra.sections[4].points] == fifth


def test_bracknell_groups_points_where_the_guide_does(bra: Tool) -> None:
    groups = [list(Counter(point.group for point in section.points).items()) for section in bra.sections[:7]]

    assert groups[4] == [
        ("Professionals", 3),
        ("Voice of the child", 15),
        ("Parents, carers and other important adults", 7),
    ]
    assert groups[6] == [
        ("Effective and timely management oversight and direction", 3),
        ("Quality of decision making", 5),
    ]
    assert [list(dict(group)) for group in (*groups[:4], groups[5])] == [[""]] * 5


def test_bracknell_has_the_lettered_parts_of_standard_4(bra: Tool) -> None:
    parts = {
        str(point.id): "".join(letter for letter, _ in point.parts) for point in bra.sections[3].points if point.parts
    }

    assert parts == {"W-BRA.4.2": "abcdef", "W-BRA.4.3": "abcde", "W-BRA.4.4": "abcdefghijklmnopqr"}


def test_bracknell_ends_with_indicators_and_good_practice(bra: Tool) -> None:
    indicators, closing = bra.sections[7:]

    assert (indicators.title, indicators.items[0].type) == ("Overall practice indicators", AnswerType.CHECKLIST)
    assert (closing.title, closing.layout) == ("Good practice, feedback and Signs of Safety", SectionLayout.FORM)
    assert [item.type for item in closing.items] == [AnswerType.TEXT, AnswerType.YES_NO, AnswerType.TEXT]


def test_bracknell_prints_the_best_grade_first_and_rochdale_the_worst(bra: Tool, tier2: Tool) -> None:
    printed = ["Outstanding", "Good", "Requires Improvement", "Inadequate"]

    assert [point.label for point in bra.scales[0].points] == printed
    assert [point.label for point in tier2.scales[0].points] == printed[::-1]
    assert [point.rank for point in tier2.scales[0].points] == [4, 3, 2, 1]
    assert [point.number for point in tier2.scales[0].points] == ["4", "3", "2", "1"]
    assert bra.scales[0].codes == tier2.scales[0].codes[::-1]


def test_each_grade_has_its_shape_tone_and_words_for_the_button(bra: Tool, tier2: Tool) -> None:
    for tool in (bra, tier2):
        points = {point.code: (point.shape, point.tone) for point in tool.scales[0].points}
        assert points == {
            "outstanding": (GradeShape.DIAMOND, Tone.OUTSTANDING),
            "good": (GradeShape.CIRCLE, Tone.GOOD),
            "requires_improvement": (GradeShape.TRIANGLE, Tone.REQUIRES_IMPROVEMENT),
            "inadequate": (GradeShape.SQUARE, Tone.INADEQUATE),
        }
        assert all(0 < len(point.short_descriptor) <= 45 and point.descriptor for point in tool.scales[0].points)


def test_bracknell_uses_its_own_words(bra: Tool) -> None:
    words = bra.words

    assert bra.authority_code == "BRA"
    assert (words.audit, words.section, words.practitioner) == ("Live Case File Audit", "Standard", "Key worker")
    assert (words.case_reference, words.action_plan) == ("Mosaic case ID", "Audit Action Plan")


def test_bracknell_sets_two_deadlines(bra: Tool) -> None:
    rules = {rule.id: (rule.amount, rule.unit, rule.applies_to, rule.owner) for rule in bra.deadlines}

    assert rules["immediate"] == (5, "working_days", "immediate_actions", "Responsible manager")
    assert rules["supervision"][:3] == (1, "months", "other_actions")
    assert "supervision" in rules["supervision"][3]


def test_bracknell_escalates_the_two_lower_grades_to_the_quality_assurance_officer(bra: Tool) -> None:
    assert {rule.grade: rule.recipients for rule in bra.escalation} == {
        "requires_improvement": ("Quality Assurance Officer",),
        "inadequate": ("Quality Assurance Officer",),
    }
    assert all("Assistant Director CSC" in rule.note and "QA service" in rule.note for rule in bra.escalation)


def test_bracknell_files_under_its_exact_heading(bra: Tool) -> None:
    assert bra.filing
    assert bra.filing.steps[0].heading == "Audit Action Plan - {month}"
    titles = " ".join(step.title for step in bra.filing.steps)
    assert "management chronology" in titles
    assert "Quality Assurance Officer" in titles


def test_bracknell_plans_with_seven_columns_and_five_smart_prompts(bra: Tool) -> None:
    plan = bra.action_plan
    assert plan
    assert [column.field for column in plan.columns] == [
        "what",
        "outcome",
        "who",
        "due",
        "immediate",
        "completed",
        "measure",
    ]
    assert "".join(letter for letter, _, _ in plan.smart_prompts) == "SMART"
    assert plan.proposed
    assert not plan.event_with_review_date
    assert bra.look_back
    assert bra.look_back.months == 12


def test_bracknell_says_what_is_our_proposal(bra: Tool) -> None:
    assert bra.provenance.status is PrintStatus.PARTLY_PRINTED
    assert all(item.proposed for item in bra.header)
    assert [item.label for item in bra.header] == [
        "Mosaic case ID", "Auditor", "Key worker", "Team", "Service area", "Audit date", "Audit month", "Audit type",
    ]  # fmt: skip
    assert len(bra.provenance.gaps) == 5


def test_the_practitioner_signs_without_agreeing_and_the_auditor_seals(bra: Tool, tier2: Tool) -> None:
    for tool in (bra, tier2):
        practitioner, auditor = tool.signatures[0], tool.signatures[-1]
        assert practitioner.statement == "I took part and have read this. It does not mean I agree."
        assert (practitioner.role, auditor.role) == ("practitioner", "auditor")
        assert [block.seals for block in tool.signatures] == [False] * (len(tool.signatures) - 1) + [True]


def test_tier_2_has_thirty_items_in_six_sections_and_a_place_for_comments(tier2: Tool) -> None:
    expected = [f"roc-t2.{section}.{number}" for section, most in TIER_2.items() for number in range(1, most + 1)]

    assert len(expected) == 30
    assert ids(tier2) == [*expected, "roc-t2.C"]
    assert [section.layout for section in tier2.sections] == [SectionLayout.MATRIX] * 6 + [SectionLayout.FORM]
    assert tier2.overall
    assert tier2.overall.id == "roc-t2.J"


def test_tier_2_allows_not_applicable_where_the_form_does(tier2: Tool) -> None:
    assert [str(item.id) for item in tier2.items if item.not_applicable] == ["roc-t2.2.6", "roc-t2.3.4"]


def test_tier_2_asks_for_evidence_and_comments_on_every_item(tier2: Tool) -> None:
    judged = [item for section in tier2.sections[:6] for item in section.items]

    assert {item.comment.label for item in judged if item.comment} == {"Evidence and Comments"}
    assert all(item.comment and item.evidence for item in judged)


def test_tier_2_shows_28_points_beside_its_sections(tier2: Tool) -> None:
    counts = [len(section.guidance) for section in tier2.sections]
    letters = ["".join(sorted({str(point.id)[6] for point in section.guidance})) for section in tier2.sections[:5]]

    assert counts == [6, 9, 2, 5, 6, 0, 0]
    assert letters == ["R", "A", "N", "O", "M"]


def test_tier_2_tells_whom_the_printed_table_names(tier2: Tool) -> None:
    assert {rule.grade: (rule.recipients, rule.conditional) for rule in tier2.escalation} == {
        "inadequate": (("Head of Service", "Assistant Director"), ()),
        "requires_improvement": (("Head of Service", "Team Manager"), ("IRO/Conference Chair",)),
        "good": (("Team Manager",), ()),
        "outstanding": (("Team Manager", "Head of Service", "Assistant Director"), ()),
    }


def test_tier_2_files_an_audit_case_note(tier2: Tool) -> None:
    assert tier2.filing
    assert tier2.filing.steps[0].heading == "Audit Case Note"
    assert [step.id for step in tier2.filing.steps] == ["case-note", "chronology", "upload", "copy"]
    assert "csc audits@rochdale.gov.uk" in tier2.filing.steps[3].title


def test_tier_2_has_an_action_table_in_two_halves(tier2: Tool) -> None:
    plan = tier2.action_plan
    assert plan
    halves = [(column.label, column.by) for column in plan.columns]

    assert halves == [
        ("Action", "auditor"), ("Who?", "auditor"), ("Timescales", "auditor"),
        ("Date reviewed", "supervision"), ("Completed/Comments", "supervision"), ("Initials", "supervision"),
    ]  # fmt: skip
    assert (plan.auditor_half, plan.supervision_half) == (
        "To be completed by auditor",
        "To be completed during supervision",
    )


def test_tier_2_looks_back_up_to_two_years_with_good_as_benchmark(tier2: Tool) -> None:
    assert tier2.look_back
    assert tier2.look_back.months == 24
    assert "18 months to 2 years" in tier2.look_back.text
    assert "Good" in tier2.benchmark


def test_the_observation_has_six_prompts_by_the_one_who_is_asked(observation: Tool) -> None:
    answered = {str(item.id): item.answered_by for item in observation.items}

    assert list(answered) == [f"roc-obs.{number}" for number in range(1, 7)]
    assert all(answered[f"roc-obs.{number}"] == (Party.OBSERVER,) for number in (1, 2, 3))
    assert answered["roc-obs.4"] == answered["roc-obs.6"] == (Party.JOINT,)
    assert all(item.type is AnswerType.TEXT for item in observation.items)


def test_the_observation_has_stages_two_signatures_and_no_grade(observation: Tool) -> None:
    assert [(str(stage.id), stage.opens_after) for stage in observation.stages] == [
        ("observed", None),
        ("feedback-session", "observed"),
        ("signed", "feedback-session"),
    ]
    assert [(block.role, block.seals) for block in observation.signatures] == [
        ("supervisee", False),
        ("supervisor", True),
    ]
    assert observation.overall is None
    assert observation.scales == ()
    assert observation.escalation == ()
    assert observation.subject is SubjectKind.PRACTITIONER


def test_the_observation_names_what_may_be_observed(observation: Tool) -> None:
    nature = observation.item("nature")

    assert nature
    assert [choice.label for choice in nature.choices] == ["Telephone calls", "Home visits", "Meeting"]


def test_the_supervision_file_has_ten_questions_and_five_fields(supervision: Tool) -> None:
    expected = [f"roc-sup.{number}" for number in range(1, 11)] + [f"roc-sup.F{number}" for number in range(1, 6)]

    assert ids(supervision) == expected
    assert {item.type for item in supervision.sections[0].items} == {AnswerType.YES_NO}
    assert {item.comment.label for item in supervision.sections[0].items if item.comment} == {
        "Note of findings & action required - state by whom and timescale"
    }
    assert [item.type.value for item in supervision.sections[1].items] == ["date", "signature", "date", "date", "text"]


def test_a_yes_to_supervision_question_ten_raises_an_observation(supervision: Tool) -> None:
    (rule,) = supervision.follow_ups

    assert [str(item.id) for item in supervision.items if item.yes_is_concern] == ["roc-sup.10"]
    assert (rule.item, rule.answers) == ("roc-sup.10", ("yes",))
    assert "observation of the supervisor's supervision skills" in rule.task


def test_the_supervision_file_has_one_signature_that_seals_and_no_grade(supervision: Tool) -> None:
    assert [(block.role, block.seals) for block in supervision.signatures] == [("auditor", True)]
    assert supervision.overall is None
    assert supervision.subject is SubjectKind.SUPERVISION_FILE
    assert [str(item.id) for item in supervision.items if item.not_applicable] == ["roc-sup.7"]


def test_a_superseded_name_is_shown_with_the_current_one(supervision: Tool) -> None:
    item = supervision.item("roc-sup.6")

    assert item
    assert "HCPC" in item.label
    assert "Social Work England" in item.help
