"""Commands with which audits are put on hold, and released by two people."""

from __future__ import annotations

import argparse
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.given_day import given_day
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.holding import HoldReason, Terms
from qa_desktop.domain.ids import AuditId
from qa_desktop.errors import DiskProblem, InputProblem
from qa_desktop.services.erase_entries import Ordered
from qa_desktop.services.hold_audits import HoldLine

TOLD = {
    Ordered.ASKED: "Asked. The hold ends once a second QA officer or head of service has given the same command.",
    Ordered.CONFIRMED: "Confirmed: two people have released it. It is free on the server and every laptop by sync.",
    Ordered.ASKED_ALREADY: "You asked for this already. A second QA officer or head of service has to confirm it.",
}


def add_to(audit: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `audit hold|release|holds`."""
    hold = audit.add_parser(
        "hold", parents=[shared], help="stop every change and deletion of an audit, and narrow who may look"
    )
    hold.add_argument("audit", metavar="ID")
    hold.add_argument("--reason", required=True, choices=[one.value for one in HoldReason])
    hold.add_argument("--note-file", type=Path, metavar="FILE", help="why, in words: a text file")
    hold.add_argument("--review", metavar="DATE", help="when to look at it again, as 2027-01-31; it ends nothing")
    hold.add_argument("--name", action="append", default=[], metavar="PERSON", help="who may look besides")
    hold.set_defaults(run=hold_audit)
    release = audit.add_parser("release", parents=[shared], help="release an audit that is on hold (two people)")
    release.add_argument("audit", metavar="ID")
    release.set_defaults(run=release_audit)
    listing = audit.add_parser("holds", parents=[shared], help="list the audits that are on hold")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_holds)


def hold_audit(chosen: argparse.Namespace) -> int:
    """Put an audit on hold."""
    why, review = _words(chosen.note_file), given_day(chosen.review)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        people = tuple(desk.sharing.parts.person(one) for one in chosen.name)
        desk.sharing.holds.place(AuditId(chosen.audit), Terms(HoldReason(chosen.reason), why, review, people))
    print("On hold. Sync now, so that the server and every laptop know.")
    return OK


def release_audit(chosen: argparse.Namespace) -> int:
    """Order that an audit's holds end."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        print(TOLD[desk.sharing.holds.release(AuditId(chosen.audit))])
    return OK


def list_holds(chosen: argparse.Namespace) -> int:
    """Print the holds that stand."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found = desk.sharing.holds.standing()
    if chosen.json:
        print_json([_as_json(one) for one in found])
        return OK
    for one in found:
        print(f"{one.audit}  {one.reason.value}  since {one.at:%Y-%m-%d} by {one.placed_by}")
        if one.review:
            print(f"  to be looked at again on {one.review.isoformat()}")
        if one.people:
            print(f"  may be seen by {', '.join(one.people)} too")
        if one.released_by:
            print(f"  release asked by {', '.join(one.released_by)}")
        for line in one.why.splitlines():
            print(f"  {line}")
    return OK


def _as_json(one: HoldLine) -> dict[str, object]:
    return {
        "audit": one.audit,
        "hold": one.op_id,
        "placed_by": one.placed_by,
        "at": one.at.isoformat(timespec="seconds"),
        "reason": one.reason.value,
        "why": one.why,
        "review": None if one.review is None else one.review.isoformat(),
        "people": list(one.people),
        "released_by": list(one.released_by),
    }


def _words(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError as error:
        raise InputProblem(f"{file} is no text file in UTF-8.") from error
    except OSError as error:
        raise DiskProblem(f"{file} could not be read: {error.strerror}.") from error
