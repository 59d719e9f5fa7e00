"""Which forms make a pair, where they differ, and what was given first."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain import pairs, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import AuditState
from tests.sample_audits import audit_of

KEYS = tuple(f"her-audit.{number}" for number in range(1, 7))
CODES = st.sampled_from(["outstanding", "good", "requires_improvement", "inadequate"])
GRADES = st.fixed_dictionaries(dict.fromkeys((*KEYS, "overall"), CODES))


def form(seat: str, grades: Mapping[str, str], state: AuditState = AuditState.SIGNED, pair: str = "p") -> Audit:
    values: dict[str, Value] = {pairs.PAIR: pair, pairs.PART: seat, paths.header("form"): seat}
    values |= {paths.answer(key): code for key, code in grades.items() if key != "overall"}
    values[paths.OVERALL_GRADE] = grades["overall"]
    return audit_of("her-audit", values, state)


@given(GRADES, GRADES)
def test_every_grade_that_is_not_the_same_is_a_difference_and_no_other(
    lead: dict[str, str], peer: dict[str, str]
) -> None:
    (pair,) = pairs.pairs([form("peer", peer), form("lead", lead)])

    differing = [key for key in (*KEYS, "overall") if lead[key] != peer[key]]
    assert [one.key for one in pair.differences] == differing
    assert pair.to_moderate is bool(differing)


def test_nothing_differs_before_both_are_signed() -> None:
    good, bad = dict.fromkeys((*KEYS, "overall"), "good"), dict.fromkeys((*KEYS, "overall"), "inadequate")

    (pair,) = pairs.pairs([form("lead", good), form("peer", bad, AuditState.DRAFT)])

    assert pair.both is None
    assert pair.differences == ()


def test_audits_of_no_pair_or_of_another_make_none() -> None:
    good = dict.fromkeys((*KEYS, "overall"), "good")
    alone = audit_of("her-audit", {paths.SUBJECT: "48"})

    found = pairs.pairs([alone, form("lead", good), form("peer", good, pair="q")])

    assert [(one.id, one.both) for one in found] == [("p", None), ("q", None)]
    assert pairs.seat_of(alone) is None


def test_an_amended_form_counts_once_it_is_signed() -> None:
    good, bad = dict.fromkeys((*KEYS, "overall"), "good"), dict.fromkeys((*KEYS, "overall"), "inadequate")

    (pair,) = pairs.pairs([form("lead", bad, AuditState.DRAFT), form("lead", good), form("peer", good)])

    assert not pair.differences


def test_what_has_no_grade_yet_is_named() -> None:
    draft = audit_of("her-audit", {pairs.PAIR: "p", pairs.PART: "lead", paths.answer(KEYS[0]): "good"})

    assert pairs.ungraded(draft)[0] == "Assessments"
    assert pairs.ungraded(draft)[-1] == "Overall grade"
    assert len(pairs.ungraded(draft)) == 6
