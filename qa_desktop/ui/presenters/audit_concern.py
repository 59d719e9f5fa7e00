"""What the page of a safety concern says: how long ago it was raised, who was told, and whom to call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qa_desktop.clock import local_day
from qa_desktop.domain import paths, safety
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.authority_settings import Contact, Safety
from qa_desktop.domain.concern import CALL, CONCERN, Call, CallState, Concern, ConcernState, elapsed_words
from qa_desktop.services.safety_contacts import number_words
from qa_desktop.ui.presenters.audit_words import short_day, time_words

NOBODY = "This application has told nobody. Telephone now."


@dataclass(frozen=True, slots=True)
class ContactView:
    """Whom to call."""

    name: str
    number: str
    is_missing: bool
    when: str


@dataclass(frozen=True, slots=True)
class ConcernView:
    """One concern."""

    concern: Concern
    raised: str
    """ "Raised at 14:32, 12 minutes ago"."""
    told: str
    tone: str
    """The role in which `told` is shown: problem, caution, good or small."""
    signed: frozenset[str]
    """The ids of calls, and "what" for the words, which a signature closed."""


def concern_views(audit: Audit, now: datetime) -> tuple[ConcernView, ...]:
    """Return the concerns of the audit, the newest first."""
    return tuple(_view(audit, one, now) for one in reversed(safety.concerns(audit)))


def contact_views(contacts: Safety, *, discreet: bool) -> tuple[ContactView, ...]:
    """Return whom to call; in front of others without saying for what."""
    return tuple(
        ContactView(one.name, number_words(one), not one.number, "" if discreet else _when(one))
        for one in contacts.contacts
    )


def notice_words(audit: Audit, now: datetime, *, discreet: bool) -> str:
    """Return what is said above every page while nobody was told; empty where nothing is open."""
    waiting = [one for one in safety.concerns(audit) if one.state.is_open]
    if not waiting:
        return ""
    ago = elapsed_words(waiting[0].raised, now)
    if discreet:
        return f"A telephone call is still to be made ({ago})."
    tried = waiting[0].state is ConcernState.NOBODY_REACHED
    said = "nobody was reached yet" if tried else "nobody has been told yet"
    return f"A safety concern was raised {ago} ago, and {said}. This application has told nobody."


def new_call(call_id: str, at: datetime, who: str) -> Call:
    """Return a call that is made now."""
    return Call(call_id, who, on=local_day(at), time=time_words(at))


def standing(audit: Audit) -> Concern | None:
    """Return the newest concern that was not taken back."""
    found = (one for one in reversed(safety.concerns(audit)) if one.state is not ConcernState.TAKEN_BACK)
    return next(found, None)


def _when(one: Contact) -> str:
    return ". ".join(part.rstrip(".") for part in (one.when, one.note) if part)


def _view(audit: Audit, one: Concern, now: datetime) -> ConcernView:
    day = local_day(one.raised)
    on = "" if day == local_day(now) else f"{short_day(day)} "
    raised = f"Raised {on}at {time_words(one.raised)}, {elapsed_words(one.raised, now)} ago"
    told, tone = _told(one)
    names = {"what": paths.entry(CONCERN, one.id, "what")}
    names |= {call.id: paths.entry(CALL, call.id, "concern") for call in one.calls}
    closed = safety.signed_paths(audit, names.values())
    return ConcernView(one, raised, told, tone, frozenset(name for name, path in names.items() if path in closed))


def _told(one: Concern) -> tuple[str, str]:
    match one.state:
        case ConcernState.TAKEN_BACK:
            return "Taken back: raised by mistake", "small"
        case ConcernState.TOLD:
            first = next(call for call in one.calls if call.state is CallState.TOLD)
            who = f": {first.who}" if first.who else ""
            return f"✓ Told at {first.time}{who}" if first.time else f"✓ Told{who}", "good"
        case ConcernState.NOBODY_REACHED:
            return "▲ Nobody reached yet", "caution"
        case _:
            return "■ Nobody told yet", "problem"
