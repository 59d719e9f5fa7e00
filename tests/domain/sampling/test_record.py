"""A record says everything that a draw came from; whatever is changed in it comes out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.cli.draw_words import told
from qa_desktop.domain.sampling.check import differences
from qa_desktop.domain.sampling.draw import Scheme, Spread
from qa_desktop.domain.sampling.population import population_of
from qa_desktop.domain.sampling.record import DrawRecord, Proposal, Substitution, Who, without
from qa_desktop.domain.sampling.record_json import read_record, record_as_json, record_bytes
from qa_desktop.domain.sampling.share_out import Auditor, Part, share_out
from qa_desktop.errors import InputProblem, NotFound
from tests.domain.sampling.lists import AT, cases, population, recorded

EACH_TEAM = Scheme(Spread.EACH, 2, ("team",))
PARTS = (Part("auditor"),)
PEOPLE = (Auditor("Ann", quota=5), Auditor("Ben", done=2))


def replaced(record: DrawRecord, case: str, reason: str = "Closed") -> DrawRecord:
    made = Substitution(case, record.next_for(case), reason, Who("Oli", AT))
    return replace(record, substitutions=(*record.substitutions, made), proposal=without(record.proposal, case))


def shared(record: DrawRecord) -> DrawRecord:
    known = {case.reference: case for case in population().cases}
    standing = [known[reference] for reference in record.standing]
    before = record.proposal.given if record.proposal else ()
    result = share_out(standing, PEOPLE, PARTS, record.seed.text, before)
    return replace(record, proposal=Proposal(PEOPLE, PARTS, result.given, result.left, before))


def whole() -> DrawRecord:
    """Return a record with everything that one can hold."""
    record = shared(recorded(population(), EACH_TEAM))
    return shared(replaced(record, record.standing[0]))


def test_a_record_is_read_as_it_was_written() -> None:
    assert read_record(record_bytes(whole())) == whole()


def test_a_record_of_which_cases_were_sent_is_read_again_with_what_they_were_sent_as() -> None:
    record = shared(recorded(population(), EACH_TEAM))
    assert record.proposal is not None
    sent = tuple(replace(one, allocation=f"a{number}") for number, one in enumerate(record.proposal.given))
    record = replace(record, proposal=replace(record.proposal, given=sent))

    assert read_record(record_bytes(record)) == record


def test_a_right_record_differs_in_nothing() -> None:
    record = whole()

    assert differences(record, population()) == ()
    assert differences(replaced(record, record.standing[3]), population()) == ()


def test_a_record_holds_nothing_of_the_cases_but_references() -> None:
    text = record_bytes(whole()).decode()

    assert "Worker" not in text
    assert "Open" not in text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda told: told["seed"].update(text="another"), "North: drawn in the record"),
        (
            lambda told: told["result"]["strata"][1]["drawn"].__setitem__(0, "C-99999"),
            "South: drawn in the record C-99999",
        ),
        (lambda told: told["result"]["strata"][1]["reserve"].reverse(), "South: next in order"),
        (
            lambda told: told["result"]["strata"][2].update(eligible=19),
            "West: 19 cases that may be drawn in the record",
        ),
        (lambda told: told["result"]["strata"].pop(), "West: the record has no such group"),
        (lambda told: told["result"]["excluded"].update(not_open=1), "Status is not open”: 1 in the record, 0"),
        (lambda told: told["list"].update(cases=61), "The record says 61 cases; the list holds 60"),
        (lambda told: told["scheme"].update(number=3), "2 cases wanted in the record, 3 by the list"),
        (lambda told: told["substitutions"][0].update(reason=" "), "no reason is given"),
        (lambda told: told["allocation"]["given"][0].update(person="Nobody"), "Nobody in the record"),
        (lambda told: told["allocation"]["given"].pop(), "not shared out with the others"),
        (
            lambda told: told["allocation"]["earlier"][0].update(person="Nobody"),
            "allocated earlier which are not allocated now",
        ),
    ],
)
def test_whatever_is_changed_in_a_record_comes_out(change: Callable[[Any], None], told: str) -> None:
    changed = json.loads(record_bytes(whole()))
    change(changed)

    found = differences(read_record(json.dumps(changed).encode()), population())

    assert any(told in one for one in found), found


def test_a_case_that_was_not_next_in_order_comes_out() -> None:
    record = recorded(population(), EACH_TEAM)
    first, stratum = record.standing[0], record.result.strata[0]
    forged = replace(record, substitutions=(Substitution(first, stratum.reserve[1], "Closed", Who("Oli", AT)),))

    (told,) = differences(forged, population())

    next_one, taken = stratum.reserve[:2]
    assert told == f"Substitution of {first}: {taken} in the record; the next of its group is {next_one}."


def test_another_list_comes_out_and_where_it_differs() -> None:
    record = recorded(population(), EACH_TEAM)
    gone = record.standing[0]
    fewer = population_of([case for case in cases(60) if case.reference != gone])

    found = differences(record, fewer)

    assert "not the list that was drawn from" in found[0]
    assert any(one.startswith("North: drawn in the record") for one in found)


def test_the_next_case_of_the_same_group_takes_the_place_of_one() -> None:
    record = recorded(population(), EACH_TEAM)
    south = record.result.strata[1]

    once = replaced(record, south.drawn[0])
    twice = replaced(once, south.reserve[0])

    assert once.standing[2:4] == (south.reserve[0], south.drawn[1])
    assert twice.standing[2:4] == (south.reserve[1], south.drawn[1])


def test_a_case_that_does_not_stand_is_not_replaced() -> None:
    record = recorded(population(), EACH_TEAM)
    once = replaced(record, record.standing[0])

    for case in ("C-99999", record.standing[0]):
        with pytest.raises(NotFound, match="none of the 6 cases"):
            once.next_for(case)


def test_a_group_that_is_used_up_says_to_draw_anew() -> None:
    record = recorded(population(7), EACH_TEAM)
    case = record.result.strata[1].drawn[0]

    with pytest.raises(InputProblem, match="Draw anew"):
        record.next_for(case)


def test_a_replaced_case_is_nobodys_and_the_others_stay_where_they_are() -> None:
    record = shared(recorded(population(), EACH_TEAM))
    case = record.standing[1]

    again = shared(replaced(record, case))

    assert record.proposal
    assert again.proposal
    kept = {one for one in record.proposal.given if one.case != case}
    assert kept < set(again.proposal.given)
    assert {one.case for one in again.proposal.given} == set(again.standing)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b'{"format": "qa-desktop-draw", "version": 1}',
        b"[" * 100_000,
        record_bytes(whole()).replace(b'"cases":60', b'"cases":"60"'),
        record_bytes(whole()).replace(b'"text":"seed"', b'"text":"\\ud800"'),
        json.dumps(
            {
                **record_as_json(whole()),
                "substitutions": [{"case": "?", "by": "?", "reason": "", "by_whom": "", "at": "2026-12-01"}],
            }
        ).encode(),
    ],
)
def test_what_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(InputProblem, match="no record of a draw"):
        read_record(data)


def test_a_record_of_another_version_is_left_alone() -> None:
    with pytest.raises(InputProblem, match="another version"):
        read_record(record_bytes(whole()).replace(b'"version":1', b'"version":2'))


def test_a_record_with_something_added_is_refused_so_that_nothing_of_it_is_lost() -> None:
    with pytest.raises(InputProblem, match="changed by hand"):
        read_record(json.dumps({**record_as_json(whole()), "note": "mine"}).encode())


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the way to every value in a JSON document."""
    found = [path] if path else []
    if isinstance(value, dict):
        found += [way for key, one in value.items() for way in places(one, (*path, key))]
    if isinstance(value, list):
        found += [way for number, one in enumerate(value) for way in places(one, (*path, number))]
    return found


WHOLE = json.loads(record_bytes(whole()))
STRANGE: list[object] = [None, "", "x", 0, -1, 10**30, 1.5, True, [], [None], {}, {"x": 1}, "C-00001", "team", "fixed"]


@given(st.lists(st.tuples(st.sampled_from(places(WHOLE)), st.sampled_from(STRANGE)), min_size=1, max_size=2))
def test_a_record_with_anything_in_any_place_is_refused_or_told_in_sentences(
    changes: list[tuple[tuple[str | int, ...], object]],
) -> None:
    changed = json.loads(record_bytes(whole()))
    for path, value in changes:
        around: Any = changed
        last: Any = path[-1]
        for step in path[:-1]:
            try:
                around = around[step]
            except (KeyError, IndexError, TypeError):
                around = None
        if isinstance(around, dict) or (isinstance(around, list) and isinstance(last, int) and last < len(around)):
            around[last] = value

    try:
        record = read_record(json.dumps(changed).encode())
    except InputProblem:
        return

    assert all(isinstance(one, str) for one in differences(record, population()))
    assert list(told(record))
