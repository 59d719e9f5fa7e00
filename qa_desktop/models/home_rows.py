"""The home page's questions to the database, as plain SQL that needs neither SQLAlchemy nor keys."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from qa_desktop.clock import LONDON
from qa_desktop.domain.home_work import MOST_COUNTED, HomeWork
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import AuditState, AuditSummary, GivenPart, HomeData, Unsent
from qa_desktop.models import home_work_rows
from qa_desktop.models.rows import SUMMARY_COLUMNS, moment, moment_text, number, summary_from, text
from qa_desktop.models.statement import Ask, the_one

if TYPE_CHECKING:
    from qa_desktop.domain.allocation import Allocation
    from qa_desktop.domain.allocation_answer import Answer

MOST_DRAFTS = 100
MOST_SIGNED = 50
LONGEST_MONTH = 31
WEEK = timedelta(days=7)

_OWNER = "SELECT p.name, d.unsent, p.id FROM device d JOIN person p ON p.id = d.owner"
_OLDEST = "SELECT since FROM outbox ORDER BY pos LIMIT 1"
_AUDITS = (
    f"SELECT {SUMMARY_COLUMNS} FROM audit WHERE state = ? "  # noqa: S608 - constants of ours
    "ORDER BY changed_at DESC, id DESC LIMIT ?"
)
_SIGNED_BETWEEN = "SELECT count(*) FROM audit WHERE signed_at >= ? AND signed_at < ?"
_GIVEN = (
    "SELECT p.audit, p.relation, g.name, p.at FROM part p LEFT JOIN person g ON g.id = p.given_by "
    "WHERE p.person = (SELECT owner FROM device) AND p.given_by <> p.person"
)


_WAITING = "SELECT op_id, audit FROM aside WHERE wanted = 0"


def read(run: Ask, today: date) -> HomeData:
    """Return what the home page shows on a day."""
    owner = the_one(run(_OWNER))
    start, end = _month(today)
    allocated = _allocated(run, text(owner[2]))
    (signed_this_month,) = the_one(run(_SIGNED_BETWEEN, (moment_text(start), moment_text(end))))
    return HomeData(
        person_name=text(owner[0]),
        drafts=_audits(run, AuditState.DRAFT, MOST_DRAFTS),
        signed=_audits(run, AuditState.SIGNED, MOST_SIGNED),
        work=_with_allocated(home_work_rows.read(run, today), allocated, today),
        unsent=unsent(run),
        signed_this_month=number(signed_this_month),
        allocated=allocated,
        answers=_answers(run, text(owner[2])) if allocated else {},
        waiting=_waiting(run),
        given={
            AuditId(text(row[0])): GivenPart(text(row[1]), text(row[2] or ""), moment(row[3])) for row in run(_GIVEN)
        },
    )


def _with_allocated(work: HomeWork, allocated: tuple[Allocation, ...], today: date) -> HomeWork:
    """Return how much there is to do, with what was allocated by a day and is not begun."""
    days = [one.due for one in allocated if one.due is not None]
    overdue = sum(day < today for day in days)
    this_week = sum(today <= day <= today + WEEK for day in days)
    return replace(
        work,
        overdue=min(work.overdue + overdue, MOST_COUNTED),
        this_week=min(work.this_week + this_week, MOST_COUNTED),
    )


def _allocated(run: Ask, owner: str) -> tuple[Allocation, ...]:
    """Return what is allocated to the owner; what reads it is loaded where there is any."""
    if run("SELECT 1 FROM operation WHERE audit = ? LIMIT 1", (f"allocations:{owner}",)).fetchone() is None:
        return ()
    from qa_desktop.models import allocation_rows  # noqa: PLC0415 - not for a first page without allocations

    return tuple(one for one in allocation_rows.read(run, owner) if one.is_open)


def _answers(run: Ask, owner: str) -> dict[str, Answer]:
    from qa_desktop.models import allocation_rows  # noqa: PLC0415 - not for a first page without allocations

    return allocation_rows.read_answers(run, owner)


def _waiting(run: Ask) -> dict[AuditId, int]:
    """Return how many changes of others wait to be taken in; what was left waiting is counted no more."""
    found = [(text(row[0]), AuditId(text(row[1]))) for row in run(_WAITING)]
    if not found:
        return {}
    from qa_desktop.domain.notice_ports import left_waiting  # noqa: PLC0415 - not for a first page without late work

    left = {audit_id: _setting(run, left_waiting(audit_id)).split() for _, audit_id in found}
    return dict(Counter(audit_id for op_id, audit_id in found if op_id not in left[audit_id]))


def _setting(run: Ask, name: str) -> str:
    return next((text(row[0]) for row in run("SELECT value FROM setting WHERE name = ?", (name,))), "")


def unsent(run: Ask) -> Unsent:
    """Return how much is only on this laptop, and since when: two reads of one row, however much there is."""
    owner = the_one(run(_OWNER))
    oldest = next((moment(row[0]) for row in run(_OLDEST)), None)
    return Unsent(number(owner[1]), oldest)


def _audits(run: Ask, state: AuditState, most: int) -> tuple[AuditSummary, ...]:
    return tuple(summary_from(row) for row in run(_AUDITS, (state.value, most)))


def _month(today: date) -> tuple[datetime, datetime]:
    """Return the first moment of the month and of the next, as people in London live them."""
    start = datetime(today.year, today.month, 1, tzinfo=LONDON)
    end = (start + timedelta(days=LONGEST_MONTH)).replace(day=1)
    return start.astimezone(UTC), end.astimezone(UTC)
