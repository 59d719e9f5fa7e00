import json

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.note import CaseNote, SignatureState, note_as_json
from qa_desktop.domain.operation import Value
from tests.sample_audits import COMPLETE_BRA, MOMENT, STARTED, audit_of

OCCASION = NoteOccasion(MOMENT, "ab" * 32)


def note_of(tool_id: str, values: dict[str, Value]) -> CaseNote:
    return compose_note(audit_of(tool_id, values), OCCASION)


def test_the_note_carries_grade_reason_evidence_and_plan() -> None:
    note = note_of("bra-live-audit", COMPLETE_BRA)
    assert note.overall is not None
    assert note.overall.label.casefold() == "requires improvement"
    plan_section = next(section for section in note.sections if section.section_id == "standard-3")
    assert plan_section.answers[0].evidence[0].kind == "Child's voice"
    assert plan_section.answers[0].points
    assert note.plan is not None
    assert len(note.plan.rows) == 2


def test_the_filing_heading_of_bracknell_is_exact() -> None:
    headings = [one.heading for one in note_of("bra-live-audit", COMPLETE_BRA).filing]
    assert "Audit Action Plan - November" in headings


def test_the_filing_heading_of_rochdale_is_exact() -> None:
    assert "Audit Case Note" in [one.heading for one in note_of("roc-t2-hos", STARTED).filing]


def test_a_heading_keeps_braces_that_were_typed_into_a_reference() -> None:
    note = note_of("roc-t2-hos", {**STARTED, paths.SUBJECT: "{month}"})
    assert note.reference == "{month}"
    assert not any("November" in one.text and "{month}" not in one.text for one in note.filing if "Case" in one.text)


def test_a_matrix_keeps_the_printed_order_of_its_columns() -> None:
    columns = note_of("roc-t2-hos", STARTED).sections[0].columns
    assert [label.casefold() for label in columns] == ["inadequate", "requires improvement", "good", "outstanding"]


def test_the_supervision_half_of_the_plan_stays_empty() -> None:
    values = {**STARTED, "action/a1/what": "W", "action/a1/who": "X", "action/a1/due": "2026-12-01"}
    plan = note_of("roc-t2-hos", values).plan
    assert plan is not None
    halves = [column.half for column in plan.columns]
    assert halves == ["auditor"] * 3 + ["supervision"] * 3
    assert plan.rows[0][3:] == ("", "", "")


def test_private_preparation_never_enters_the_note() -> None:
    note = note_of("bra-live-audit", {**COMPLETE_BRA, paths.preparation("standard-3", "note"): "PRIVATE-WORDS"})
    assert "PRIVATE-WORDS" not in json.dumps(note_as_json(note))


def test_an_open_disagreement_makes_the_grade_provisional_and_shows_both_views() -> None:
    values: dict[str, Value] = {
        **COMPLETE_BRA,
        "disagreement/d1/about": "overall",
        "disagreement/d1/auditor_view": "Not yet good",
        "disagreement/d1/practitioner_view": "Good for this child",
        "disagreement/d1/advice": "asked",
        "disagreement/d1/advice_owner": "QA officer",
        "disagreement/d1/advice_on": "2026-11-21",
    }
    note = note_of("bra-live-audit", values)
    assert note.provisional
    assert (note.disagreements[0].auditor_view, note.disagreements[0].practitioner_view) == (
        "Not yet good", "Good for this child"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "state", "detail"),
    [
        ({"state": "declined", "reason": "I see it differently"}, SignatureState.DECLINED, "I see it differently"),
        ({"state": "absent", "reason": "On leave"}, SignatureState.ABSENT, "On leave"),
        ({"state": "later", "by_date": "2026-11-30"}, SignatureState.LATER, "30 November 2026"),
    ],
)
def test_a_signatory_may_decline_be_absent_or_sign_later(
    fields: dict[str, Value], state: SignatureState, detail: str
) -> None:
    values = COMPLETE_BRA | {paths.signature("practitioner", name): value for name, value in fields.items()}
    signature = next(one for one in note_of("bra-live-audit", values).signatures if one.role == "practitioner")
    assert signature.state is state
    assert detail in signature.detail


def test_the_note_has_a_json_form_with_every_value() -> None:
    text = json.dumps(note_as_json(note_of("bra-live-audit", COMPLETE_BRA)))
    for path, value in COMPLETE_BRA.items():
        if path.rsplit("/", 1)[-1] in ("what", "who", "comment", "reason", "text"):
            assert json.dumps(value)[1:-1] in text
