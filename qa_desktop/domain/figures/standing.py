"""Which of several forms of one case is counted: each case once, with the grades that stand (R-046)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_desktop.domain.pairs import MODERATION, Seat

SECOND = "second"


@dataclass(frozen=True, slots=True)
class Form:
    """One signed audit of a case."""

    number: int
    pair: str = ""
    seat: str = ""
    replaced: bool = False
    """Whether a signed amendment stands in its place."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A form that is counted, and the record of the moderator whose grades come before its own."""

    number: int
    moderated_by: int | None = None


def counted(forms: Sequence[Form]) -> tuple[Counted, ...]:
    """Return which forms are counted, in the order of their numbers.

    An audit by itself counts as it is. Of a pair one form does: the lead's, the peer's where the lead's is not here. A
    moderator's record says which grades stand and is no audit of its own; a second reading is for comparing alone.
    """
    live = sorted((one for one in forms if not one.replaced), key=lambda one: one.number)
    seats = {seat.value for seat in Seat}
    found = [Counted(one.number) for one in live if not one.pair or one.seat not in {*seats, MODERATION, SECOND}]
    for pair in sorted({one.pair for one in live if one.pair}):
        group = {one.seat: one for one in live if one.pair == pair}
        base = group.get(Seat.LEAD.value) or group.get(Seat.PEER.value)
        if base is not None:
            moderator = group.get(MODERATION)
            found.append(Counted(base.number, moderator.number if moderator else None))
    return tuple(sorted(found, key=lambda one: one.number))
