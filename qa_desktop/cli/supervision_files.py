"""The command that lists supervision files by manager."""

from __future__ import annotations

import argparse

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.supervision_files import FileLooked, ManagerFiles


def add_command(kinds: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `work supervision-files`."""
    listing = kinds.add_parser(
        "supervision-files", parents=[shared], help="list whose supervision files were looked at, the overdue first"
    )
    listing.add_argument("--manager", default="", metavar="NAME", help="only the files of this manager's staff")
    listing.add_argument("--overdue", action="store_true", help="only managers where something is overdue")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_supervision_files)


def list_supervision_files(chosen: argparse.Namespace) -> int:
    """Print whose files were looked at."""
    wanted = chosen.manager.strip().casefold()
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        desk.work.bring_up_to_date()
        found = [
            one
            for one in desk.supervision_files()
            if (one.is_overdue or not chosen.overdue) and wanted in ("", one.manager.casefold())
        ]
    if chosen.json:
        print_json([_as_json(one) for one in found])
        return OK
    for one in found:
        print(_line(one))
        for each in one.files:
            due = "" if each.again is None else f"next {each.again.isoformat()}"
            print(f"    {_mark(each.is_overdue)}  {each.subject}  {each.supervisee}  last {each.last}  {due}".rstrip())
    if not found:
        print("Nobody is listed. Managers appear once a supervision file of their staff was audited and signed.")
    return OK


def _line(one: ManagerFiles) -> str:
    expected = f", {one.expected} a {one.per} expected" if one.expected else ""
    due = "" if one.due is None else f"  next due {one.due.isoformat()}"
    counts = f"{one.in_month} this month, {one.in_year} this year{expected}"
    return f"{_mark(one.is_overdue)}  {one.manager}  {counts}{due}"


def _mark(is_overdue: bool) -> str:  # noqa: FBT001 - one word of a line
    return f"{'overdue' if is_overdue else '':7}"


def _as_json(one: ManagerFiles) -> dict[str, object]:
    return {
        "manager": one.manager,
        "in_month": one.in_month,
        "in_year": one.in_year,
        "expected": one.expected,
        "per": one.per,
        "last": None if one.last is None else one.last.isoformat(),
        "next_due": None if one.due is None else one.due.isoformat(),
        "overdue": one.is_overdue,
        "files": [_file(each) for each in one.files],
    }


def _file(one: FileLooked) -> dict[str, object]:
    return {
        "subject": one.subject,
        "supervisee": one.supervisee,
        "last": one.last.isoformat(),
        "next": None if one.again is None else one.again.isoformat(),
        "overdue": one.is_overdue,
        "audit": one.audit,
    }
