"""Keeps a test for every statement by which the five frameworks say when their system works."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

TESTS = Path(__file__).parents[1]
STATEMENTS = {"s": 11, "d": 11, "r": 15, "h": 13, "b": 13}
"""How many there are of Slough, Durham, Rochdale, Herefordshire and Bracknell Forest."""
NAMED = re.compile(r"^def test_([sdrhb])(\d{1,2})_\w+", re.MULTILINE)

NOT_YET: set[str] = set()
"""The statements that nothing proves yet. It may only become shorter."""


def statements() -> set[str]:
    return {f"{letter}{number}" for letter, many in STATEMENTS.items() for number in range(1, many + 1)}


def proved() -> dict[str, set[str]]:
    """Return by statement which modules hold tests that are named by it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in TESTS.rglob("test_*.py"):
        for letter, number in NAMED.findall(path.read_text("utf-8")):
            found[f"{letter}{int(number)}"].add(path.relative_to(TESTS).as_posix())
    return found


def test_there_are_63_statements() -> None:
    assert len(statements()) == 63


def test_every_statement_has_a_test_that_is_named_by_it() -> None:
    assert sorted(statements() - set(proved()) - NOT_YET) == []


def test_what_is_still_to_be_proved_leaves_the_list_once_it_is() -> None:
    assert sorted(NOT_YET & set(proved())) == []


def test_no_test_is_named_by_a_statement_that_there_is_not() -> None:
    assert {one: sorted(where) for one, where in proved().items() if one not in statements()} == {}
