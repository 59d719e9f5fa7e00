"""The printed recovery code: long enough, and forgiving to who types it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.errors import InputProblem
from qa_desktop.models.recovery_code import ALPHABET, new_recovery_code, read_recovery_code

POSITIONS = st.integers(0, 29)


def test_a_code_has_six_groups_of_five() -> None:
    assert [len(group) for group in new_recovery_code().split("-")] == [5] * 6


def test_two_codes_differ() -> None:
    assert new_recovery_code() != new_recovery_code()


@given(position=POSITIONS, wrong=st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_found(position: int, wrong: str) -> None:
    code = read_recovery_code(new_recovery_code())
    if code[position] == wrong:
        assert read_recovery_code(code) == code
        return

    with pytest.raises(InputProblem, match="typing mistake"):
        read_recovery_code(code[:position] + wrong + code[position + 1 :])


@given(position=st.integers(0, 28))
def test_every_two_neighbours_that_changed_places_are_found(position: int) -> None:
    code = read_recovery_code(new_recovery_code())
    first, second = code[position], code[position + 1]
    if first == second:
        return

    with pytest.raises(InputProblem, match="typing mistake"):
        read_recovery_code(code[:position] + second + first + code[position + 2 :])


@pytest.mark.parametrize("typed", ["", "ABCDE", "U" * 30, "é" * 30])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(InputProblem):
        read_recovery_code(typed)
