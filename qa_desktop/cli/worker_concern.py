"""The command for a restricted concern about a worker, apart from the audit (PRACTICE P-22)."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.worker_concern import FIELDS, WorkerConcern
from qa_desktop.errors import InputProblem
from qa_desktop.services.note_access import Access
from qa_desktop.services.safety_contacts import missing_words, number_words

WHO_READS = (
    "You, whoever you hand the audit over to, QA officers and the head of service read it; the team does not, and it "
    "is in no note, list or bundle. This application has told nobody."
)


def add_to(audit: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `audit worker-concern`."""
    concern = audit.add_parser(
        "worker-concern", parents=[shared], help="a restricted concern about a worker, apart from the audit"
    )
    concern.add_argument("audit", metavar="ID", nargs="?", help="left out, every one that is on this laptop is listed")
    concern.add_argument("--record", dest="what", metavar="WHAT", help="record a concern")
    concern.add_argument("--concern", metavar="CONCERN", help="add to this concern instead")
    concern.add_argument("--about", metavar="WHO", help="about whom")
    concern.add_argument("--told", metavar="TEXT", help="who was told of it, when and how")
    concern.add_argument("--outcome", metavar="TEXT", help="what came of it")
    concern.add_argument("--json", action="store_true", help="print one JSON document")
    concern.set_defaults(run=look_after_worker_concern)


def look_after_worker_concern(chosen: argparse.Namespace) -> int:
    """Record what was given, then print what is recorded and whom to tell."""
    words = {field: text for field in FIELDS if (text := getattr(chosen, field)) is not None}
    if words and chosen.audit is None:
        raise InputProblem("Name the audit beside which the concern is recorded.")
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        concerns = desk.restricted_concerns
        if words:
            audit = desk.open_audit(AuditId(chosen.audit))
            concerns.add(audit, chosen.concern, words) if chosen.concern else concerns.record(audit, words)
        found = concerns.all() if chosen.audit is None else concerns.of(AuditId(chosen.audit))
        desk.sharing.note_access(dict.fromkeys(one.audit for one in found), Access.RESTRICTED_READ)
        contacts = desk.safety_contacts().worker_contacts
    if chosen.json:
        print_json({"concerns": [_as_json(one) for one in found], "contacts": [asdict(one) for one in contacts]})
        return OK
    for one in found:
        told = [f"{field}: {text}" for field in FIELDS if (text := getattr(one, field))]
        print(f"{one.at:%Y-%m-%d %H:%M} beside audit {one.audit} ({one.id})\n  " + "\n  ".join(told))
    print(WHO_READS)
    for contact in contacts:
        print(f"  {contact.name}: {number_words(contact)}" + (f" ({contact.when})" if contact.when else ""))
    if missing := missing_words(contacts):
        print(missing)
    return OK


def _as_json(one: WorkerConcern) -> dict[str, object]:
    return asdict(one) | {"at": one.at.isoformat()}
