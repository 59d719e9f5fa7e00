"""What an officer changes in a tool that comes with the program holds in the audits that are begun with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.consequences import deadlines, escalation, follow_ups
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.results import decision, section_result
from qa_desktop.domain.stages import wait_of
from qa_desktop.domain.tool import Section
from qa_desktop.domain.tool_edit.draft import ToolDraft
from qa_desktop.domain.tool_edit.tree import Keys, Plain, entries_at, put, text_at
from qa_desktop.domain.translate import in_language
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk

SHIPPED = "bra-live-audit"
EXTRA: Keys = {
    "id": "extra",
    "title": "How we worked",
    "layout": "form",
    "stage": "talk",
    "roll_up": {
        "method": "percent_of_applicable",
        "rounding": "down",
        "all_not_applicable": "nothing to say",
        "bands": [
            {"code": "little", "label": "Little", "least": 0, "most": 49},
            {"code": "much", "label": "Much", "least": 50, "most": 100},
        ],
    },
    "questions": [
        {"id": "x.plan", "label": "Is there a plan?", "type": "yes_no", "need": "mandatory"},
        {"id": "x.seen", "label": "Was the child seen?", "type": "yes_no", "not_applicable": True},
        {
            "id": "x.why",
            "label": "What came of it?",
            "type": "text",
            "not_applicable_unless": {"question": "x.plan", "is": "yes"},
            "wordings": [{"when": {"question": "x.seen", "is": "no"}, "label": "What came of not seeing them?"}],
        },
        {
            "id": "x.both",
            "label": "How did it go?",
            "type": "scale",
            "scale": "grade",
            "answered_by": ["auditor", "practitioner"],
            "side_by_side": True,
            "descriptors": {"good": "You would do it again."},
        },
    ],
}
CHILDREN: Keys = {
    "id": "children",
    "title": "Each child",
    "layout": "form",
    "repeat": {"of": "child", "least": 1, "most": 4, "order_by": "c.visits"},
    "questions": [
        {"id": "c.born", "label": "Date of birth", "type": "date"},
        {"id": "c.visits", "label": "Visits", "type": "integer"},
        {"id": "c.age", "label": "Age", "type": "computed", "computed": {"formula": "age", "from": ["c.born"]}},
    ],
}
TOTAL: Keys = {
    "id": "total",
    "title": "All together",
    "layout": "form",
    "questions": [
        {"id": "t.visits", "label": "Visits", "type": "computed", "computed": {"formula": "sum", "from": ["c.visits"]}}
    ],
}
STAGES: list[Plain] = [
    {"id": "observe", "title": "Observed", "done_by": ["observer"]},
    {"id": "talk", "title": "Talked about", "opens_after": "observe", "after_reading_by": ["practitioner"]},
]
DUE: Keys = {
    "id": "seen-again",
    "label": "Seen again",
    "amount": 2,
    "unit": "weeks",
    "moved_to": "end_of_month",
    "owner": "Team manager",
    "applies_to": "audit",
    "grades": ["inadequate"],
    "every": {"amount": 3, "unit": "months"},
}
PLANNED: Keys = {"question": "x.plan", "is": "yes"}
EDITS: dict[tuple[str | int, ...], Plain] = {
    ("words",): {"practitioner": "Family worker", "yes": "Met"},
    ("stages",): STAGES,
    ("sections", 0, "stage"): "observe",
    ("deadlines",): [DUE],
    ("escalation",): [{"grade": "inadequate", "tell": ["Head of service"], "note": "On the same day."}],
    ("follow_ups",): [{"id": "plan", "question": "x.plan", "answers": ["no"], "task": "Write a plan"}],
    ("filing",): [{"id": "note", "title": "File it", "heading": "Audit {month}", "shown_when": PLANNED}],
    ("look_back",): {"months": 6, "text": "Six months"},
    ("signatures", 0, "shown_when"): PLANNED,
    ("translations",): {"cy": {"questions/x.plan/label": "Oes cynllun?"}},
    ("overall", "roll_up"): {"method": "lowest"},
}  # fmt: skip


@pytest.fixture(scope="module")
def officer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path_factory.mktemp("officer"), "Oli Officer", Role.QA_OFFICER)
    yield desk
    desk.desk.close()


@pytest.fixture(scope="module")
def draft(officer: OpenDesk) -> ToolDraft:
    """Return a shipped tool made one's own, with every kind of change in it."""
    drafts = officer.desk.tool_drafts
    made = drafts.adapt(SHIPPED, officer.desk.tool(SHIPPED).version)
    keys = drafts.as_separate(made.keys)
    keys = put(keys, ("sections",), [*entries_at(keys, ("sections",)), EXTRA, CHILDREN, TOTAL])
    for path, value in EDITS.items():
        keys = put(keys, path, value)
    changed = ToolDraft(made.id, keys, made.based_on)
    drafts.keep(changed)
    return changed


@pytest.fixture(scope="module")
def tool_id(officer: OpenDesk, draft: ToolDraft) -> str:
    assert officer.desk.tool_drafts.check(draft.keys).told == ()
    return str(officer.desk.tool_drafts.publish(draft).tool_id)


@pytest.fixture
def audit(officer: OpenDesk, tool_id: str) -> Audit:
    return officer.desk.start_audit(StartRequest(tool_id, "CASE-7"))


