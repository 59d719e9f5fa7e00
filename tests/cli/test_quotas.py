"""Quotas by the command line: of a month, with what is missing, and who has which post."""

from __future__ import annotations

import json

from tests.cli.test_draw import Run, profile, run

__all__ = ["profile", "run"]


def test_the_month_is_told_with_what_is_missing_and_who_has_no_post(run: Run) -> None:
    before = json.loads(run("quota", "list", "--month", "2026-11", "--json"))
    words = run("quota", "list", "--month", "2026-11")
    run("quota", "post", "Oli Officer", "Head of Service", code=2)  # nobody is known before the first sync

    assert before["month"] == "2026-11"
    assert before["quotas"] == []
    assert [one["name"] for one in before["without_post"]] == ["Oli Officer"]
    assert "Oli Officer" in words
    assert "nobody said what they are" in words


def test_a_month_that_is_none_is_refused(run: Run) -> None:
    for wrong in ("2026-13", "November"):
        assert "Write the month as 2026-11" in run("quota", "list", "--month", wrong, code=2)
