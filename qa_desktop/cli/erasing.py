"""Commands with which two people delete an entry or a whole audit for good."""

from __future__ import annotations

import argparse
from typing import TypedDict

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.retention import Certificate, Reason
from qa_desktop.services.desk import Desk
from qa_desktop.services.erase_entries import Ordered

TOLD = {
    Ordered.ASKED: "Asked. It is done once a second QA officer or head of service has given the same command.",
    Ordered.CONFIRMED: "Confirmed: two people have ordered it. It is done on the server and on every laptop by sync.",
    Ordered.ASKED_ALREADY: "You asked for this already. A second QA officer or head of service has to confirm it.",
}


def add_to(audit: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `audit redact|dispose|disposals`."""
    reasons = [reason.value for reason in Reason]
    redact = audit.add_parser(
        "redact", parents=[shared], help="delete the words of entries for good (two QA officers or heads of service)"
    )
    redact.add_argument("audit", metavar="ID")
    redact.add_argument("--entry", action="append", required=True, metavar="OP", help="as “audit show --history” says")
    redact.add_argument("--reason", required=True, choices=reasons)
    redact.set_defaults(run=redact_entries)
    dispose = audit.add_parser(
        "dispose", parents=[shared], help="make an audit unreadable everywhere (two people, a QA officer among them)"
    )
    dispose.add_argument("audit", metavar="ID")
    dispose.add_argument("--reason", required=True, choices=reasons)
    dispose.set_defaults(run=dispose_audit)
    listing = audit.add_parser("disposals", parents=[shared], help="list what was disposed of, and what is asked")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_disposals)


def redact_entries(chosen: argparse.Namespace) -> int:
    """Order that the words of entries be deleted."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        entries = [OperationId(one) for one in chosen.entry]
        print(TOLD[desk.erase.redact(AuditId(chosen.audit), entries, Reason(chosen.reason))])
    return OK


def dispose_audit(chosen: argparse.Namespace) -> int:
    """Order that an audit be disposed of."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        print(TOLD[desk.erase.dispose(AuditId(chosen.audit), Reason(chosen.reason))])
    return OK


def list_disposals(chosen: argparse.Namespace) -> int:
    """Print the certificates."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found = [_as_json(one, desk) for one in desk.erase.certificates()]
    if chosen.json:
        print_json(found)
        return OK
    for one in found:
        state = "disposed of" if one["disposed"] else "asked"
        print(f"{one['audit']}  {state}  {one['operations']} entries  {', '.join(one['reasons'])}")
        for order in one["ordered"]:
            print(f"  {order['at']}  {order['by']}")
        for head in one["heads"]:
            print(f"  {head}")
    return OK


class _Told(TypedDict):
    """A certificate as it is printed."""

    audit: str
    disposed: bool
    ordered: list[dict[str, str]]
    reasons: list[str]
    operations: int
    heads: list[str]


def _as_json(one: Certificate, desk: Desk) -> _Told:
    directory = desk.directory()

    def name(person: str) -> str:
        return next((other.name for other in directory.people if other.id == person), person)

    ordered = zip(one.ordered_by, one.ordered_at, strict=True)
    return {
        "audit": one.audit,
        "disposed": one.is_complete,
        "ordered": [{"by": name(person), "at": at.isoformat(timespec="seconds")} for person, at in ordered],
        "reasons": list(one.reasons),
        "operations": one.operations,
        "heads": list(one.heads),
    }
