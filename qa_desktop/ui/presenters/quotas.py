"""Turns quotas and how far people are with them into words and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_desktop.domain.quota import NO_POST, PERSON, QuotaRow
from qa_desktop.services.count_quotas import QuotaTable
from qa_desktop.ui.presenters.times import counted

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One row: somebody with one quota, or without any."""

    key: str
    title: str
    caption: str
    right: str
    person: str = ""
    """Their id; empty for a team and for cases."""
    post: str = ""
    is_missing: bool = False
    has_none: bool = False


@dataclass(frozen=True, slots=True)
class QuotasView:
    """What the page shows."""

    title: str
    lead: str
    rows: tuple[QuotaLine, ...]
    posts: tuple[tuple[str, str], ...]
    """(post, how it is offered)."""
    may_set_posts: bool
    empty: tuple[str, str]


def own_words(rows: Sequence[QuotaRow]) -> str:
    """Return how far one is this month, a line for each quota: "Case audits: 1 of 2 done"."""
    return "\n".join(f"{row.quota.what}: {row.done} of {row.wanted} done" for row in rows)


def quotas_view(table: QuotaTable, *, may_set_posts: bool) -> QuotasView:
    """Return what the page shows of a month."""
    members = {one.id: one for one in table.members}
    rows = []
    for row in table.rows:
        member = next((one for key, one in members.items() if key == row.who), None)
        place = " · ".join(part for part in (member.post, member.team_name) if part) if member else ""
        caption = f"{row.quota.what} · {place}" if place else row.quota.what
        is_person = row.quota.for_each == PERSON
        post = member.post if member is not None else ""
        key = f"{row.quota.id}:{row.who or row.name}"
        person = row.who if is_person else ""
        rows.append(QuotaLine(key, row.name, caption, missing_words(row), person, post, bool(row.missing)))
    told = {row.who for row in table.rows}
    for one in table.members if table.posts else ():
        if one.id not in told:
            said = "No audits are expected of them" if one.post else "Nobody said yet what they are"
            post = one.post or NO_POST
            rows.append(QuotaLine(f"-:{one.id}", one.name, one.team_name, said, one.id, post, has_none=True))
    missing = sum(row.missing for row in table.rows)
    lead = f"{counted(missing, 'audit')} missing." if table.rows else ""
    if table.rows and not missing:
        lead = "Everything is done."
    offered = (("", "As their role says"), *((one, one) for one in table.posts), (NO_POST, "No audits are expected"))
    title = f"Quotas of {MONTHS[table.month.month - 1]} {table.month.year}"
    empty = ("No quota holds here", "Your authority's settings say how many audits are expected of whom.")
    return QuotasView(title, lead, tuple(rows), offered, may_set_posts, empty)


def missing_words(row: QuotaRow) -> str:
    """Return "2 of 4 done, 2 missing", or that all is done."""
    done = f"{row.done} of {row.wanted} done" + (f" {row.span}" if row.span else "")
    return f"▲ {done}, {row.missing} missing" if row.missing else f"✓ {done}"
