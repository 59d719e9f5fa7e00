"""How an auditor grades beside others: against tables of the sign test, and without any ranking."""

from __future__ import annotations

import pytest

from qa_desktop.domain.figures.question import AuditorCount
from qa_desktop.domain.figures.severity import Meeting, auditor_lines, sign_test


# Critical values of the two-sided sign test, as tables print them (Conover, Practical Nonparametric Statistics):
# the largest number of the rarer sign at which the difference is significant.
@pytest.mark.parametrize(
    ("of", "rarer", "level"),
    [(8, 0, 0.01), (10, 0, 0.01), (12, 1, 0.01), (15, 2, 0.01), (20, 3, 0.01), (25, 5, 0.01), (10, 1, 0.05),
     (15, 3, 0.05), (20, 5, 0.05), (25, 7, 0.05)],
)  # fmt: skip
def test_the_sign_test_has_the_critical_values_of_the_tables(of: int, rarer: int, level: float) -> None:
    assert sign_test(rarer, of - rarer) <= level
    assert sign_test(of - rarer - 1, rarer + 1) > level


def test_an_even_split_is_chance_and_a_large_uneven_one_is_none() -> None:
    assert sign_test(0, 0) == sign_test(7, 7) == 1
    assert sign_test(3, 4) == 1
    assert sign_test(9_000, 11_000) < 1e-6
    assert 0.4 < sign_test(9_960, 10_040) < 0.7


def test_auditors_stand_by_name_with_what_more_than_chance_says() -> None:
    counts = [
        AuditorCount("p2", "lead", "2026-Q1", -1, 12),
        AuditorCount("p2", "moderation", "2026-Q2", 1, 3),
        AuditorCount("p1", "peer", "2026-Q1", 1, 12),
        AuditorCount("p1", "peer", "2026-Q1", 0, 5),
        AuditorCount("p3", "peer", "2026-Q1", 0, 9),
    ]

    lines = auditor_lines(counts, {"p1": "Ann", "p2": "Bea", "p3": "Cay"})

    assert [one.name for one in lines] == ["Ann", "Bea", "Cay"]
    assert [one.others.says for one in lines] == [
        "Worse grades, more than chance", "Better grades, more than chance", "No more than chance",
    ]  # fmt: skip
    assert lines[0].others == Meeting(0, 5, 12)
    assert lines[1].moderators == Meeting(0, 0, 3)
    assert lines[1].quarters == {"2026-Q1": Meeting(12, 0, 0), "2026-Q2": Meeting(0, 0, 3)}
