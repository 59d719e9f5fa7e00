"""Shares drawn cases out over people: within everybody's quota, outside what is their own, and fairly over time."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from qa_desktop.domain.authority_settings import Quota
from qa_desktop.domain.sampling.draw import place_of
from qa_desktop.domain.sampling.population import Case


class Reach(Enum):
    """Whose cases somebody audits. The values are those of an authority's settings (`selection`)."""

    ANY = "any"
    OWN_TEAM = "own_team"
    ACROSS_TEAMS = "across_teams"
    OUTSIDE_OWN_SERVICE = "outside_own_service"


@dataclass(frozen=True, slots=True)
class Part:
    """What one person does at a case: the audit, or the lead's or the peer's."""

    name: str
    reach: Reach = Reach.ANY


@dataclass(frozen=True, slots=True)
class Auditor:
    """Somebody who audits."""

    name: str
    id: str = ""
    team: str = ""
    service: str = ""
    quota: int | None = None
    """How many they can have in a month; None for as many as come."""
    this_month: int = 0
    """How many of them they have already."""
    done: int = 0
    """How many they did or were given before, by which the sharing is fair over time."""
    parts: tuple[str, ...] = ()
    """The parts that they take; empty for any."""
    role: str = ""
    """What they are in the authority, in its words; a quota may stand there for it."""

    @property
    def key(self) -> str:
        """What tells people apart: the id, or the name where there is none."""
        return self.id or self.name


@dataclass(frozen=True, slots=True)
class Given:
    """A case for somebody; `person` is their key."""

    case: str
    part: str
    person: str
    allocation: str = ""
    """The id under which it was sent to their laptop; empty as long as it is a proposal."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What came of sharing out."""

    given: tuple[Given, ...]
    left: tuple[tuple[str, str], ...] = ()
    """(case, part) that nobody may take, or nobody has room for."""


_WORDS = re.compile(r"\w+")
Slot = tuple[str, str]
_Goal = Callable[[str], bool]


def may_take(auditor: Auditor, part: Part, case: Case) -> bool:
    """Tell whether somebody may take a part at a case: never at their own, and within the part's reach.

    Where a reach needs a team or service that the list or the person lacks, they may not: nobody could tell.
    """
    if auditor.parts and part.name not in auditor.parts:
        return False
    if is_worker(auditor, case.worker):
        return False
    same_team = _same(auditor.team, case.team)
    match part.reach:
        case Reach.OWN_TEAM:
            return same_team is True
        case Reach.ACROSS_TEAMS:
            return same_team is False
        case Reach.OUTSIDE_OWN_SERVICE:
            return _same(auditor.service, case.service) is False
        case Reach.ANY:
            return True


def is_worker(auditor: Auditor, worker: str) -> bool:
    """Tell whether a case is somebody's own, however their name is written: “Worker, Wendy” is “Wendy Worker”.

    Of two words or more, a name within the other is the same person: a middle name or a title makes no other one.
    """
    if auditor.key.casefold() == worker.casefold():
        return True
    ours, theirs = set(_WORDS.findall(auditor.name.casefold())), set(_WORDS.findall(worker.casefold()))
    fewer = min(len(ours), len(theirs))
    return fewer >= 2 and (ours <= theirs or theirs <= ours)  # noqa: PLR2004 - a first name alone is nobody's own


def with_quotas(people: Iterable[Auditor], quotas: Sequence[Quota], tools: Collection[str]) -> tuple[Auditor, ...]:
    """Return people with what the authority expects of their role in a month with these tools.

    A quota that the list of people gives stands.
    """
    monthly = [one for one in quotas if (one.per, one.for_each) == ("month", "person") and set(one.tools) & set(tools)]
    expected = {role: one.least for one in monthly for role in re.split(r" or | and ", one.role.casefold())}
    return tuple(
        replace(one, quota=expected.get(one.role.casefold())) if one.quota is None and one.role else one
        for one in people
    )


def share_out(
    cases: Sequence[Case], people: Sequence[Auditor], parts: Sequence[Part], seed: str, before: Iterable[Given] = ()
) -> Shared:
    """Give each part of each case to somebody.

    As many as possible are given; among all ways to do so, in one in which those who did fewest get most. Where two
    are alike, the lower place by the seed decides, of people as of cases. `before` was given already and stands.
    """
    table = _Table(cases, people, parts, tuple(before))
    order = {person.key: (place_of(seed, person.key), person.key) for person in people}
    for slot in sorted(table.open_slots(), key=lambda slot: (place_of(seed, slot[0]), table.part_number(slot))):
        table.place(slot, order)
    table.level(order)
    return table.result()


