"""Commands about audits that several people have to do with: handing over, sharing, locking a grade, settling."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.parts import Relation
from qa_desktop.services.list_under_way import DraftLine

GIVEN = ("peer", "moderator", "practitioner")


def add_kinds(kinds: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `audit hand-over|share|unshare|parts|lock-grade|settle-signature|under-way|waiting|take-in`."""

    def add(name: str, explained: str, *, audit: bool = True) -> argparse.ArgumentParser:
        parser = kinds.add_parser(name, parents=[shared], help=explained)
        if audit:
            parser.add_argument("audit", metavar="ID")
        return parser

    over = add("hand-over", "make an audit another auditor's; QA officers also a draft that is not here")
    over.add_argument("--to", required=True, metavar="PERSON", help="a name or a number of “people list”")
    over.set_defaults(run=hand_over)
    for name, work, explained in (
        ("share", share, "give somebody a part in an audit"),
        ("unshare", unshare, "take a part in an audit back"),
    ):
        parser = add(name, explained)
        parser.add_argument("--with", dest="person", required=True, metavar="PERSON")
        parser.add_argument("--as", dest="relation", required=True, choices=GIVEN)
        parser.set_defaults(run=work)
    add("parts", "list who has what part in an audit").set_defaults(run=list_parts)
    add("lock-grade", "lock your own first grade as lead or peer auditor").set_defaults(run=lock_grade)
    settle = add("settle-signature", "list the signatures of an audit, or say which one holds (QA officers)")
    settle.add_argument("--holds", metavar="SIGNATURE", help="the number of the signature that holds")
    settle.set_defaults(run=settle_signature)
    drafts = add("under-way", "list the drafts of others by their state, for those who answer for them", audit=False)
    drafts.add_argument("--json", action="store_true", help="print one JSON document")
    drafts.set_defaults(run=list_under_way)
    add("waiting", "list late work of others that waits to be taken in", audit=False).set_defaults(run=list_waiting)
    add("take-in", "take in the late work that waits for an audit, with the next sync").set_defaults(run=take_in)


def hand_over(chosen: argparse.Namespace) -> int:
    """Hand an audit over."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        parts = desk.sharing.parts
        parts.hand_over(AuditId(chosen.audit), parts.person(chosen.to))
    print("Handed over. It is the other auditor's when both have synced.")
    return OK


def share(chosen: argparse.Namespace) -> int:
    """Give a part."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        parts = desk.sharing.parts
        parts.give(AuditId(chosen.audit), parts.person(chosen.person), Relation(chosen.relation))
    print("Shared. They see it when both have synced.")
    return OK


def unshare(chosen: argparse.Namespace) -> int:
    """Take a part back."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        parts = desk.sharing.parts
        parts.take_back(AuditId(chosen.audit), parts.person(chosen.person), Relation(chosen.relation))
    print("Taken back. It leaves their laptop when both have synced.")
    return OK


def list_parts(chosen: argparse.Namespace) -> int:
    """Print who has what part."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        for one in desk.sharing.parts.held(AuditId(chosen.audit)):
            print(f"{one.relation.value:12} {one.person}  {one.name}, since {one.at:%Y-%m-%d}, by {one.given_by}")
    return OK


def lock_grade(chosen: argparse.Namespace) -> int:
    """Lock the first grade."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        desk.sharing.lock_grade(AuditId(chosen.audit))
    print("Locked. The grades are kept as first given. Talk with the other auditor now.")
    return OK


def settle_signature(chosen: argparse.Namespace) -> int:
    """Print the signatures, or say which one holds."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit_id = AuditId(chosen.audit)
        if chosen.holds:
            desk.sharing.signatures(audit_id, OperationId(chosen.holds))
        for one in desk.sharing.signatures.signatures(audit_id):
            print(f"{one.op_id}  {one.signer}, {one.signed_at.isoformat()}{'  holds' if one.holds else ''}")
    return OK


def list_under_way(chosen: argparse.Namespace) -> int:
    """Print the drafts of others."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found = desk.sharing.under_way()
    if chosen.json:
        print_json([_draft(one) for one in found])
        return OK
    for one in found:
        concern = f"  {one.concern.state.label}, raised {one.concern.raised:%Y-%m-%d %H:%M}" if one.concern else ""
        print(f"{one.audit_id}  {one.auditor}  {one.tool}  {one.state}  begun {one.begun:%Y-%m-%d}{concern}")
    return OK


def list_waiting(chosen: argparse.Namespace) -> int:
    """Print what waits to be taken in."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        for one in desk.sharing.take_in.waiting():
            wanted = "  comes with the next sync" if one.wanted else ""
            print(f"{one.audit_id}  {one.author}: {len(one.op_ids)} changes since {one.since:%Y-%m-%d}{wanted}")
    return OK


def take_in(chosen: argparse.Namespace) -> int:
    """Take in everything that waits for an audit."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        waiting = [one for one in desk.sharing.take_in.waiting() if one.audit_id == chosen.audit]
        desk.sharing.take_in([op_id for one in waiting for op_id in one.op_ids])
        changes = sum(len(one.op_ids) for one in waiting)
    print(f"{changes} changes are taken in with the next sync.")
    return OK


def _draft(one: DraftLine) -> dict[str, object]:
    concern = one.concern
    told = (
        None
        if concern is None
        else {
            "raised": concern.raised.isoformat(),
            "state": concern.state.value,
            "told_on": concern.told_on.isoformat() if concern.told_on else None,
            "told_at": concern.told_at or None,
        }
    )
    return asdict(one) | {"begun": str(one.begun), "changed": str(one.changed), "concern": told}
