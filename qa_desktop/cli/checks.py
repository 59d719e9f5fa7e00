"""Commands about regular checks: whose each is, what was missed, and saying that one was done."""

from __future__ import annotations

import argparse

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.given_day import given_day
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.clock import local_day
from qa_desktop.domain.checks import CheckRow

TAKEN_BACK, KEPT = "Taken back. It goes out with the next sync.", "Kept. It goes out with the next sync."


def add_commands(kinds: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `programme checks` and `programme check-done`."""
    listing = kinds.add_parser(
        "checks", parents=[shared], help="list regular checks of the last three months and the next, and whose each is"
    )
    listing.add_argument("--mine", action="store_true", help="only your own that were missed or are due within a week")
    listing.add_argument("--missed", action="store_true", help="only what was missed")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_checks)
    done = kinds.add_parser("check-done", parents=[shared], help="say that a check of yours was done")
    done.add_argument("key", metavar="KEY", help="as “programme checks” tells it")
    done.add_argument("--on", metavar="DAY", help="as 2026-11-30; today where it is left out")
    done.add_argument("--undo", action="store_true", help="it was not done after all")
    done.set_defaults(run=mark_done)


def list_checks(chosen: argparse.Namespace) -> int:
    """Print the checks."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        checks = desk.planning.checks
        today = checks.today
        every = checks.to_do() if chosen.mine else checks()
        found = [one for one in every if one.is_missed(today) or not chosen.missed]
    if chosen.json:
        print_json([_as_json(one, missed=one.is_missed(today)) for one in found])
        return OK
    for one in found:
        standing = f"done {one.done.isoformat()}" if one.done else "missed" if one.is_missed(today) else ""
        print(f"{one.due.isoformat()}  {standing:15}  {one.planned.title}  {one.name}  {one.key}")
    if not found:
        print("No regular check of this kind. Which come round stands in your authority's settings.")
    return OK


def mark_done(chosen: argparse.Namespace) -> int:
    """Say that a check was done, or was not."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        checks = desk.planning.checks
        day = given_day(chosen.on) or local_day(desk.clock.now())
        checks.mark_done(checks.one(chosen.key), None if chosen.undo else day)
    print(TAKEN_BACK if chosen.undo else KEPT)
    return OK


def _as_json(one: CheckRow, *, missed: bool) -> dict[str, object]:
    return {
        "key": one.key,
        "what": one.planned.title,
        "due": one.due.isoformat(),
        "who": one.name,
        "person": one.who,
        "done": None if one.done is None else one.done.isoformat(),
        "by_record": one.by_record,
        "missed": missed,
        "to": one.planned.to,
        "tools": list(one.planned.tools),
    }
