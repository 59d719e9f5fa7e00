"""Judges the server's greeting: whether this laptop, this person and these versions go together."""

from __future__ import annotations

from qa_desktop.domain.enrolment import Standing
from qa_desktop.domain.exchange import Greeting
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.trouble import Trouble
from qa_desktop.sync.client.transport import PROTOCOL, NotAdmitted

OLDEST_SERVER = 1
"""The oldest protocol of a server with which this client can work."""

SENTENCES = {
    Trouble.CLIENT_TOO_OLD: (
        "This QA Desktop is older than the server understands, so nothing was exchanged. Update QA Desktop; everything "
        "stays safe on this laptop until then."
    ),
    Trouble.SERVER_TOO_OLD: (
        "The server is older than this QA Desktop can work with, so nothing was exchanged. Ask your administrator to "
        "bring the server up to date; everything stays safe on this laptop until then."
    ),
    Trouble.NEW_LAPTOP: (
        "The server does not know this laptop yet. Enter the one-time code in the settings, under Connection. "
        "Everything stays safe on this laptop until then."
    ),
    Trouble.WAITING: (
        "This laptop waits for a second person: your QA team has to approve it. It begins by itself then. Everything "
        "stays safe on this laptop until then."
    ),
    Trouble.REVOKED: (
        "This laptop was locked out of the server, because it was lost or replaced. Nothing was sent. Ask your QA team."
    ),
    Trouble.OTHER_PERSON: (
        "The server knows this sign-in as somebody else than the owner of this profile, so nothing was sent. Check the "
        "sign-in name in the settings. If this is a further laptop of yours, enter its one-time code there."
    ),
}
_STANDINGS = {
    Standing.NEW: Trouble.NEW_LAPTOP,
    Standing.PENDING: Trouble.WAITING,
    Standing.REVOKED: Trouble.REVOKED,
}


def admit(greeting: Greeting, owner: PersonId) -> None:
    """Raise NotAdmitted where something has to be done before anything may be exchanged."""
    trouble = in_the_way(greeting, owner)
    if trouble is not None:
        raise NotAdmitted(SENTENCES[trouble], trouble)


def in_the_way(greeting: Greeting, owner: PersonId) -> Trouble | None:
    """Return what stands in the way; None where nothing does."""
    if greeting.oldest_protocol > PROTOCOL:
        return Trouble.CLIENT_TOO_OLD
    if greeting.server_protocol < OLDEST_SERVER:
        return Trouble.SERVER_TOO_OLD
    standing = Standing.of(greeting.me.state)
    if standing is not Standing.ENROLLED:
        return _STANDINGS[standing]
    return Trouble.OTHER_PERSON if greeting.me.id != owner else None
