"""Counts audits against what is expected of each person or team in a month or a year (R-020 to R-029)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.authority_settings import Quota
from qa_desktop.domain.done_audit import DoneAudit
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.record import Role

MONTH, YEAR, PERSON, TEAM, CASE = "month", "year", "person", "team", "case"
NO_POST = "-"
"""The post of somebody of whom no audits are expected."""
PARTS = ("lead", "peer")
_SEVERAL = re.compile(r" or | and ", re.IGNORECASE)
_OF_ROLE = {Role.HEAD_OF_SERVICE.value: "head of service", Role.MANAGER.value: "manager"}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of whom audits may be expected."""

    id: PersonId
    name: str
    team: str = ""
    team_name: str = ""
    post: str = ""
    """What they are in the authority, in the words of its quotas."""
    service: str = ""
    """The service of their team; empty where it is not known."""


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """How far one person, team or month's set of cases is with one quota."""

    quota: Quota
    who: str
    """A person's or team's id; empty for cases and for practitioners who are observed."""
    name: str
    done: int
    wanted: int
    span: str = ""
    """In which time it is counted, where that is not the month."""

    @property
    def missing(self) -> int:
        """How many are still to be done."""
        return max(0, self.wanted - self.done)


def posts(quotas: Iterable[Quota]) -> tuple[str, ...]:
    """Return every post of which something is expected in a month or a year, in the order of the settings."""
    counted = (quota for quota in quotas if quota.per in (MONTH, YEAR))
    named = (one.strip() for quota in counted if quota.for_each != CASE for one in _SEVERAL.split(quota.role))
    return tuple(dict.fromkeys(one for one in named if one))


def usual_post(role: str, known: Sequence[str]) -> str:
    """Return the post that a role usually has; empty where the settings do not tell.

    An auditor has the only one that is neither a manager's nor a head of service's.
    """
    words = _OF_ROLE.get(role)
    if words is not None:
        return next((one for one in known if words in one.casefold()), "")
    others = [one for one in known if not any(words in one.casefold() for words in _OF_ROLE.values())]
    return others[0] if role == Role.AUDITOR.value and len(others) == 1 else ""


def role_post(role: str) -> str:
    """Return what a role is called where nobody said which post it is; empty for one that oversees nobody."""
    return _OF_ROLE.get(role, "")


def monthly(quotas: Iterable[Quota]) -> tuple[Quota, ...]:
    """Return the quotas of a month."""
    return tuple(one for one in quotas if one.per == MONTH)


def has_post(quota: Quota, post: str) -> bool:
    """Tell whether a quota expects something of a post."""
    return post.casefold() in (one.strip().casefold() for one in _SEVERAL.split(quota.role))


def count(
    quotas: Iterable[Quota],
    members: Sequence[Member],
    audits: Collection[DoneAudit],
    allocated: Iterable[Allocation],
    month: date,
) -> tuple[QuotaRow, ...]:
    """Return how far everybody is in the month of a day, in the order of the quotas and of the members."""
    in_month = [one for one in audits if same_month(one.day, month)]
    given = [one for one in allocated if one.on is not None and same_month(one.on, month) and one.part in PARTS]
    return tuple(row for quota in monthly(quotas) for row in _rows(quota, members, in_month, (given, audits)))


def count_year(
    quotas: Iterable[Quota], members: Sequence[Member], audits: Iterable[DoneAudit], day: date
) -> tuple[QuotaRow, ...]:
    """Return how far everybody is with what is expected of a year, in the calendar year of a day up to its month."""
    in_year = [one for one in audits if one.day.year == day.year and one.day.month <= day.month]
    yearly = (one for one in quotas if one.per == YEAR and one.for_each != CASE)
    found = (row for quota in yearly for row in _rows(quota, members, in_year, ((), ())))
    return tuple(replace(row, span="this year") for row in found)


def same_month(one: date, other: date) -> bool:
    """Tell whether two days are of the same month."""
    return (one.year, one.month) == (other.year, other.month)


def _rows(
    quota: Quota,
    members: Sequence[Member],
    audits: Sequence[DoneAudit],
    of_cases: tuple[Sequence[Allocation], Collection[DoneAudit]],
) -> Iterator[QuotaRow]:
    if quota.for_each == CASE:
        yield from _of_cases(quota, *of_cases)
        return
    counted = [one for one in audits if one.tool_id in quota.tools]
    expected = [one for one in members if has_post(quota, one.post)]
    if quota.for_each == PERSON:
        for one in expected:
            yield QuotaRow(quota, one.id, one.name, sum(one.id in audit.people for audit in counted), quota.least)
        return
    for team in dict.fromkeys(one.team for one in expected):
        people = {one.id for one in expected if one.team == team}
        name = next(one.team_name or one.team for one in expected if one.team == team)
        done = sum(not people.isdisjoint(audit.people) for audit in counted)
        yield QuotaRow(quota, team, name, done, quota.least)


def _of_cases(quota: Quota, given: Sequence[Allocation], audits: Collection[DoneAudit]) -> Iterator[QuotaRow]:
    """Yield how many of the audits of the cases that were allocated in the month are signed (R-028)."""
    wanted = {one.id for one in given if one.tool_id in quota.tools and one.is_open}
    if wanted:
        cases = len({one.subject for one in given if one.id in wanted})
        done = sum(one.allocation in wanted for one in audits)
        name = "1 case" if cases == 1 else f"{cases} cases"
        yield QuotaRow(quota, "", name, done, len(wanted) * quota.least)
