"""Cases are shared out within everybody's bounds, as many as can be, and fairly."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.authority_settings import Quota
from qa_desktop.domain.sampling.population import Case
from qa_desktop.domain.sampling.share_out import Auditor, Given, Part, Reach, Shared, may_take, share_out, with_quotas

ONE = (Part("auditor", Reach.OUTSIDE_OWN_SERVICE),)
ANYBODY = (Part("auditor"),)
PAIR = (Part("lead", Reach.OWN_TEAM), Part("peer", Reach.OUTSIDE_OWN_SERVICE))

SERVICES = ("Family", "Care", "Disability")
people_of_any_kind = st.lists(
    st.builds(
        Auditor,
        name=st.sampled_from("ABCDE"),
        service=st.sampled_from(SERVICES),
        quota=st.one_of(st.none(), st.integers(0, 3)),
        this_month=st.integers(0, 2),
        done=st.integers(0, 4),
    ),
    max_size=4,
    unique_by=lambda one: one.key,
)
cases_of_any_kind = st.lists(
    st.builds(Case, st.sampled_from([f"{n}-1" for n in range(9)]), st.just("T"), st.sampled_from(SERVICES)),
    max_size=5,
    unique_by=lambda one: one.reference,
)


def case(reference: str, team: str = "North", service: str = "Family", worker: str = "") -> Case:
    return Case(reference, team, service, "Open", worker)


def loads(shared: Shared) -> Counter[str]:
    return Counter(one.person for one in shared.given)


def room(person: Auditor) -> int:
    return 99 if person.quota is None else max(person.quota - person.this_month, 0)


def best(cases: list[Case], people: list[Auditor], part: Part) -> tuple[int, int]:
    """Return by trying everything how many cases can be given, and how evenly: the least sum of squared loads."""
    choices = [[*(one.key for one in people if may_take(one, part, each)), ""] for each in cases]
    outcomes = []
    for chosen in product(*choices):
        counts = Counter(chosen)
        if all(counts[one.key] <= room(one) for one in people):
            outcomes.append((len(cases) - counts[""], -sum((one.done + counts[one.key]) ** 2 for one in people)))
    return max(outcomes)


@given(cases_of_any_kind, people_of_any_kind, st.sampled_from([ONE[0], ANYBODY[0]]))
def test_as_many_as_possible_are_given_and_as_evenly_as_possible(
    cases: list[Case], people: list[Auditor], part: Part
) -> None:
    shared = share_out(cases, people, (part,), "seed")

    by_key = {one.key: one for one in people}
    by_reference = {one.reference: one for one in cases}
    assert all(may_take(by_key[one.person], part, by_reference[one.case]) for one in shared.given)
    assert all(count <= room(by_key[key]) for key, count in loads(shared).items())
    assert {one.case for one in shared.given} | {reference for reference, _ in shared.left} == by_reference.keys()
    evenness = -sum((one.done + loads(shared)[one.key]) ** 2 for one in people)
    assert (len(shared.given), evenness) == best(cases, people, part)


def test_nobody_gets_a_case_of_the_own_service_or_one_that_is_theirs() -> None:
    ann, ben = Auditor("Ann", service="Family"), Auditor("Ben", service="Care")
    cases = [case("1-1", service="family"), case("1-2", service="Care", worker="ANN"), case("1-3", service="Health")]

    shared = share_out(cases, [ann, ben], ONE, "seed")

    assert Given("1-1", "auditor", "Ben") in shared.given
    assert shared.left == (("1-2", "auditor"),)


@pytest.mark.parametrize(
    ("worker", "is_own"),
    [
        ("Worker, Wendy", True),
        ("WENDY WORKER", True),
        ("Wendy J. Worker", True),
        ("Mrs Wendy Worker", True),
        ("p-7", True),
        ("Wendy", False),
        ("Wendy Walker", False),
        ("", False),
    ],
)
def test_an_own_case_is_one_however_the_name_is_written(worker: str, *, is_own: bool) -> None:
    assert may_take(Auditor("Wendy Worker", "p-7"), ANYBODY[0], case("1-1", worker=worker)) is not is_own


def test_who_cannot_be_told_to_be_of_another_service_gets_nothing() -> None:
    assert not may_take(Auditor("Ann"), ONE[0], case("1-1"))
    assert not may_take(Auditor("Ann", service="Care"), ONE[0], case("1-1", service=""))


def test_those_who_did_fewest_get_most() -> None:
    ann, ben, cy = Auditor("Ann", done=5), Auditor("Ben", done=1), Auditor("Cy")

    shared = share_out([case(f"{n}-1") for n in range(7)], [ann, ben, cy], ANYBODY, "seed")

    assert loads(shared) == {"Ben": 3, "Cy": 4}


def test_a_quota_counts_what_somebody_has_this_month() -> None:
    ann = Auditor("Ann", quota=3, this_month=2)

    shared = share_out([case(f"{n}-1") for n in range(3)], [ann], ANYBODY, "seed")

    assert loads(shared) == {"Ann": 1}
    assert len(shared.left) == 2


def test_a_case_moves_on_where_only_one_person_may_take_another() -> None:
    ann = Auditor("Ann", service="Care", quota=1)
    ben = Auditor("Ben", service="Family", quota=1, done=9)
    cases = [case("1-1", service="Health"), case("1-2", service="Family")]

    for seed in ("a", "b", "c", "d"):
        assert share_out(cases, [ann, ben], ONE, seed).left == ()


def test_lead_and_peer_of_a_case_are_two_people() -> None:
    ann, ben = Auditor("Ann", team="North", service="Family"), Auditor("Ben", team="North", service="Care")
    cases = [case(f"{n}-1") for n in range(4)]

    shared = share_out(cases, [ann, ben], PAIR, "seed")

    pairs = {
        one.reference: {part.part: part.person for part in shared.given if part.case == one.reference} for one in cases
    }
    assert all(pair == {"lead": "Ann", "peer": "Ben"} for pair in pairs.values())


@given(st.integers(1, 4), st.integers(2, 5), st.text(max_size=4))
def test_a_pair_is_never_one_person_whoever_may_take_both(cases: int, people: int, seed: str) -> None:
    parts = (Part("lead"), Part("peer"))

    shared = share_out([case(f"{n}-1") for n in range(cases)], [Auditor(f"P{n}") for n in range(people)], parts, seed)

    assert shared.left == ()
    assert len({(one.case, one.person) for one in shared.given}) == 2 * cases
    assert max(loads(shared).values()) - min(loads(shared)[f"P{n}"] for n in range(people)) <= 1


def test_a_person_takes_the_parts_that_they_take() -> None:
    lead, peer = Auditor("Ann", parts=("lead",)), Auditor("Ben", parts=("peer",))

    shared = share_out([case("1-1")], [lead, peer], (Part("lead"), Part("peer")), "seed")

    assert shared.given == (Given("1-1", "lead", "Ann"), Given("1-1", "peer", "Ben"))


def test_what_was_given_before_stands_and_counts() -> None:
    before = (Given("1-1", "auditor", "Ann", "an allocation"),)
    ann, ben = Auditor("Ann", quota=1), Auditor("Ben")

    shared = share_out([case("1-1"), case("1-2")], [ann, ben], ANYBODY, "seed", before)

    assert shared.given == (*before, Given("1-2", "auditor", "Ben"))


def test_the_order_in_which_people_and_cases_are_listed_changes_nothing() -> None:
    people = [
        Auditor(name, service=service, quota=2) for name, service in zip("ABCD", (*SERVICES, "Care"), strict=True)
    ]
    cases = [case(f"{n}-1", service=SERVICES[n % 3]) for n in range(7)]

    one, other = share_out(cases, people, ONE, "s"), share_out(cases[::-1], people[::-1], ONE, "s")

    assert set(one.given) == set(other.given)


def test_a_quota_of_the_authority_holds_for_a_role_where_the_list_gives_none() -> None:
    quotas = (
        Quota("tier-1", "Practice Manager or Team Manager", "Audits", 4, "month", tools=("roc-t1",)),
        Quota("tier-2", "Head of Service", "Audit", 1, "month", tools=("roc-t2",)),
        Quota("seen", "Team Manager", "Observed", 2, "year", tools=("roc-t1",)),
    )
    people = [Auditor("A", role="team manager"), Auditor("B", role="Team Manager", quota=9), Auditor("C", role="IRO")]

    told = with_quotas([*people, Auditor("D", role="Head of Service"), Auditor("E")], quotas, {"roc-t1"})

    assert [one.quota for one in told] == [4, 9, None, None, None]


def test_people_with_one_name_are_told_apart_by_their_ids() -> None:
    twins = [Auditor("Sam", id="1"), Auditor("Sam", id="2")]

    shared = share_out([case("1-1"), case("1-2")], twins, ANYBODY, "seed")

    assert loads(shared) == {"1": 1, "2": 1}
