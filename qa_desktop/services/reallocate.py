"""Give an allocated audit to somebody else, fairly over people; a swap gives one back in return."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.allocation import WITHDRAWN, Allocation, allocate_change
from qa_desktop.domain.directory import Colleague, Directory
from qa_desktop.domain.done_audit import DoneAudit
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.ports import LocalStore, NewIds
from qa_desktop.domain.record import Role
from qa_desktop.domain.sampling.share_out import Auditor, is_worker
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from qa_desktop.services.draw_cases import MONTHS_A_YEAR, months_before

DO_NOT_AUDIT = (Role.ADMIN.value, Role.PRACTITIONER.value)


@dataclass(frozen=True, slots=True)
class Load:
    """Somebody who could audit, with how much they have and did."""

    person: PersonId
    name: str
    role: str
    team: str
    service: str
    open: int
    """Allocations that are not signed yet."""
    done: int
    """Audits signed in the last twelve months."""
    this_month: int
    """Audits of this month: last talked over in it, or to be done by its end."""

    @property
    def both(self) -> int:
        """What sharing is fair by."""
        return self.open + self.done


@dataclass(frozen=True, slots=True)
class LoadReads:
    """What reallocating reads."""

    allocations: Callable[[], tuple[Allocation, ...]]
    directory: Callable[[], Directory]
    done_since: Callable[[date], tuple[DoneAudit, ...]]


class Reallocate:
    """Moves allocations between people; only QA officers may."""

    def __init__(self, store: LocalStore, reads: LoadReads, clock: Clock, new_id: NewIds) -> None:
        self._store = store
        self._reads = reads
        self._clock = clock
        self._new_id = new_id

    def loads(self) -> tuple[Load, ...]:
        """Return everybody who could audit, those who have and did fewest first."""
        today = local_day(self._clock.now())
        directory = self._reads.directory()
        held, now_held = Counter[PersonId](), Counter[PersonId]()
        for one in self._open():
            held[one.person] += 1
            now_held[one.person] += one.due is None or (one.due.year, one.due.month) <= (today.year, today.month)
        done, now_done = Counter[PersonId](), Counter[PersonId]()
        for audit in self._reads.done_since(months_before(today, MONTHS_A_YEAR)):
            done.update(audit.people)
            now_done.update(audit.people if (audit.day.year, audit.day.month) == (today.year, today.month) else ())
        people = [one for one in directory.present if one.role not in DO_NOT_AUDIT]
        found = [
            _load(one, directory, (held[one.id], done[one.id], now_held[one.id] + now_done[one.id])) for one in people
        ]
        return tuple(sorted(found, key=lambda one: (one.both, one.name.casefold(), one.person)))

    def candidates(self, allocation_id: str) -> tuple[Load, ...]:
        """Return who could take an allocation instead, the fairest first.

        Left out are who has it, whose own case it is, and who has the other part of it; raise NotFound.
        """
        one = self._find(allocation_id)
        return tuple(
            load
            for load in self.loads()
            if load.person not in (one.person, one.other)
            and not is_worker(Auditor(load.name, load.person), one.practitioner)
        )

    def __call__(self, allocation_id: str, person: str, in_return: str = "") -> Allocation:
        """Give an allocation to somebody else, as it is; `in_return` is one of theirs that goes the other way.

        Raises:
            NotAllowed: the owner is no QA officer.
            NotFound: there is no such open allocation, or nobody of that id or name.
            InputProblem: they have it already, or the other part of it, or it is their own case.
        """
        if self._store.owner.role is not Role.QA_OFFICER:
            raise NotAllowed("Only a QA officer allocates audits.")
        one, taker = self._find(allocation_id), self._reads.directory().named(person)
        moves = [(one, taker)]
        if in_return:
            back = self._find(in_return)
            if back.person != taker.id:
                raise InputProblem(f"That audit is not allocated to {taker.name}.")
            giver = self._reads.directory().person(one.person)
            if giver is None:
                raise NotFound("Whoever has the audit now has left, so nothing can be given back to them.")
            moves.append((back, giver))
        changed = [self._moved(*move) for move in moves]
        self._store.append([allocate_change(part) for parts in changed for part in parts])
        return changed[0][1]

    def _moved(self, one: Allocation, taker: Colleague) -> list[Allocation]:
        """Return the allocation taken back, the new one, and the other part of the case knowing of it."""
        if taker.id == one.person:
            raise InputProblem(f"{taker.name} has it already.")
        if taker.id == one.other:
            raise InputProblem(f"{taker.name} has the other part of this case. Lead and peer are two people.")
        if is_worker(Auditor(taker.name, taker.id), one.practitioner):
            raise InputProblem(f"{taker.name} works with this case, and nobody audits an own one.")
        new = replace(one, id=self._new_id(), person=taker.id, by=self._store.owner.id)
        siblings = [
            replace(each, other=taker.id)
            for each in self._open()
            if one.pair and each.pair == one.pair and each.id != one.id and each.other == one.person
        ]
        return [replace(one, state=WITHDRAWN), new, *siblings]

    def _open(self) -> list[Allocation]:
        return [one for one in self._reads.allocations() if one.is_open]

    def _find(self, allocation_id: str) -> Allocation:
        found = next((one for one in self._open() if one.id == allocation_id), None)
        if found is None:
            raise NotFound(f"There is no open allocation {allocation_id}.")
        return found


def _load(one: Colleague, directory: Directory, counts: tuple[int, int, int]) -> Load:
    team = directory.team(one.team)
    held, done, this_month = counts
    name, service = ("", "") if team is None else (team.name, team.service)
    return Load(one.id, one.name, one.role, name, service, held, done, this_month)
