"""Says how thorough the tests of sync are: short by themselves, every byte and step where somebody asks for it."""

from __future__ import annotations

import os

THOROUGH = bool(os.environ.get("QA_DESKTOP_SYNC_THOROUGH"))
"""QA_DESKTOP_SYNC_THOROUGH=1 ./test tests/sync: the long form of every test of faults. It takes about two hours."""


def next_moment(moment: int) -> int:
    """Return the moment to try after this one: each, or fewer and fewer."""
    return moment + 1 if THOROUGH else 2 * moment + 1
