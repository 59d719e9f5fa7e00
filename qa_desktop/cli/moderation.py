"""Commands that moderate what lead and peer graded otherwise."""

from __future__ import annotations

import argparse

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain import pairs
from qa_desktop.domain.audit import Audit
from qa_desktop.services.moderate import ToModerate


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `moderation list|give|begin`."""
    kinds = commands.add_parser("moderation", help="what lead and peer graded otherwise").add_subparsers(
        required=True, metavar="WHAT"
    )
    listing = kinds.add_parser("list", parents=[shared], help="list what is to moderate, and where the two differ")
    listing.add_argument("--settled", action="store_true", help="list what was moderated")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_moderations)
    give = kinds.add_parser("give", parents=[shared], help="give a pair to a moderator (QA officers)")
    give.add_argument("pair", metavar="PAIR")
    give.add_argument("--to", required=True, metavar="PERSON", help="a name, or an id of “people list --json”")
    give.set_defaults(run=give_to_moderator)
    begin = kinds.add_parser("begin", parents=[shared], help="begin the record, or show the one that was begun")
    begin.add_argument("pair", metavar="PAIR")
    begin.set_defaults(run=begin_moderation)


def list_moderations(chosen: argparse.Namespace) -> int:
    """Print what is to moderate."""
    found: list[ToModerate] = []
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        after = ""
        while True:
            page = desk.looking_again.moderate.page(after, settled=chosen.settled)
            found += page.entries
            after = page.go_on
            if not after:
                break
    if chosen.json:
        print_json([_as_json(one) for one in found])
        return OK
    for one in found:
        due = one.due.isoformat() if one.due else ""
        print(f"{one.pair.id}  {due:10}  {_subject(one)}  {one.moderator or 'not given to anybody'}")
        for place in one.pair.differences:
            print(f"    {place.label}: lead {place.lead.label}, peer {place.peer.label}")
    return OK


def give_to_moderator(chosen: argparse.Namespace) -> int:
    """Give a pair to a moderator."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        made = desk.looking_again.moderate.give(chosen.pair, chosen.to)
    due = f" It is due on {made.due.isoformat()}." if made.due else ""
    print(f"Given as {made.id}.{due} It goes out with the next sync.")
    return OK


def begin_moderation(chosen: argparse.Namespace) -> int:
    """Begin the record."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.looking_again.moderate.begin(chosen.pair)
    print(f"{audit.id}: {audit.tool.title}, {audit.subject}")
    return OK


def _subject(one: ToModerate) -> str:
    form = one.pair.lead or one.pair.peer
    return form.subject if form else ""


def _as_json(one: ToModerate) -> dict[str, object]:
    return {
        "pair": one.pair.id,
        "subject": _subject(one),
        "due": one.due.isoformat() if one.due else None,
        "moderator": one.moderator or None,
        "lead": _form(one.pair.lead),
        "peer": _form(one.pair.peer),
        "moderated": _form(one.pair.moderation),
        "differences": [
            {"question": place.key, "label": place.label, "lead": place.lead.code, "peer": place.peer.code}
            for place in one.pair.differences
        ],
    }


def _form(audit: Audit | None) -> dict[str, object] | None:
    if audit is None:
        return None
    return {
        "audit": audit.id,
        "state": audit.record.state.value,
        "grades": {key: point.code for key, point in pairs.grades(audit).items()},
        "first_given": dict(pairs.first_given(audit)),
    }
