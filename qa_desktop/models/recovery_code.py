"""The recovery code: shown once, printed, and typed by hand on a bad day."""

from __future__ import annotations

import secrets

from qa_desktop.errors import InputProblem

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty-two characters without I, L, O and U, which are misread (Crockford)."""

RANDOM_CHARACTERS = 29
GROUP = 5

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_FIELD_POLYNOMIAL = 0b100101


def new_recovery_code() -> str:
    """Return a new code: 29 random characters and one that finds typing mistakes, in groups of five."""
    random = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    code = random + _check_character(random)
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_recovery_code(typed: str) -> str:
    """Return the code without its groups; raise InputProblem where it was mistyped."""
    code = "".join(character for character in typed.upper() if character.isalnum()).translate(_MISREAD)
    if len(code) != RANDOM_CHARACTERS + 1:
        raise InputProblem(
            f"The recovery code has {RANDOM_CHARACTERS + 1} letters and figures; {len(code)} were entered. Enter the "
            "whole code as it was printed."
        )
    if any(character not in ALPHABET for character in code) or _check_character(code[:-1]) != code[-1]:
        raise InputProblem("The recovery code holds a typing mistake. Compare it with the printed code.")
    return code


def _check_character(characters: str) -> str:
    """Return the check character: it finds every single wrong character and every two that changed places."""
    sum_so_far = 0
    for character in characters:
        sum_so_far = _double(sum_so_far ^ ALPHABET.index(character))
    return ALPHABET[sum_so_far]


def _double(value: int) -> int:
    """Multiply by two in the field of 32 elements."""
    doubled = value << 1
    return doubled ^ _FIELD_POLYNOMIAL if doubled & len(ALPHABET) else doubled
