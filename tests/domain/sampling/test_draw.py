"""What is drawn depends on list, seed and rules alone, and on each reference alike."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.sampling.draw import Exclusions, Reason, Scheme, Spread, draw, numbers, place_of
from qa_desktop.domain.sampling.population import Case, plain, population_of
from qa_desktop.errors import InputProblem
from tests.domain.sampling.lists import ANY, audited, cases, population

WHOLE = Scheme(Spread.WHOLE, 4)
EACH_TEAM = Scheme(Spread.EACH, 2, ("team",))


def test_the_lowest_hashes_of_seed_and_reference_are_drawn() -> None:
    listed = population(50)

    drawn = draw(listed, WHOLE, ANY, "2026-12").references

    hashed = {hashlib.sha256(f"2026-12:{case.reference}".encode()).hexdigest(): case.reference for case in listed.cases}
    assert list(drawn) == [hashed[place] for place in sorted(hashed)[:4]]


def test_a_place_is_what_any_other_program_works_out() -> None:
    # printf '%s' '2026-12:48-2207' | sha256sum
    assert place_of("2026-12", "48-2207") == "63c4c88cc6b2fcd3324335a08ae435768d60c389bf84fec7c51ddca2fbb1c554"


@given(st.permutations(cases(12)), st.text(min_size=1, max_size=8).filter(str.isprintable))
def test_the_order_of_the_rows_changes_nothing(shuffled: list[Case], seed: str) -> None:
    listed = population_of(shuffled)

    assert listed.sha256 == population(12).sha256
    assert draw(listed, EACH_TEAM, ANY, seed) == draw(population(12), EACH_TEAM, ANY, seed)


def test_every_case_is_drawn_about_as_often_as_any_other() -> None:
    listed = population(10)

    drawn = [draw(listed, Scheme(Spread.WHOLE, 1), ANY, f"seed {number}").references[0] for number in range(2000)]

    counts = [drawn.count(case.reference) for case in listed.cases]
    assert sum((count - 200) ** 2 / 200 for count in counts) < 27.9  # chi-squared, 9 degrees, one in a thousand


def test_so_many_of_each_team_are_drawn_and_a_small_team_gives_what_it_has() -> None:
    listed = population_of([*cases(30, ("North", "South")), Case("X-1", "Tiny", "S", "Open")])

    result = draw(listed, EACH_TEAM, ANY, "a")

    assert {one.group[0]: (one.wanted, len(one.drawn)) for one in result.strata} == {
        "North": (2, 2),
        "South": (2, 2),
        "Tiny": (2, 1),
    }


def test_a_case_that_another_group_loses_changes_nothing_elsewhere() -> None:
    whole = draw(population(60), EACH_TEAM, ANY, "a")
    fewer = population_of([case for case in cases(60) if not (case.team == "North" and case.reference > "C-00030")])

    again = draw(fewer, EACH_TEAM, ANY, "a")

    assert [one for one in again.strata if one.group != ("North",)] == [
        one for one in whole.strata if one.group != ("North",)
    ]


@given(st.dictionaries(st.tuples(st.text(max_size=3)), st.integers(0, 400), min_size=1), st.integers(1, 500))
def test_shares_in_proportion_add_up_and_are_off_by_less_than_one(
    sizes: dict[tuple[str, ...], int], number: int
) -> None:
    if not sum(sizes.values()):
        return

    shares = numbers(Scheme(Spread.PROPORTIONAL, number, ("team",)), sizes)

    total = sum(sizes.values())
    wanted = min(number, total)
    assert sum(shares.values()) == wanted
    assert all(abs(shares[group] - wanted * size / total) < 1 for group, size in sizes.items())
    assert all(shares[group] <= size for group, size in sizes.items())


def test_shares_that_are_alike_go_by_name() -> None:
    sizes: dict[tuple[str, ...], int] = {("b",): 1, ("a",): 1, ("c",): 1}

    assert numbers(Scheme(Spread.PROPORTIONAL, 2, ("team",)), sizes) == {("a",): 1, ("b",): 1, ("c",): 0}


def test_fixed_numbers_are_drawn_of_the_groups_that_are_named() -> None:
    scheme = Scheme(Spread.FIXED, 0, ("team",), ((("North",), 3), (("West",), 1)))

    result = draw(population(), scheme, ANY, "a")

    assert [(one.group, len(one.drawn)) for one in result.strata] == [(("North",), 3), (("South",), 0), (("West",), 1)]


def test_a_group_that_the_list_has_not_is_refused_by_name() -> None:
    scheme = Scheme(Spread.FIXED, 0, ("team",), ((("Nort",), 3),))

    with pytest.raises(InputProblem, match=r"no group “Nort”\. Its groups are: North, South, West"):
        draw(population(), scheme, ANY, "a")


def test_groups_can_be_made_of_several_columns_and_of_a_further_one() -> None:
    listed = population_of(
        [Case(f"C-{n}", "North" if n % 2 else "South", further=("CP" if n % 3 else "CIN",)) for n in range(24)],
        ("Plan",),
    )

    result = draw(listed, Scheme(Spread.EACH, 1, ("team", "Plan")), ANY, "a")

    assert [one.group for one in result.strata] == [
        ("North", "CIN"),
        ("North", "CP"),
        ("South", "CIN"),
        ("South", "CP"),
    ]


def test_each_case_that_is_left_out_counts_once_by_the_first_reason() -> None:
    listed = population_of(
        [
            Case("closed-1", "North", "Family", "Closed", audited=date(2026, 6, 1)),
            Case("own-1", "North", "family", "Open"),
            audited("lately-1", date(2025, 12, 1)),
            audited("long-ago-1", date(2025, 11, 30)),
            audited("here-1", None),
            audited("under-way-1", None),
            audited("free-1", None),
        ]
    )
    exclusions = Exclusions(
        without_services=("Family",),
        audited_since=date(2025, 12, 1),
        audited_here=frozenset({"here-1"}),
        under_way=frozenset({"under-way-1"}),
    )

    result = draw(listed, Scheme(Spread.WHOLE, 10), exclusions, "a")

    assert sorted(result.references) == ["free-1", "long-ago-1"]
    assert result.excluded == dict.fromkeys(Reason, 1)


def test_a_list_without_an_open_case_tells_which_statuses_it_has() -> None:
    listed = population_of([Case("1-1", status="Allocated"), Case("1-2", status="Allocated"), Case("1-3")])

    with pytest.raises(InputProblem, match=r"Allocated \(2\), \(not given\) \(1\)"):
        draw(listed, WHOLE, Exclusions(), "a")


def test_a_column_that_is_missing_or_empty_is_refused() -> None:
    for column in ("Plan", "worker"):
        with pytest.raises(InputProblem, match=column):
            draw(population_of([Case("1-1", "North")]), Scheme(Spread.EACH, 1, (column,)), ANY, "a")


def test_values_are_compared_without_the_spaces_and_forms_that_nobody_sees() -> None:
    assert plain("  Cafe\u0301   Team\u00a0") == "Caf\u00e9 Team"
