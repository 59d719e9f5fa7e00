"""Who is here to audit drawn cases: with team, service, post, and how much each has and did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from qa_desktop.domain.authority_settings import AuthoritySettings, Selection
from qa_desktop.domain.quota import Member
from qa_desktop.domain.sampling.share_out import Auditor
from qa_desktop.services.draw_cases import months_before
from qa_desktop.services.reallocate import Load


def auditors(loads: Sequence[Load], members: Sequence[Member]) -> tuple[Auditor, ...]:
    """Return people as cases are shared out over them, those who have and did fewest first."""
    posts = {one.id: one.post for one in members}
    return tuple(
        Auditor(
            name=one.name,
            id=one.person,
            team=one.team,
            service=one.service,
            this_month=one.this_month,
            done=one.both,
            role=posts.get(one.person, ""),
        )
        for one in loads
    )


def taking(people: Sequence[Auditor], parts: dict[str, tuple[str, ...]]) -> tuple[Auditor, ...]:
    """Return those who take part, each with the parts that they take; who is not named does not take part."""
    return tuple(replace(one, parts=parts[one.key]) for one in people if one.key in parts)


def usual_due(
    settings: AuthoritySettings | None, tool_id: str, selection: Selection | None, today: date
) -> date | None:
    """Return by when a case allocated today is audited, as the settings say; None where they say nothing.

    That is what runs from the allocation (R-094), else the notice that the auditor is given (R-003).
    """
    deadlines = () if settings is None else settings.deadlines
    for one in deadlines:
        if one.start == "allocation" and tool_id in one.tools and one.amount:
            return _after(today, one.amount, one.unit)
    notice = None if selection is None else selection.notice
    return None if notice is None or not notice.amount else _after(today, notice.amount, notice.unit)


def _after(day: date, amount: int, unit: str) -> date | None:
    match unit:
        case "days":
            return day + timedelta(days=amount)
        case "weeks":
            return day + timedelta(weeks=amount)
        case "months":
            return months_before(day, -amount)
        case _:
            return None