class _Table:
    """Who has what, while it is shared out."""

    def __init__(
        self, cases: Sequence[Case], people: Sequence[Auditor], parts: Sequence[Part], before: tuple[Given, ...]
    ) -> None:
        self._cases = {case.reference: case for case in cases}
        self._parts = {part.name: part for part in parts}
        self._people = {person.key: person for person in people}
        self._before = {(one.case, one.part): one for one in before}
        self._fixed = {slot: one.person for slot, one in self._before.items()}
        self._held: dict[Slot, str] = {}
        self._counts = Counter(self._fixed.values())

    def open_slots(self) -> Iterator[Slot]:
        """Yield what is to be given."""
        slots = ((case, part) for case in self._cases for part in self._parts)
        return (slot for slot in slots if slot not in self._fixed)

    def part_number(self, slot: Slot) -> int:
        """Return which of the parts it is."""
        return list(self._parts).index(slot[1])

    def place(self, slot: Slot, order: dict[str, tuple[str, str]]) -> None:
        """Give a slot to the one who did fewest, moving others where nobody who may take it has room."""
        for person in self._fewest_first(order):
            if self._may(slot, person) and self._has_room(person):
                self._give(slot, person)
                return
        for person in self._fewest_first(order):
            if self._may(slot, person) and self._chain(person, self._has_room, order):
                self._give(slot, person)
                return

    def level(self, order: dict[str, tuple[str, str]]) -> None:
        """Move slots from those who have more to those who have less, until no move makes it fairer."""
        while any(self._relieve(person, order) for person in reversed(self._fewest_first(order))):
            pass

    def result(self) -> Shared:
        """Return what was given, by case and part, and what is left."""
        slots = [(case, part) for case in self._cases for part in self._parts]
        given = self._before | {slot: Given(*slot, person) for slot, person in self._held.items()}
        known = tuple(given[slot] for slot in slots if slot in given)
        return Shared(known, tuple(slot for slot in slots if slot not in given))

    def _relieve(self, person: str, order: dict[str, tuple[str, str]]) -> bool:
        load = self._load(person)
        return self._chain(person, lambda other: self._load(other) <= load - 2 and self._has_room(other), order)

    def _chain(self, start: str, is_goal: _Goal, order: dict[str, tuple[str, str]]) -> bool:
        """Move one slot from a person to another, from that one to a third and so on, until one is a goal."""
        came: dict[str, tuple[str, Slot]] = {}
        waiting = deque([start])
        people = self._fewest_first(order)
        while waiting:
            person = waiting.popleft()
            if person != start and is_goal(person):
                return self._move_along(start, person, came)
            for slot in sorted(slot for slot, holder in self._held.items() if holder == person):
                for other in people:
                    if other not in came and other != start and self._may(slot, other):
                        came[other] = (person, slot)
                        waiting.append(other)
        return False

    def _move_along(self, start: str, end: str, came: dict[str, tuple[str, Slot]]) -> bool:
        """Move the slots of a chain; leave everything as it was where both parts of a case would meet in one person."""
        held, counts = dict(self._held), Counter(self._counts)
        person = end
        while person != start:
            giver, slot = came[person]
            if not self._may(slot, person):
                self._held, self._counts = held, counts
                return False
            self._give(slot, person)
            person = giver
        return True

    def _give(self, slot: Slot, person: str) -> None:
        if slot in self._held:
            self._counts[self._held[slot]] -= 1
        self._held[slot] = person
        self._counts[person] += 1

    def _may(self, slot: Slot, person: str) -> bool:
        case, part = slot
        siblings = ((case, other) for other in self._parts if other != part)
        if any(person in (self._held.get(one), self._fixed.get(one)) for one in siblings):
            return False
        return may_take(self._people[person], self._parts[part], self._cases[case])

    def _fewest_first(self, order: dict[str, tuple[str, str]]) -> list[str]:
        return sorted(self._people, key=lambda person: (self._load(person), order[person]))

    def _load(self, person: str) -> int:
        return self._people[person].done + self._counts[person]

    def _has_room(self, person: str) -> bool:
        quota = self._people[person].quota
        return quota is None or self._people[person].this_month + self._counts[person] < quota


def _same(one: str, other: str) -> bool | None:
    """Tell whether two names are the same; None where one is missing."""
    return one.casefold() == other.casefold() if one and other else None
