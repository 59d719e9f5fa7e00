"""How often each practitioner was observed, beside what the authority expects of a year (R-026, R-122)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain.authority_settings import AuthoritySettings, Quota
from qa_desktop.domain.quota import QuotaRow
from qa_desktop.domain.tool import SubjectKind, Tool
from qa_desktop.domain.working_days import add_months

YEAR = 12


@dataclass(frozen=True, slots=True)
class ObservedPractice:
    """One practitioner, seen from a day."""

    practitioner: str
    in_a_year: int
    """How many observations were signed of the twelve months up to the day."""
    expected: int
    last: date | None
    due: date | None
    """By when the next one is due; None where none was ever made, and it is due at once."""
    is_overdue: bool


def observation_quota(settings: AuthoritySettings | None, tools: Mapping[str, Tool]) -> Quota | None:
    """Return what is expected a year of records about practitioners; None where the authority says nothing."""
    quotas = settings.quotas if settings else ()
    about_staff = {name for name, tool in tools.items() if tool.subject is SubjectKind.PRACTITIONER}
    return next((one for one in quotas if one.per == "year" and about_staff.intersection(one.tools)), None)


def observed_rows(quota: Quota, observed: Iterable[ObservedPractice]) -> tuple[QuotaRow, ...]:
    """Return how far practitioners are with the observations that are expected of a year, by name."""
    rows = (QuotaRow(quota, "", one.practitioner, one.in_a_year, one.expected, "in twelve months") for one in observed)
    return tuple(sorted(rows, key=lambda row: row.name.casefold()))


def observed_practice(
    quota: Quota, practitioners: Iterable[str], made: Iterable[tuple[str, date]], today: date
) -> tuple[ObservedPractice, ...]:
    """Return every practitioner, those first who are overdue; `made` are observations by name and day.

    Spread evenly over the year: of two, the second is due half a year after the first.
    """
    days: defaultdict[str, list[date]] = defaultdict(list)
    names = {name.casefold(): name for name in practitioners}
    for name, day in made:
        names.setdefault(name.casefold(), name)
        days[name.casefold()].append(day)
    found = [_standing(quota, name, days[key], today) for key, name in names.items()]
    return tuple(sorted(found, key=lambda one: (not one.is_overdue, one.due or date.min, one.practitioner.casefold())))


def _standing(quota: Quota, name: str, days: list[date], today: date) -> ObservedPractice:
    last = max(days, default=None)
    due = None if last is None else add_months(last, YEAR // quota.least)
    begin = add_months(today, -YEAR)
    return ObservedPractice(
        practitioner=name,
        in_a_year=sum(begin < day <= today for day in days),
        expected=quota.least,
        last=last,
        due=due,
        is_overdue=due is None or due < today,
    )
