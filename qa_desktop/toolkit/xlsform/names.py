"""Makes ids of a tool out of the names of a form: the same where they can be, and each once."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 80
_OTHERS = re.compile(r"[^A-Za-z0-9._-]+")


def as_id(name: str) -> str:
    """Return the name with only what an id may hold; nothing may be left of it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return _OTHERS.sub("_", plain).lstrip("._-")[:_LONGEST]


class Ids:
    """Ids of one kind that are taken already."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, name: str, otherwise: str) -> str:
        """Return an id for a name that nobody has yet: the name itself where it can be."""
        wanted = as_id(name) or as_id(otherwise) or "question"
        found, number = wanted, 1
        while found in self._taken:
            number += 1
            found = f"{wanted[: _LONGEST - 6]}.{number}"
        self._taken.add(found)
        return found
