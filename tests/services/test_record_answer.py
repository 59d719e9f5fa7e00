from datetime import timedelta

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.errors import NotFound, SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk

REASON = paths.answer("bra-live.3", "comment")
GRADE = paths.answer("bra-live.3")


@pytest.fixture
def audit(auditor: OpenDesk) -> Audit:
    return auditor.desk.start_audit(StartRequest("bra-live-audit", "48-2207", "P. Worker"))


def test_a_new_audit_is_filled_with_what_is_known(audit: Audit) -> None:
    assert audit.subject == "48-2207"
    assert audit.text(paths.header("auditor")) == "Ada Auditor"
    assert audit.text(paths.about("period_from")) == "2025-11-21"
    assert [sitting.day.isoformat() for sitting in audit.sittings] == ["2026-11-21"]


def test_an_unknown_tool_is_named(auditor: OpenDesk) -> None:
    with pytest.raises(NotFound, match="bra-live-audit"):
        auditor.desk.start_audit(StartRequest("bra-live-audits", "48-2207"))


def test_what_was_recorded_is_there_when_the_audit_is_opened_again(auditor: OpenDesk, audit: Audit) -> None:
    recorded = auditor.desk.record(audit, {GRADE: "good", REASON: "It follows the assessment."}).audit
    opened = auditor.desk.open_audit(audit.id)
    assert opened.answer("bra-live.3") == recorded.answer("bra-live.3")
    assert opened.answer("bra-live.3").comment == "It follows the assessment."


def test_recording_gives_back_what_was_there_before(auditor: OpenDesk, audit: Audit) -> None:
    first = auditor.desk.record(audit, {GRADE: "good"})
    second = auditor.desk.record(first.audit, {GRADE: "inadequate"})
    assert first.before == {GRADE: None}
    assert second.before == {GRADE: "good"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (GRADE, "great"),
        (paths.answer("bra-live.99"), "good"),
        (paths.OVERALL_GRADE, "excellent"),
        ("action/a1/due", "ASAP"),
        ("action/a1/due", "27/11/2026"),
        ("evidence/e1/source", "hearsay"),
        ("mischief/x/y", "z"),
    ],
)
def test_a_wrong_value_is_named_and_nothing_is_saved(auditor: OpenDesk, audit: Audit, path: str, value: Value) -> None:
    with pytest.raises(SeveralProblems) as raised:
        auditor.desk.record(audit, {REASON: "Kept back", path: value})
    assert [mistake.where for mistake in raised.value.mistakes] == [path]
    assert auditor.desk.open_audit(audit.id).answer("bra-live.3").comment == ""


def test_a_grade_changed_after_its_reason_asks_to_read_the_reason_again(auditor: OpenDesk, audit: Audit) -> None:
    graded = auditor.desk.record(audit, {GRADE: "good", REASON: "Because."}).audit
    changed = auditor.desk.record(graded, {GRADE: "inadequate"}).audit
    assert changed.answer("bra-live.3").reread
    rewritten = auditor.desk.record(changed, {REASON: "Because of the delay."}).audit
    assert not rewritten.answer("bra-live.3").reread


def test_a_first_grade_asks_for_nothing_to_be_read_again(auditor: OpenDesk, audit: Audit) -> None:
    reasoned = auditor.desk.record(audit, {REASON: "Because."}).audit
    graded = auditor.desk.record(reasoned, {GRADE: "good"}).audit
    assert not graded.answer("bra-live.3").reread


def test_unsent_edits_of_one_field_are_one_operation(auditor: OpenDesk, audit: Audit) -> None:
    current = audit
    for text in ("She", "She is", "She is safer"):
        auditor.clock.moment += timedelta(seconds=1)
        current = auditor.desk.record(current, {REASON: text}).audit
    assert [entry.value for entry in auditor.desk.history(audit.id, REASON)] == ["She is safer"]


def test_preparation_stays_in_a_private_stream(auditor: OpenDesk, audit: Audit) -> None:
    auditor.desk.record(audit, {paths.preparation("standard-3", "note"): "Ask about contact"})
    shared = auditor.store.operations(audit.id)
    assert not any(operation.path.startswith("prep/") for operation in shared)
    everything = auditor.store.operations(audit.id, with_private=True)
    assert any(operation.stream.is_private for operation in everything)


def test_free_text_never_stands_in_the_facts(auditor: OpenDesk, audit: Audit) -> None:
    auditor.desk.record(audit, {REASON: "Her own words", paths.SUBJECT: "51-0093", GRADE: "good"})
    facts = [dict(operation.facts) for operation in auditor.store.operations(audit.id)]
    assert "Her own words" not in str(facts)
    assert "51-0093" not in str(facts)
    assert {"v": "good"} in facts


def test_the_list_shows_progress_and_grade(auditor: OpenDesk, audit: Audit) -> None:
    auditor.desk.record(audit, {paths.section("standard-3", "complete"): True, paths.OVERALL_GRADE: "good"})
    (row,) = auditor.desk.list_audits(SummaryFilter())
    assert (row.subject, row.complete_sections, row.all_sections, row.overall) == ("48-2207", 1, 9, "good")
