"""Commands that allocate audits to people."""

from __future__ import annotations

import argparse
from datetime import date

from qa_desktop import bootstrap
from qa_desktop.cli import OK, answers, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.directory import Directory
from qa_desktop.services.allocate import AllocationRequest


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `allocate` and `allocations list|start|withdraw`, and what people answer."""
    allocate = commands.add_parser("allocate", parents=[shared], help="allocate an audit to somebody (QA officers)")
    allocate.add_argument("--to", required=True, metavar="PERSON", help="a name, or an id of “people list --json”")
    allocate.add_argument("--tool", required=True, metavar="ID")
    allocate.add_argument("--subject", required=True, metavar="REF", help="what the audit is about, never a name")
    allocate.add_argument("--due", type=date.fromisoformat, metavar="DATE", help="as 2026-12-31")
    allocate.add_argument("--practitioner", default="", metavar="NAME")
    allocate.add_argument(
        "--peer", default="", metavar="PERSON", help="who audits the case too, on a form of their own; --to leads"
    )
    allocate.add_argument("--note", default="", metavar="WORDS")
    allocate.set_defaults(run=allocate_audit)
    kinds = commands.add_parser("allocations", help="audits that were allocated").add_subparsers(
        required=True, metavar="WHAT"
    )
    listing = kinds.add_parser("list", parents=[shared], help="list what is allocated and not begun here")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_allocations)
    start = kinds.add_parser("start", parents=[shared], help="start an audit that was allocated to you")
    start.add_argument("allocation", metavar="ID")
    start.set_defaults(run=start_allocated)
    withdraw = kinds.add_parser("withdraw", parents=[shared], help="take an allocation back (QA officers)")
    withdraw.add_argument("allocation", metavar="ID")
    withdraw.set_defaults(run=withdraw_allocation)
    answers.add_to(kinds, shared)


def allocate_audit(chosen: argparse.Namespace) -> int:
    """Allocate an audit."""
    wanted = AllocationRequest(chosen.to, chosen.tool, chosen.subject, chosen.due, chosen.practitioner, chosen.note)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        made = desk.allocate.pair(wanted, chosen.peer) if chosen.peer else (desk.allocate(wanted),)
        warnings = desk.check_reference(chosen.subject)
    print(f"Allocated {' and '.join(one.id for one in made)}. It goes out with the next sync.")
    for warning in warnings:
        print(f"Check the reference. {warning}.")
    return OK


def list_allocations(chosen: argparse.Namespace) -> int:
    """Print what is allocated."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found, directory, said = desk.allocate.known(), desk.directory(), desk.planning.answers.known()
    if chosen.json:
        print_json(
            [
                _as_json(one, directory) | {"answer": answers.answer_as_json(said.get(one.id), directory)}
                for one in found
            ]
        )
        return OK
    for one in found:
        due = "" if one.due is None else one.due.isoformat()
        words = answers.answer_words(said.get(one.id), directory)
        print(f"{one.id}  {due:10}  {one.tool_id:22} {one.subject:16} {_name(one, directory):24} {words}".rstrip())
    return OK


def start_allocated(chosen: argparse.Namespace) -> int:
    """Start an allocated audit."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.allocate.start(chosen.allocation)
    print(f"Started {audit.id}: {audit.tool.title}, {audit.subject}")
    return OK


def withdraw_allocation(chosen: argparse.Namespace) -> int:
    """Take an allocation back."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        desk.allocate.withdraw(chosen.allocation)
    print("Taken back. It goes out with the next sync.")
    return OK


def _name(one: Allocation, directory: Directory) -> str:
    person = directory.person(one.person)
    return one.person if person is None else person.name


def _as_json(one: Allocation, directory: Directory) -> dict[str, object]:
    return {
        "id": one.id,
        "person": one.person,
        "name": _name(one, directory),
        "tool": one.tool_id,
        "subject": one.subject,
        "practitioner": one.practitioner,
        "due": None if one.due is None else one.due.isoformat(),
        "note": one.note,
        "pair": one.pair or None,
        "part": one.part or None,
        "other": one.other,
    }
