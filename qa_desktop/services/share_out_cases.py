"""Share drawn cases out over people, and send them to their laptops."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.sampling.population import Case
from qa_desktop.domain.sampling.record import DrawRecord, Proposal
from qa_desktop.domain.sampling.share_out import Auditor, Given, Part, Reach, share_out
from qa_desktop.errors import InputProblem
from qa_desktop.services.allocate import AllocationRequest

AUDITOR, LEAD, PEER = "auditor", "lead", "peer"


def proposed(
    record: DrawRecord, cases: Mapping[str, Case], people: tuple[Auditor, ...], parts: tuple[Part, ...]
) -> DrawRecord:
    """Return the record with who is to audit what. What was proposed before stands.

    Raises:
        InputProblem: the parts are others than before, somebody is gone who has a case already, or team or service
            are missing and who may audit what depends on them.
    """
    before = () if record.proposal is None else record.proposal.given
    if record.proposal is not None and record.proposal.parts != parts:
        raise InputProblem("The record shares its cases out in another way already. Share them out as before.")
    gone = sorted({one.person for one in before} - {person.key for person in people})
    if gone:
        raise InputProblem(f"These people have cases of this draw and are not in the list: {', '.join(gone)}.")
    standing = [cases[reference] for reference in record.standing]
    _demand_columns(standing, people, parts)
    shared = share_out(standing, people, parts, record.seed.text, before)
    return replace(record, proposal=Proposal(people, parts, shared.given, shared.left, before))


def sent(
    record: DrawRecord,
    cases: Mapping[str, Case],
    allocate: Callable[[Sequence[AllocationRequest]], tuple[Allocation, ...]],
    tool_id: str,
    due: date | None,
) -> DrawRecord:
    """Send what was proposed and not sent yet, all or nothing; return the record with what it was sent as.

    Raises:
        NotAllowed: the owner is no QA officer.
        NotFound: somebody, or the tool, is not known here.
    """
    requests = requests_of(record, cases, tool_id, due)
    return with_sent(record, allocate(requests)) if requests else record


def requests_of(
    record: DrawRecord, cases: Mapping[str, Case], tool_id: str, due: date | None
) -> tuple[AllocationRequest, ...]:
    """Return what is to be allocated of what was proposed and not sent yet."""
    return tuple(
        AllocationRequest(
            person=one.person,
            tool_id=tool_id,
            subject=one.case,
            due=due,
            practitioner=cases[one.case].worker,
            note="" if one.part == AUDITOR else one.part.capitalize(),
            pair=_pair(record, one.case) if one.part in (LEAD, PEER) else "",
            part="" if one.part == AUDITOR else one.part,
        )
        for one in _fresh(record)
    )


def with_sent(record: DrawRecord, allocations: Sequence[Allocation]) -> DrawRecord:
    """Return the record with the allocations that `requests_of` led to, in the same order."""
    proposal = record.proposal
    if proposal is None:
        return record
    made = {(one.case, one.part): told.id for one, told in zip(_fresh(record), allocations, strict=True)}
    given = tuple(replace(one, allocation=made.get((one.case, one.part), one.allocation)) for one in proposal.given)
    return replace(record, proposal=replace(proposal, given=given))


def _fresh(record: DrawRecord) -> list[Given]:
    return [] if record.proposal is None else [one for one in record.proposal.given if not one.allocation]


def _pair(record: DrawRecord, case: str) -> str:
    """Return what lead and peer of a drawn case have in common: the same whenever either is sent."""
    drawn = f"{record.seed.text}\n{record.who.at.isoformat()}\n{case}"
    return f"{record.who.at:%Y%m%d}-{sha256(drawn.encode()).hexdigest()[:24]}"


def _demand_columns(cases: Sequence[Case], people: Sequence[Auditor], parts: Sequence[Part]) -> None:
    reaches = {part.reach for part in parts}
    if reaches & {Reach.OWN_TEAM, Reach.ACROSS_TEAMS}:
        _demand("team", [case.team for case in cases], [person.team for person in people])
    if Reach.OUTSIDE_OWN_SERVICE in reaches:
        _demand("service", [case.service for case in cases], [person.service for person in people])


def _demand(what: str, of_cases: Sequence[str], of_people: Sequence[str]) -> None:
    for where, values in (("list of cases", of_cases), ("list of people", of_people)):
        if not any(values):
            raise InputProblem(f"The {where} has no column “{what}”, and who may audit what depends on it.")