def answered(officer: OpenDesk, audit: Audit, values: dict[str, Value]) -> Audit:
    """Return the audit as it is on disk with these answers."""
    officer.desk.record(audit, values)
    return officer.desk.open_audit(audit.id)


def section(audit: Audit, name: str) -> Section:
    found = audit.tool.section(name)
    assert found is not None
    return found


def test_a_result_falls_into_its_range_and_people_decide_otherwise(officer: OpenDesk, audit: Audit) -> None:
    key = section(audit, "extra").id
    values: dict[str, Value] = {
        paths.answer("x.plan"): "yes",
        paths.answer("x.seen"): "no",
        paths.section(key, "grade"): "little",
        paths.section(key, "reason"): "The plan is not known to the child.",
    }

    judged = answered(officer, audit, values)

    (part,) = judged.parts(section(judged, "extra"))
    result, decided = section_result(judged, part), decision(judged, part)
    assert result is not None
    assert (result.value, result.code, result.label) == (50, "much", "Much")
    assert decided is not None
    assert (decided.label, decided.reason) == ("Little", "The plan is not known to the child.")


def test_a_stage_waits_until_the_one_before_is_complete_and_read(officer: OpenDesk, audit: Audit) -> None:
    talk = next(stage for stage in audit.tool.stages if stage.id == "talk")
    before = wait_of(audit, talk)
    first = section(audit, "standard-1").items[0]

    graded = answered(officer, audit, {paths.answer(first.id): "good"})
    then = wait_of(graded, talk)

    assert before is not None
    assert [item.id for item in before.items] == [first.id]
    assert then is not None
    assert (then.items, [one.value for one in then.readers]) == ((), ["practitioner"])


def test_a_section_is_asked_for_each_child_with_ages_and_a_sum(officer: OpenDesk, audit: Audit) -> None:
    values: dict[str, Value] = {
        paths.repeat("children", "n2", "added"): True,
        paths.answer("c.born"): "2014-11-21",
        paths.answer("c.visits"): 3,
        paths.answer("c.visits", instance="n2"): 4,
    }

    counted = answered(officer, audit, values)

    assert len(counted.parts(section(counted, "children"))) == 2
    assert counted.value(paths.worked_out("c.age")) == 12
    assert counted.value(paths.worked_out("t.visits")) == 7


def test_two_people_answer_side_by_side_and_other_words_are_used(officer: OpenDesk, audit: Audit) -> None:
    values: dict[str, Value] = {
        paths.answer("x.seen"): "no",
        paths.answer("x.both", party="auditor"): "good",
        paths.answer("x.both", party="practitioner"): "requires_improvement",
    }

    answers = answered(officer, audit, values)

    why = answers.tool.item("x.why")
    assert why is not None
    assert answers.label_of(why) == "What came of not seeing them?"
    assert not answers.applies(why)
    assert answers.answer("x.both", party="auditor").value == "good"
    assert answers.answer("x.both", party="practitioner").value == "requires_improvement"


def test_dates_people_and_tasks_follow_from_the_grade_and_the_answers(officer: OpenDesk, audit: Audit) -> None:
    values: dict[str, Value] = {
        paths.about("audit_date"): "2026-11-20",
        paths.OVERALL_GRADE: "inadequate",
        paths.OVERALL_REASON: "The child was not seen.",
        paths.answer("x.plan"): "no",
    }

    judged = answered(officer, audit, values)

    told = escalation(judged)
    assert [(one.rule.label, one.on) for one in deadlines(judged)] == [("Seen again", date(2026, 12, 31))]
    assert told is not None
    assert (told.recipients, told.note) == (("Head of service",), "On the same day.")
    assert [one.task for one in follow_ups(judged)] == ["Write a plan"]


def test_signing_and_filing_depend_on_an_answer(officer: OpenDesk, audit: Audit) -> None:
    before = len(audit.signatories()), officer.desk.filing_tasks(audit)

    planned = answered(officer, audit, {paths.answer("x.plan"): "yes"})

    assert before[1] == ()
    assert len(planned.signatories()) == before[0] + 1
    assert [one.title for one in officer.desk.filing_tasks(planned)] == ["File it"]


def test_the_tool_speaks_its_own_words_and_another_language(audit: Audit) -> None:
    plan = in_language(audit.original, "cy").item("x.plan")

    assert plan is not None
    assert plan.label == "Oes cynllun?"
    assert (audit.tool.words.practitioner, audit.tool.words.yes) == ("Family worker", "Met")
    assert audit.tool.look_back is not None
    assert audit.tool.look_back.months == 6


@pytest.mark.usefixtures("tool_id")
def test_the_draft_is_the_same_after_writing_and_reading(officer: OpenDesk, draft: ToolDraft, tmp_path: Path) -> None:
    file = tmp_path / "tool.yaml"

    officer.desk.tool_drafts.save_as_file(draft, file)

    assert officer.desk.tool_drafts.open_file(file).keys == draft.keys


def test_the_next_version_says_all_that_the_first_one_says(officer: OpenDesk, tool_id: str) -> None:
    drafts = officer.desk.tool_drafts

    again = drafts.adapt(tool_id, "1.0")

    assert text_at(again.keys, ("version",)) == "1.1"
    assert drafts.check(put(again.keys, ("version",), "1.0")).tool == officer.desk.tool(tool_id)
