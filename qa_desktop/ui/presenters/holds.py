"""Says in words that an audit is on hold, since when and by whom, and what somebody may do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa_desktop.clock import local_day
from qa_desktop.domain.directory import Directory
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.record import Role
from qa_desktop.services.erase_entries import Ordered
from qa_desktop.services.hold_audits import HoldAudits, HoldLine
from qa_desktop.ui.presenters.times import MONTHS

OFFER = (
    "After a death, a serious incident, a complaint, or for a court. From then on nothing in this audit can be changed "
    "or deleted, and only its auditor, QA officers, the head of service and whom you name still see it. Two people "
    "have to release it."
)
DONE = {
    Ordered.ASKED: "The release is asked for. A second QA officer or head of service has to confirm it.",
    Ordered.CONFIRMED: "Two people have released the hold. It ends with the next sync.",
    Ordered.ASKED_ALREADY: "You asked for the release. A second QA officer or head of service has to confirm it.",
}
PLACED = "The audit is on hold. Other laptops hear of it with their next sync."


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody who can be named in a hold."""

    id: PersonId
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class HoldView:
    """What the page of an audit that came in says of holds, to those who place and release them."""

    holds: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    """What was said in words, one for each hold that says any."""
    release: str = ""
    """What the button says; empty where this person has said it already."""
    told: str = ""
    """How far the release is."""


def hold_view(holds: HoldAudits, audit_id: AuditId) -> HoldView | None:
    """Return what to show; None where this person neither places nor releases holds."""
    if not holds.may_order:
        return None
    lines = holds.of(audit_id)
    asked = tuple(dict.fromkeys(name for one in lines for name in one.released_by))
    waits = holds.has_asked(audit_id)
    told = DONE[Ordered.ASKED_ALREADY] if waits else _asked_words(asked)
    release = "" if waits or not lines else "Confirm the release" if asked else "Release the hold"
    return HoldView(tuple(hold_words(one) for one in lines), tuple(one.why for one in lines if one.why), release, told)


def hold_words(line: HoldLine) -> str:
    """Say of a hold since when, by whom and why, and what follows."""
    parts = [
        f"On hold since {day_words(local_day(line.at))} by {line.placed_by}: {_lower(line.reason.title)}.",
        "Nothing can be changed or deleted.",
    ]
    if line.people:
        parts.append(f"{' and '.join(line.people)} may look too.")
    if line.review is not None:
        parts.append(f"It is to be looked at again on {day_words(line.review)}.")
    return " ".join(parts)


def held_words(holds: HoldAudits, audit_id: AuditId) -> str:
    """Return what stands above an open audit; empty where it is not on hold."""
    return " ".join(hold_words(one) for one in holds.of(audit_id))


def people_to_name(directory: Directory, own_id: PersonId) -> tuple[NamedPerson, ...]:
    """Return everybody who can be named: staff of today, but oneself."""
    titles = {role.value: role.title for role in Role if role not in (Role.PRACTITIONER, Role.ADMIN)}
    found = (one for one in directory.present if one.role in titles and one.id != own_id)
    people = (NamedPerson(one.id, one.name, titles[one.role]) for one in found)
    return tuple(sorted(people, key=lambda one: one.name.casefold()))


def day_words(day: date) -> str:
    """Return "1 Dec 2026": the year belongs to it, because a hold may last for years."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _asked_words(asked: tuple[str, ...]) -> str:
    return f"{' and '.join(asked)} asked for the release. It ends once you confirm it." if asked else ""


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]
