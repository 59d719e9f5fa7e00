"""The team of the audited case: its managers and head of service see what somebody of another team wrote about it.

Its name stands in the audit as words, which the server never reads: what it is told is the team's id, by a `grant`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.directory import Colleague, Directory
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, Operation, OperationKind, Stream
from qa_desktop.domain.parts import RELATION

CASE, TEAM = "case", "team"
"""The relation of such a grant or withdrawal, and the fact that names the team."""
KNOWN_FROM = 7
"""The first version of the protocol in which a server knows such a grant; older ones refuse it."""


@dataclass(frozen=True, slots=True)
class CaseToName:
    """An own audit, as lists show it, and which team the server was told."""

    audit: AuditId
    team: str
    """The team's name as it was entered; empty where it was not."""
    worker: str
    signed_at: datetime | None
    told: str
    """A team's id; empty where none was told."""


def team_of_case(directory: Directory, case: CaseToName) -> str:
    """Return the id of the team that a case belongs to: as entered, else the allocated worker's; empty where unknown.

    What several teams or people are called names none. Where the worker was when the audit was signed counts (P-23).
    """
    team, worker = _plain(case.team), _plain(case.worker)
    now = [one for one in directory.teams if one.until is None]
    named = {one.id for one in now if team in (_plain(one.name), _plain(one.id))} if team else set()
    if not named and worker:
        people = {one.id for one in directory.people if worker in (_plain(one.name), _plain(one.id))}
        if len(people) == 1:
            theirs = _at([one for one in directory.people if one.id in people], case.signed_at)
            named = {one.team for one in theirs} & {one.id for one in now}
    return named.pop() if len(named) == 1 else ""


def told_team(operations: Iterable[Operation]) -> str:
    """Return which team was named last, from an audit's operations in the order of its log; empty where none."""
    told = ""
    for one in operations:
        if one.facts.get(RELATION) == CASE:
            told = str(one.facts.get(TEAM) or "") if one.kind == OperationKind.GRANT.value else ""
    return told


def case_team_changes(case: CaseToName, team: str) -> tuple[Change, ...]:
    """Return what tells the server the team of a case, or that it is none any more; nothing where it knows.

    The team of a signed audit stays as it was told: one that moves later is moved on the server.
    """
    if team == case.told or (case.signed_at and case.told):
        return ()
    kind = OperationKind.GRANT if team else OperationKind.WITHDRAW
    facts = {RELATION: CASE, TEAM: team or case.told}
    return (Change(Stream(case.audit), "", None, kind=kind, facts=facts),)


def _at(lives: list[Colleague], moment: datetime | None) -> list[Colleague]:
    """Return what somebody was at a moment; what they are today where nothing is known of it."""
    then = [one for one in lives if moment is not None and one.is_at(moment)]
    return then or [one for one in lives if one.until is None]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
