"""Allocate audits to people, and tell what is allocated to whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from qa_desktop.domain import pairs, paths
from qa_desktop.domain.allocation import WITHDRAWN, Allocation, allocate_change
from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.consequences import ALLOCATED_ON
from qa_desktop.domain.directory import Directory
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.operation import Change, Value
from qa_desktop.domain.pairs import Seat
from qa_desktop.domain.ports import LocalStore, NewIds
from qa_desktop.domain.record import Role
from qa_desktop.domain.tool import AnswerType, Tool
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from qa_desktop.services.start_audit import StartAudit, StartRequest


@dataclass(frozen=True, slots=True)
class AllocationStore:
    """What allocating reads: what stands, who is who, which tools there are."""

    allocations: Callable[[], tuple[Allocation, ...]]
    directory: Callable[[], Directory]
    tool: Callable[[str], Tool]
    submission: Callable[[Tool], date | None]
    """Returns by when an audit with the tool is due that is allocated today, where the authority says so."""


@dataclass(frozen=True, slots=True)
class AllocationRequest:
    """What to allocate. `person` is an id, or a name that only one person has."""

    person: str
    tool_id: str
    subject: str
    due: date | None = None
    practitioner: str = ""
    note: str = ""
    pair: str = ""
    """The same text for the two who audit a case, each on a form of their own."""
    part: str = ""
    """Which of the two it is: `lead` or `peer`; `moderation` for the moderator of both."""
    given: Mapping[str, Value] = field(default_factory=dict)
    """Values with which the audit begins, by path."""


Beside = Callable[[tuple[Allocation, ...]], Sequence[Change]]
"""What is written in the same step as the allocations that were made."""


@dataclass(frozen=True, slots=True)
class PreparedPart:
    """What else is done where an audit is begun for a part."""

    demand: Callable[[Allocation], None]
    """Raises where it cannot be begun here yet."""
    prepare: Callable[[Audit], Audit]
    """Fills in what is known, before anybody sees it."""


class Allocate:
    """Writes and reads allocations."""

    def __init__(self, store: LocalStore, reads: AllocationStore, start: StartAudit, new_id: NewIds) -> None:
        self._store = store
        self._reads = reads
        self._start = start
        self._new_id = new_id
        self.parts: dict[str, PreparedPart] = {}
        """Parts for which more is done than beginning the audit."""

    def __call__(self, request: AllocationRequest) -> Allocation:
        """Allocate an audit.

        Raises:
            NotAllowed: the owner is no QA officer.
            NotFound: nobody, or no tool, is known by that name.
            InputProblem: several people have the name, or nothing says what the audit is about.
        """
        return self.several([request])[0]

    def several(self, requests: Sequence[AllocationRequest], beside: Beside | None = None) -> tuple[Allocation, ...]:
        """Allocate several audits, all or none of them, and write beside them what they led to; raises as above."""
        self._demand_officer()
        made = self._knowing_each_other(tuple(self._made(one) for one in requests))
        more = beside(made[: len(requests)]) if beside is not None else ()
        self._store.append([*(allocate_change(one) for one in made), *more])
        return made[: len(requests)]

    def pair(self, lead: AllocationRequest, peer: str) -> tuple[Allocation, ...]:
        """Allocate a case to a lead and a peer, each of whom audits it on a form of their own; raises as above."""
        name = self._new_id()
        seats = replace(lead, pair=name, part=Seat.LEAD.value), replace(lead, person=peer, pair=name, part="peer")
        directory = self._reads.directory()
        if directory.named(lead.person).id == directory.named(peer).id:
            raise InputProblem("Lead and peer are two people. Name somebody else.")
        return self.several(seats)

    def withdraw(self, allocation_id: str) -> None:
        """Take an allocation back; raise NotAllowed for anybody but a QA officer, NotFound for an unknown one."""
        self._demand_officer()
        found = self._find(allocation_id)
        self._store.append([allocate_change(replace(found, state=WITHDRAWN))])

    def known(self) -> tuple[Allocation, ...]:
        """Return every open allocation that this laptop knows of, the next due first."""
        return tuple(one for one in self._reads.allocations() if one.is_open)

    def own(self) -> tuple[Allocation, ...]:
        """Return what is allocated to the owner and not begun on this laptop."""
        return tuple(one for one in self.known() if one.person == self._store.owner.id)

    def whom(self, named: str) -> PersonId | None:
        """Return who else is meant by a name; None for the owner, and where no directory tells who there is.

        Raises:
            NotAllowed: it is somebody else, and the owner is no QA officer.
            NotFound: nobody has the name.
            InputProblem: several people have it.
        """
        directory, owner = self._reads.directory(), self._store.owner
        if not directory.present or named.strip().casefold() in ("", owner.name.casefold()):
            return None
        found = directory.named(named.strip())
        if found.id == owner.id:
            return None
        self._demand_officer()
        return found.id

    def start(self, allocation_id: str) -> Audit:
        """Start the audit that was allocated to the owner, with what the allocation says."""
        one = self._find(allocation_id)
        if one.person != self._store.owner.id:
            raise NotAllowed("This audit is allocated to somebody else.")
        part = self.parts.get(one.part)
        if part is not None:
            part.demand(one)
        tool = self._reads.tool(one.tool_id)
        fields: dict[str, Value] = {
            **_given(tool, one),
            paths.about("allocation"): one.id,
            **_allocated_on(tool, one),
            **self._of_pair(one),
        }
        audit = self._start(StartRequest(one.tool_id, one.subject, one.practitioner, fields=fields))
        return part.prepare(audit) if part else audit

    def _knowing_each_other(self, made: tuple[Allocation, ...]) -> tuple[Allocation, ...]:
        """Return the allocations, those of a pair with who has the other part; one that stood alone is said anew."""
        named = {one.pair for one in made if one.pair}
        known = [one for one in self.known() if one.pair in named] if named else []
        standing = [one for one in known if one.other is None]
        others = {(one.pair, one.part): one.person for one in (*known, *made)}

        def with_other(one: Allocation) -> Allocation:
            seat = next((seat for seat in Seat if seat.value == one.part), None) if one.pair else None
            return replace(one, other=others.get((one.pair, seat.other.value))) if seat else one

        return (*map(with_other, made), *(one for one in map(with_other, standing) if one.other is not None))

    def _of_pair(self, allocation: Allocation) -> dict[str, Value]:
        """Return what an audit says of the pair to which it belongs, in its own header too where that asks."""
        if not allocation.pair:
            return {}
        values: dict[str, Value] = {pairs.PAIR: allocation.pair, pairs.PART: allocation.part}
        tool = self._reads.tool(allocation.tool_id)
        known: dict[str, str] = {"form": allocation.part}
        if allocation.other is not None:
            values[pairs.OTHER] = allocation.other
            other = self._reads.directory().person(allocation.other)
            known["other_auditor"] = other.name if other else ""
        asked = {item.id: item for item in tool.header}
        for name, value in known.items():
            path = paths.header(name)
            if value and name in asked and check_value(tool, path, value) is None:
                values[path] = value
        return values

    def _made(self, request: AllocationRequest) -> Allocation:
        if not request.subject.strip():
            raise InputProblem("Say what the audit is about: a case reference, never a name.")
        tool = self._reads.tool(request.tool_id)
        person = self._reads.directory().named(request.person)
        return Allocation(
            id=self._new_id(),
            person=person.id,
            tool_id=tool.id,
            subject=request.subject.strip(),
            due=request.due or self._reads.submission(tool),
            practitioner=request.practitioner.strip(),
            note=request.note.strip(),
            tool_title=tool.title,
            by=self._store.owner.id,
            pair=request.pair,
            part=request.part,
            given=tuple(sorted(request.given.items())),
        )

    def _find(self, allocation_id: str) -> Allocation:
        found = next((one for one in self.known() if one.id == allocation_id), None)
        if found is None:
            raise NotFound(f"There is no open allocation {allocation_id}.")
        return found

    def _demand_officer(self) -> None:
        if self._store.owner.role is not Role.QA_OFFICER:
            raise NotAllowed("Only a QA officer allocates audits.")


def _given(tool: Tool, one: Allocation) -> dict[str, Value]:
    """Return the values with which an audit begins, but who audits: that is whoever has the allocation by now."""
    auditor = {paths.header(item.id) for item in tool.header if item.prefill == "auditor"}
    return {path: value for path, value in one.given if path not in auditor and check_value(tool, path, value) is None}


def _allocated_on(tool: Tool, one: Allocation) -> dict[str, Value]:
    """Return the day of the allocation by path, in the head of a form that asks for it too."""
    if one.on is None:
        return {}
    asked = any(item.id == ALLOCATED_ON and item.type is AnswerType.DATE for item in tool.header)
    places = (paths.about(ALLOCATED_ON), *((paths.header(ALLOCATED_ON),) if asked else ()))
    return dict.fromkeys(places, one.on.isoformat())
