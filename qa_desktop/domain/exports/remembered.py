"""Works out once what comes again and again: codes, names, and answers that are mostly alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

KNOWN = 4096
"""How many things are kept."""
SHORT = 64
"""Characters up to which a text is kept: longer ones hold somebody's words, and do not come again."""

Key = TypeVar("Key")
Worked = TypeVar("Worked")


class Remembered(dict[Key, Worked]):
    """What was worked out of each key. Looking up what is known takes no line of Python, nor does a map of it.

    Keys that are equal are one: a truth and the number 1 must not stand in the same place.
    """

    def __init__(self, work: Callable[[Key], Worked], recurs: Callable[[Key], bool]) -> None:
        """`recurs` says whether a key is likely to come again; what does not is not kept."""
        super().__init__()
        self._work = work
        self._recurs = recurs

    def __missing__(self, key: Key) -> Worked:
        """Return what is worked out of a key that is not known."""
        worked = self._work(key)
        if self._recurs(key):
            if len(self) >= KNOWN:
                self.clear()
            self[key] = worked
        return worked


def is_short(text: object) -> bool:
    """Tell whether a text is likely to come again; what is no text is."""
    return not isinstance(text, str) or len(text) <= SHORT
