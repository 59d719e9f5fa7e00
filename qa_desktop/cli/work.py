"""The command that lists what is to be done because of audits."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place, supervision_files
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.observed_practice import ObservedPractice
from qa_desktop.domain.work_due import Closing, WorkKind
from qa_desktop.domain.work_list import Scope, WorkFilter, WorkLine
from qa_desktop.services.list_work import ListWork

PAGE = 500


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `work list|observed|supervision-files`."""
    kinds = commands.add_parser("work", help="what is to be done because of audits").add_subparsers(
        required=True, metavar="WHAT"
    )
    listing = kinds.add_parser("list", parents=[shared], help="list what is to be done, the next due first")
    whose = listing.add_mutually_exclusive_group()
    whose.add_argument("--mine", action="store_true", help="only because of your own audits")
    whose.add_argument("--team", metavar="TEAM", help="only of this team and those below it: an id or a name")
    listing.add_argument("--kind", choices=[kind.value for kind in WorkKind], help="only of this kind")
    listing.add_argument("--overdue", action="store_true", help="only what is overdue")
    listing.add_argument(
        "--poor-grades", action="store_true", help="only of audits with a poor grade, where the authority grades"
    )
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_work)
    observed = kinds.add_parser(
        "observed", parents=[shared], help="list how often each practitioner was observed, the overdue first"
    )
    observed.add_argument("--overdue", action="store_true", help="only who is overdue")
    observed.add_argument("--json", action="store_true", help="print one JSON document")
    observed.set_defaults(run=list_observed)
    supervision_files.add_command(kinds, shared)


def list_work(chosen: argparse.Namespace) -> int:
    """Print what is to be done."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        work = desk.work
        work.bring_up_to_date()
        today, found = work.today, list(_every(work, _wanted(chosen, work.today)))
    if chosen.json:
        print_json({"day": today.isoformat(), "work": [_as_json(one, today) for one in found]})
        return OK
    for one in found:
        due = "" if one.due is None else one.due.isoformat()
        mark = "overdue" if one.is_overdue(today) else ""
        print(f"{due:10}  {mark:7}  {one.kind.title:20}  {one.subject}  {one.what}  {one.whose}".rstrip())
    if not found:
        print("Nothing is to be done.")
    return OK


def list_observed(chosen: argparse.Namespace) -> int:
    """Print who was observed how often."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        desk.work.bring_up_to_date()
        found = [one for one in desk.observed() if one.is_overdue or not chosen.overdue]
    if chosen.json:
        print_json([_observed_as_json(one) for one in found])
        return OK
    for one in found:
        last = "never observed" if one.last is None else f"last on {one.last.isoformat()}"
        due = "" if one.due is None else f"next due {one.due.isoformat()}"
        mark = "overdue" if one.is_overdue else ""
        print(f"{mark:7}  {one.in_a_year} of {one.expected} in a year  {one.practitioner}  {last}  {due}".rstrip())
    if not found:
        print("Nobody is listed. How many observations a year are expected stands in your authority's settings.")
    return OK


def _observed_as_json(one: ObservedPractice) -> dict[str, object]:
    return {
        "practitioner": one.practitioner,
        "in_a_year": one.in_a_year,
        "expected": one.expected,
        "last": None if one.last is None else one.last.isoformat(),
        "next_due": None if one.due is None else one.due.isoformat(),
        "overdue": one.is_overdue,
    }


def _wanted(chosen: argparse.Namespace, today: date) -> WorkFilter:
    scope = Scope.MINE if chosen.mine else Scope.TEAM if chosen.team else Scope.ALL
    return WorkFilter(
        scope=scope,
        team=chosen.team or "",
        kind=WorkKind(chosen.kind) if chosen.kind else None,
        before=today if chosen.overdue else None,
        poor_only=chosen.poor_grades,
        limit=PAGE,
    )


def _every(work: ListWork, wanted: WorkFilter) -> Iterator[WorkLine]:
    while True:
        page = work(wanted)
        yield from page
        if len(page) < PAGE:
            return
        wanted = replace(wanted, after=page[-1])


def _as_json(one: WorkLine, today: date) -> dict[str, object]:
    return {
        "audit": one.audit,
        "task": one.key,
        "kind": one.kind.value,
        "what": one.what,
        "whose": one.whose,
        "due": None if one.due is None else one.due.isoformat(),
        "overdue": one.is_overdue(today),
        "closed_by": Closing(one.closing).value,
        "subject": one.subject,
        "tool": one.tool_title,
        "team": one.team,
        "overall": one.overall,
    }
