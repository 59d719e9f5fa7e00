"""Check before signing: what is told, where it leads, and how long a decision holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from qa_desktop.domain import condition, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.changed_audit import with_fields
from qa_desktop.domain.check_before_signing import Finding, check_before_signing
from qa_desktop.domain.check_before_signing_decision import CheckKind, decision_path, fallen_decisions
from qa_desktop.domain.check_before_signing_names import WatchList
from qa_desktop.domain.ids import OperationId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool_outcome import DeadlineRule, FollowUpRule, LookBack
from tests.sample_audits import COMPLETE_BRA, audit_of
from tests.ui.audit_bench import audit_of as small_audit
from tests.ui.audit_bench import small_tool

TODAY = date(2026, 11, 25)
PERIOD = {paths.about("period_from"): "2025-11-21", paths.about("period_to"): "2026-11-20"}
BORN = "She was born on 12 March 2015"


def check(audit: Audit, names: Sequence[str] = ()) -> tuple[Finding, ...]:
    return check_before_signing(audit, WatchList(names), TODAY)


def of_kind(kind: CheckKind, values: Mapping[str, Value], names: Sequence[str] = ()) -> list[Finding]:
    return [one for one in check(small_audit(small_tool(), values), names) if one.kind is kind]


def rewritten(audit: Audit, path: str, value: Value, op: str) -> Audit:
    state = replace(audit.record.fields[path], value=value, op_id=OperationId(op))
    return with_fields(audit, [state])


def decided(audit: Audit, finding: Finding) -> Audit:
    like = audit.record.fields[finding.path]
    return with_fields(audit, [replace(like, path=path, value=value) for path, value in finding.decision.items()])


def test_an_audit_in_order_leaves_nothing_to_check() -> None:
    assert check(audit_of("bra-live-audit", COMPLETE_BRA)) == ()


def test_a_grade_without_evidence_is_told_with_its_question() -> None:
    (found,) = of_kind(CheckKind.NO_EVIDENCE, {paths.answer("q.1"): "G"})

    assert (found.step, found.goto, found.place) == (
        "section:plan_section",
        "answer/q.1/value",
        "What grade do you agree on?",
    )
    assert found.message == "The grade is “Good”, and no evidence stands under it"


@pytest.mark.parametrize(
    "values",
    [
        {paths.answer("q.1"): None},
        {paths.answer("q.1"): "G", paths.answer("q.1", "not_applicable"): True},
        {paths.answer("q.1", "not_evidenced"): True},
        {paths.answer("q.1"): "G", "evidence/e/item": "q.1", "evidence/e/text": "Seen"},
    ],
    ids=["no grade", "does not apply", "not evidenced", "with evidence"],
)
def test_no_evidence_is_asked_where_there_is_no_grade_or_some_evidence(values: dict[str, Value]) -> None:
    assert of_kind(CheckKind.NO_EVIDENCE, values) == []


def test_a_grade_without_a_reason_leads_to_the_reason() -> None:
    (found,) = of_kind(CheckKind.NO_REASON, {paths.answer("q.1"): "G"})

    assert (found.path, found.goto, found.needed) == ("answer/q.1/value", "answer/q.1/comment", False)


def test_a_reason_that_signing_asks_for_cannot_be_left() -> None:
    compulsory = {paths.answer("q.1"): "I", paths.OVERALL_GRADE: "G"}

    assert [(one.goto, one.needed) for one in of_kind(CheckKind.NO_REASON, compulsory)] == [
        ("answer/q.1/comment", True),
        (paths.OVERALL_REASON, True),
    ]


def test_the_overall_grade_may_stand_without_a_reason_where_the_tool_says_so() -> None:
    tool = small_tool()
    assert tool.overall is not None
    tool = replace(tool, overall=replace(tool.overall, reason_compulsory=False))

    (found,) = check(small_audit(tool, {paths.OVERALL_GRADE: "G"}))

    assert (found.kind, found.needed, found.step) == (CheckKind.NO_REASON, False, "plan")


@pytest.mark.parametrize(
    ("day", "source", "told"),
    [
        ("2024-08-12", "seen_on_record", True),
        ("2026-11-22", "seen_on_record", True),
        ("2026-11-21", "seen_on_record", True),
        ("2026-11-21", "told_by_practitioner", False),
        ("2026-11-21", "not_found", False),
        ("2025-11-21", "seen_on_record", False),
        ("2026-11-20", "seen_on_record", False),
    ],
)
def test_evidence_outside_the_period_is_told(day: str, source: str, *, told: bool) -> None:
    evidence = {"evidence/e/item": "q.1", "evidence/e/text": "x", "evidence/e/on": day, "evidence/e/source": source}

    found = of_kind(CheckKind.OUTSIDE_PERIOD, {**PERIOD, **evidence})

    assert [one.goto for one in found] == (["evidence/e/on"] if told else [])


def test_the_period_is_the_usual_look_back_where_none_was_entered() -> None:
    evidence: dict[str, Value] = {"evidence/e/item": "q.1", "evidence/e/text": "x", "evidence/e/on": "2025-11-20"}

    (found,) = of_kind(CheckKind.OUTSIDE_PERIOD, evidence)

    assert found.message == "Dated 20 November 2025, outside the period audited (21 November 2025 to 21 November 2026)"
    assert found.place == "What grade do you agree on?, evidence 1"


def test_the_usual_period_is_that_of_the_type_of_audit() -> None:
    tool = small_tool(look_back=LookBack(12, "Twelve months", (("new", 3),)))
    evidence: dict[str, Value] = {"evidence/e/item": "q.1", "evidence/e/text": "x", "evidence/e/on": "2026-06-01"}

    usual = check(small_audit(tool, evidence))
    new = check(small_audit(tool, {**evidence, "header/audit_type/value": "new"}))

    assert usual == ()
    assert [one.kind for one in new] == [CheckKind.OUTSIDE_PERIOD]


def test_a_grade_for_which_the_tool_has_actions_is_told_while_the_plan_is_empty() -> None:
    rule = DeadlineRule("d", "Actions done", 5, "days", "Manager", applies_to="other_actions", grades=("I",))
    tool = small_tool(deadlines=(rule,))
    graded_low: dict[str, Value] = {paths.OVERALL_GRADE: "I", paths.OVERALL_REASON: "Drift"}

    (found,) = check(small_audit(tool, graded_low))
    with_action = small_audit(tool, {**graded_low, "action/a/what": "Chronology brought up to date by the worker"})

    assert (found.kind, found.place) == (CheckKind.NO_ACTION, "Overall judgement: Inadequate")
    assert found.goto == paths.NO_ACTIONS_REASON
    assert check(with_action) == ()
    assert check(small_audit(tool, {**graded_low, paths.OVERALL_GRADE: "G"})) == ()


def test_an_answer_that_raises_a_task_is_told_while_the_plan_is_empty() -> None:
    tool = small_tool(follow_ups=(FollowUpRule("t", "f.yes", ("no",), "Have it dated"),))

    (found,) = check(small_audit(tool, {paths.answer("f.yes"): "no"}))

    assert found.message == "The tool asks for this: “Have it dated”. The plan has no action"
    assert found.path == paths.answer("f.yes")


def test_a_vague_action_is_told_with_its_vague_word() -> None:
    (found,) = of_kind(CheckKind.NOT_SMART, {"action/a/what": "Try to improve supervision"})

    assert (found.place, found.message) == ("Action 1", "What exactly will be different? Name it")
    assert [one.words for one in found.excerpts] == ["Try"]


def test_what_was_found_in_a_text_is_shown_with_the_words_around() -> None:
    text = "At the review the key worker said again that " + BORN + ", in hospital, and that nothing else is known."

    (found,) = of_kind(CheckKind.BIRTH_DATE, {paths.STRENGTHS: text})

    assert (found.step, found.path, found.place) == ("plan", paths.STRENGTHS, "Strengths")
    (excerpt,) = found.excerpts
    assert (excerpt.before, excerpt.words, excerpt.after) == (
        "…worker said again that She was born on ",
        "12 March 2015",
        ", in hospital, and that nothing else is…",
    )


def test_several_of_a_kind_in_one_text_are_told_together() -> None:
    (found,) = of_kind(CheckKind.POSTCODE, {paths.STRENGTHS: "From M1 1AE\nto SW1A 1AA"})

    assert [one.words for one in found.excerpts] == ["M1 1AE", "SW1A 1AA"]
    assert found.excerpts[0].after == " to SW1A 1AA"


EVERYWHERE = [
    "about/why_selected",
    "header/h.team/value",
    "answer/f.text/value",
    "answer/q.1/comment",
    "answer/q.1/reason",
    "evidence/e/text",
    "evidence/e/where",
    "overall/reason",
    "action/a/what",
    "action/a/who",
    "disagreement/d/practitioner_view",
    "person/p/reason",
    "signature/practitioner/reason",
    paths.OWN_WORDS,
    paths.SUBJECT,
]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_text_that_others_read_is_looked_through(path: str) -> None:
    values: dict[str, Value] = {"evidence/e/item": "q.1", "evidence/e/text": "x", path: BORN}

    (found,) = of_kind(CheckKind.BIRTH_DATE, values)

    assert found.path == found.goto == path
    assert found.place


@pytest.mark.parametrize("path", [paths.JOTTER, paths.preparation("audit", "notes"), "answer/f.choice/value"])
def test_what_nobody_else_reads_is_not_looked_through(path: str) -> None:
    assert of_kind(CheckKind.BIRTH_DATE, {path: BORN}) == []


def test_evidence_that_was_taken_out_is_not_looked_through() -> None:
    values: dict[str, Value] = {"evidence/e/item": "q.1", "evidence/e/text": BORN, "evidence/e/removed": True}

    assert of_kind(CheckKind.BIRTH_DATE, values) == []


def test_what_a_condition_hides_is_not_looked_through() -> None:
    asked = condition.Test("f.yes", condition.Comparison.EQUALS, ("yes",))
    hidden = replace(small_tool().sections[0], shown_when=asked)
    audit = small_audit(
        small_tool(sections=(hidden,)), {paths.answer("q.1"): "G", paths.answer("q.1", "comment"): BORN}
    )

    assert check(audit) == ()


def test_the_date_of_birth_that_a_tool_asks_for_is_still_found_in_texts() -> None:
    tool = small_tool()
    asked = replace(tool.sections[2].items[3], label="Date of birth")
    form = replace(tool.sections[2], items=(*tool.sections[2].items[:3], asked))
    values: dict[str, Value] = {paths.answer("f.day"): "2015-03-12", paths.STRENGTHS: "See 12 March 2015"}

    birth = check(small_audit(replace(tool, sections=(form,)), values))
    visit = check(small_audit(tool, values))

    assert [one.kind for one in birth] == [CheckKind.BIRTH_DATE]
    assert visit == ()


def test_watched_names_are_found_in_text_and_reference() -> None:
    values: dict[str, Value] = {paths.SUBJECT: "Jade 12", paths.STRENGTHS: "Jade’s view"}

    found = of_kind(CheckKind.WATCHED_NAME, values, ["jade"])

    assert [(one.path, one.excerpts[0].words) for one in found] == [
        (paths.SUBJECT, "Jade"),
        (paths.STRENGTHS, "Jade’s"),
    ]


def test_findings_stand_in_the_order_of_the_pages() -> None:
    values: dict[str, Value] = {
        paths.STRENGTHS: BORN,
        paths.answer("q.1"): "G",
        paths.answer("m.1", "comment"): BORN,
        paths.about("why_selected"): BORN,
    }

    steps = [one.step for one in check(small_audit(small_tool(), values))]

    assert steps == ["about", "section:plan_section", "section:plan_section", "section:matrix_section", "plan"]


def test_a_decision_holds_until_the_text_is_written_anew() -> None:
    audit = small_audit(small_tool(), {paths.STRENGTHS: BORN})
    (found,) = check(audit)
    assert found.decision == {"check/summary/strengths/date_of_birth": "op"}

    left = decided(audit, found)
    again = rewritten(left, paths.STRENGTHS, f"{BORN} in Leeds", "op-2")

    assert [one.left for one in check(left)] == [True]
    assert [one.left for one in check(again)] == [False]


def test_a_decision_keeps_no_word_of_what_was_found() -> None:
    audit = small_audit(small_tool(), {paths.STRENGTHS: "Jade, born 12 March 2015, 943 476 5919"})

    kept = [str(one.decision) for one in check(audit, ["Jade"])]

    assert len(kept) == 3
    assert not any(word in one for one in kept for word in ("Jade", "2015", "943"))


def test_a_name_that_was_left_is_shown_again_because_nobody_knows_which_it_was() -> None:
    audit = small_audit(small_tool(), {paths.STRENGTHS: "Jade and Tom"})
    (found,) = check(audit, ["Jade"])

    (again,) = check(decided(audit, found), ["Tom"])

    assert (again.left, again.left_before) == (False, True)


def test_a_decision_falls_away_with_the_text_it_was_about_and_with_no_other() -> None:
    audit = small_audit(small_tool(), {paths.STRENGTHS: BORN, paths.DEVELOPMENT: BORN})
    for found in check(audit):
        audit = decided(audit, found)
    kept = decision_path(paths.STRENGTHS, CheckKind.BIRTH_DATE)

    assert fallen_decisions(audit, {paths.STRENGTHS: "anew"}) == {kept: None}
    assert fallen_decisions(audit, {paths.STRENGTHS: BORN, paths.OWN_WORDS: "x"}) == {}
    assert fallen_decisions(audit, {kept: "op-2"}) == {}
