"""Commands about the library of good practice: list and search it, add to it, take out of it."""

from __future__ import annotations

import argparse

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.exemplar import Exemplar
from qa_desktop.domain.ids import AuditId


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `exemplar list|add|withdraw`."""
    kinds = commands.add_parser("exemplar", help="the library of good practice, which everybody reads").add_subparsers(
        required=True, metavar="WHAT"
    )
    listing = kinds.add_parser("list", parents=[shared], help="list the library, the newest first")
    listing.add_argument("--text", default="", metavar="WORDS", help="only what holds every one of these words")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_exemplars)
    add = kinds.add_parser("add", parents=[shared], help="add good practice to the library (QA officers)")
    add.add_argument("--title", required=True, metavar="WORDS")
    add.add_argument("--words", default="", metavar="WORDS", help="what was done, and why it is worth showing")
    add.add_argument("--theme", default="", metavar="WORDS")
    add.add_argument(
        "--from", dest="audit", metavar="AUDIT", help="the audit that it comes from: no name in it may stand here"
    )
    add.add_argument("--looked-through", action="store_true", help="you looked: nobody can be recognised")
    add.add_argument("--json", action="store_true", help="print one JSON document")
    add.set_defaults(run=add_exemplar)
    withdraw = kinds.add_parser("withdraw", parents=[shared], help="take an exemplar out of the library (QA officers)")
    withdraw.add_argument("exemplar", metavar="ID")
    withdraw.set_defaults(run=withdraw_exemplar)


def list_exemplars(chosen: argparse.Namespace) -> int:
    """Print the library, or what holds some words."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found = desk.exemplars(chosen.text)
    if chosen.json:
        print_json([_as_json(one) for one in found])
        return OK
    for one in found:
        day = one.added_on.isoformat() if one.added_on else ""
        print(f"{day}  {one.id}  {one.title}{f'  ({one.theme})' if one.theme else ''}\n    {one.text}")
    if not found:
        print("Nothing is in the library." if not chosen.text else "Nothing in the library holds these words.")
    return OK


def add_exemplar(chosen: argparse.Namespace) -> int:
    """Add good practice to the library."""
    comes_from = AuditId(chosen.audit) if chosen.audit else None
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        text = chosen.words or (desk.exemplars.draft(comes_from).text if comes_from else "")
        wanted = Exemplar("", chosen.title, text, chosen.theme)
        made = desk.exemplars.add(wanted, comes_from=comes_from, looked_through=chosen.looked_through)
    if chosen.json:
        print_json(_as_json(made))
    else:
        print(f"Added as {made.id}. Everybody reads it after the next sync.")
    return OK


def withdraw_exemplar(chosen: argparse.Namespace) -> int:
    """Take an exemplar out of the library."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        desk.exemplars.withdraw(chosen.exemplar)
    print("Taken out of the library.")
    return OK


def _as_json(one: Exemplar) -> dict[str, object]:
    day = one.added_on.isoformat() if one.added_on else None
    return {"id": one.id, "title": one.title, "theme": one.theme, "text": one.text, "added_on": day}
