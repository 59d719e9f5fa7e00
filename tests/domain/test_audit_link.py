"""A record points to the audit that it is about, and takes over what its tool says."""

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.audit_link import link_in, linked_values, unlinked_values
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.field_words import value_words
from qa_desktop.domain.operation import Value
from tests.domain.linked_tools import record_with, signed_audit
from tests.sample_audits import MOMENT

OTHER: dict[str, Value] = {
    "answer/v.1/value": "p",
    "answer/v.2/value": "A visit",
    "answer/v.2/comment": "The worker",
    "overall/grade": "g",
}
LINK = paths.header("audited")


def taken(before: dict[str, Value], other: dict[str, Value] = OTHER) -> dict[str, Value]:
    """Return the record's fields once it points to the other audit."""
    return {**before, **linked_values(record_with(before), "audited", signed_audit(other))}


def test_what_every_audit_has_and_what_was_asked_there_is_taken_over_by_its_words() -> None:
    found = taken({})

    assert found[paths.header("day")] == "2026-11-21"
    assert found[paths.header("by")] == "Ada Auditor"
    assert found[paths.header("in_all")] == "good"
    assert found[paths.answer("m.1")] == "poor"


def test_the_note_says_how_the_audit_is_called_and_what_came_from_it() -> None:
    note = compose_note(record_with(taken({})), NoteOccasion(MOMENT))

    facts = {fact.label: fact.value for fact in note.facts}
    assert facts["The audit"] == "Visit audit, 48-2207, 21 November 2026, Ada Auditor"
    assert facts["Overall grade"] == "Good"


def test_what_was_taken_over_stays_as_it_is_and_the_rest_is_free() -> None:
    record = record_with(taken({}))

    assert [key for key in ("day", "by", "in_all", "m.1", "m.2", "m.4") if record.is_taken_over(key)] == [
        "day",
        "by",
        "in_all",
        "m.1",
    ]


def test_an_answer_that_the_other_audit_does_not_give_is_left_to_be_written() -> None:
    found = taken({}, {})

    assert paths.answer("m.1") not in found
    assert not record_with(found).is_taken_over("m.1")


def test_a_grade_that_the_records_own_scale_does_not_have_is_not_taken_over() -> None:
    found = linked_values(record_with({}, ("good, label: Good", "fine, label: Fine")), "audited", signed_audit(OTHER))

    assert paths.header("in_all") not in found


def test_an_answer_begins_with_what_is_there_and_is_changed_freely() -> None:
    found = taken({})

    assert found[paths.answer("m.4")] == "A visit"
    assert found[paths.answer("m.4", "comment")] == "The worker"
    assert not record_with(found).is_taken_over("m.4")


def test_what_somebody_wrote_is_not_written_over_by_a_beginning() -> None:
    assert taken({paths.answer("m.4"): "Mine"})[paths.answer("m.4")] == "Mine"


def test_letting_go_takes_out_what_came_and_leaves_what_only_began_with_it() -> None:
    found = taken({})

    gone = unlinked_values(record_with(found), "audited")

    assert gone == dict.fromkeys(
        (paths.header("day"), paths.header("by"), paths.header("in_all"), paths.answer("m.1"), LINK)
    )


def test_naming_another_audit_takes_out_what_only_the_first_one_said() -> None:
    first = taken({})

    second = linked_values(record_with(first), "audited", signed_audit({"overall/grade": "p"}))

    assert second[paths.answer("m.1")] is None
    assert second[paths.header("in_all")] == "poor"


def test_each_row_has_an_audit_of_its_own() -> None:
    rows: dict[str, Value] = {paths.repeat("more", "b2", "added"): True}

    found = linked_values(record_with(rows), "n.1@b2", signed_audit({}))

    assert found[paths.answer("n.2", instance="b2")] == "2026-11-21"
    assert paths.answer("n.2") not in found
    assert record_with({**rows, **found}).is_taken_over("n.2@b2")
    assert not record_with({**rows, **found}).is_taken_over("n.2")


@pytest.mark.parametrize(
    ("ours", "said"), [("good", "Visits (Poor, Good)"), ("poor", "None"), (None, None)], ids=["other", "same", "open"]
)
def test_where_two_graded_differently_is_worked_out(ours: Value, said: str | None) -> None:
    record = record_with(taken({paths.answer("m.2"): ours}))
    item = record.tool.item("m.3")

    assert item is not None
    assert record.worked_out(item) == said


def test_history_says_how_the_audit_is_called() -> None:
    found = taken({})

    assert value_words(record_with({}).tool, LINK, found[LINK]).startswith("Visit audit, 48-2207")


@pytest.mark.parametrize("value", ["audit-2", ("audit-2",), ("", "words"), 3])
def test_anything_but_an_audit_with_its_name_is_refused(value: Value) -> None:
    assert check_value(record_with({}).tool, LINK, value) == "choose an audit"
    assert link_in(value) is None or value == ("", "words")
