"""What a section and the whole audit come to, and what a person decides instead."""

import random

import pytest

from qa_desktop.domain import flow, paths, results
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.operation import Value
from qa_desktop.domain.results import Result
from tests.domain.judged_tools import judged_audit
from tests.sample_audits import MOMENT


def given(**codes: str) -> dict[str, Value]:
    return {paths.answer(name.replace("_", ".")): code for name, code in codes.items()}


ALL_GIVEN = given(c_1="good", c_2="poor", c_3="fair")
BANDS = "[{code: weak, label: Weak, least: 0, most: 0.99}, {code: strong, label: Strong, least: 1, most: 2}]"
LOWEST = (f"method: weighted\n      rounding: none\n      bands: {BANDS}", "method: lowest")
UNWEIGHTED = (
    ("    sections/counted/bands/strong: Cryf\n", ""),
    (", weight: 50}", "}"),
    (", weight: 30}", "}"),
    (", weight: 20}", "}"),
)


def result_of(audit: Audit, section_id: str = "counted") -> Result:
    section = audit.tool.section(section_id)
    assert section is not None
    found = results.section_result(audit, audit.parts(section)[0])
    assert found is not None
    return found


def test_a_weighted_result_is_the_mean_by_weight_in_its_band() -> None:
    assert result_of(judged_audit(ALL_GIVEN)) == Result("1.2 (Strong)", 1.2, "strong", "Strong", 0)


def test_the_weight_of_what_does_not_apply_goes_to_the_rest() -> None:
    answers = {**given(c_2="poor", c_3="fair"), paths.answer("c.1", "not_applicable"): True}

    assert result_of(judged_audit(answers)).words == "0.4 (Weak)"


def test_a_point_that_is_no_level_counts_as_not_applicable() -> None:
    assert result_of(judged_audit({**ALL_GIVEN, **given(c_1="support")})).words == "0.4 (Weak)"


def test_a_result_says_how_many_answers_are_still_to_come() -> None:
    assert result_of(judged_audit(given(c_1="good"))) == Result("2 (Strong)", 2.0, "strong", "Strong", 2)


def test_where_nothing_applies_the_result_is_the_one_that_the_tool_defines() -> None:
    nothing: dict[str, Value] = {paths.answer(f"c.{n}", "not_applicable"): True for n in (1, 2, 3)}

    assert result_of(judged_audit(nothing)) == Result("not applicable")


def test_percent_of_applicable_counts_yes_whole_and_a_percentage_by_its_share() -> None:
    answers = {**given(k_1="yes", k_2="no"), paths.answer("k.3"): 50}

    assert result_of(judged_audit(answers), "checks").words == "50%"


def test_the_lowest_grade_is_the_result_whatever_the_others_are() -> None:
    assert result_of(judged_audit(ALL_GIVEN, LOWEST, *UNWEIGHTED)).code == "poor"


def test_counts_say_how_often_each_grade_was_given_in_printed_order() -> None:
    audit = judged_audit({**ALL_GIVEN, **given(c_2="good")})
    note = compose_note(audit, NoteOccasion(MOMENT))

    found = next(one.value for part in note.sections for one in part.answers if one.item_id == "k.5")

    assert found == "Good 2, Fair 1"


@pytest.mark.parametrize(("how", "expected"), [("half_up", 3), ("down", 2), ("none", 2.5)])
def test_a_result_is_rounded_as_the_tool_says(how: str, expected: float) -> None:
    assert results.rounded(2.5, how) == expected


def test_half_of_a_cent_lost_in_fractions_is_no_reason_for_the_lower_number() -> None:
    assert results.rounded(0.1 * 3 * 5, "half_up") == 2


def test_a_weighted_result_lies_between_the_worst_and_the_best_answer() -> None:
    seed = random.randrange(1 << 32)  # noqa: S311 - answers to try, no secret
    draw = random.Random(seed)  # noqa: S311 - as above
    for _ in range(50):
        codes = {f"c_{n}": draw.choice(["good", "fair", "poor"]) for n in (1, 2, 3)}
        values = {"good": 2, "fair": 1, "poor": 0}

        value = result_of(judged_audit(given(**codes))).value

        assert value is not None
        low, high = min(values[one] for one in codes.values()), max(values[one] for one in codes.values())
        assert low <= value <= high, f"seed {seed}: {codes}"


def test_deciding_otherwise_without_a_reason_blocks_signing() -> None:
    decided: dict[str, Value] = {**ALL_GIVEN, paths.section("counted", "grade"): "weak"}
    reasoned = {**decided, paths.section("counted", "reason"): "One visit was a surprise."}

    assert "The visits: say why you decide otherwise" in [one.message for one in flow.blockers(judged_audit(decided))]
    assert not any("decide otherwise" in one.message for one in flow.blockers(judged_audit(reasoned)))


def test_the_note_keeps_what_was_worked_out_beside_what_was_decided_and_why() -> None:
    audit = judged_audit(
        {**ALL_GIVEN, paths.section("counted", "grade"): "weak", paths.section("counted", "reason"): "A surprise."}
    )

    note = compose_note(audit, NoteOccasion(MOMENT))
    found = next(one for part in note.sections for one in part.answers if one.label == "Result")

    assert (found.value, found.comment) == ("1.2 (Strong), decided: Weak", "A surprise.")


def test_an_overall_grade_other_than_worked_out_needs_a_reason_though_the_tool_asks_for_none() -> None:
    chosen = judged_audit({**ALL_GIVEN, paths.OVERALL_GRADE: "good"})
    same = judged_audit({**ALL_GIVEN, paths.OVERALL_GRADE: "fair"})

    assert "Overall mark: say why you decide otherwise" in [one.message for one in flow.blockers(chosen)]
    assert not any(one.path == paths.OVERALL_REASON for one in flow.blockers(same))


def test_the_note_says_what_the_overall_grade_would_have_been() -> None:
    audit = judged_audit({**ALL_GIVEN, paths.OVERALL_GRADE: "good", paths.OVERALL_REASON: "They learn."})

    note = compose_note(audit, NoteOccasion(MOMENT))

    assert note.overall_worked_out == "Worked out from the answers: 1.2 (Fair), decided otherwise"
