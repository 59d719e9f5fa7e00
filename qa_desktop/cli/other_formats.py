"""The command that saves a note in large print or as plain text."""

from __future__ import annotations

import argparse
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.note_outline import OtherFormat
from qa_desktop.errors import DiskProblem
from qa_desktop.services.note_access import Access


def add_to(audit: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `audit copy`."""
    copy = audit.add_parser("copy", parents=[shared], help="save the case note in large print or as plain text")
    copy.add_argument("audit", metavar="ID")
    copy.add_argument("--as", dest="form", choices=[one.value for one in OtherFormat], required=True)
    copy.add_argument("--out", type=Path, required=True, metavar="FILE")
    copy.add_argument("--json", action="store_true", help="print one JSON document")
    copy.set_defaults(run=save_copy)


def save_copy(chosen: argparse.Namespace) -> int:
    """Write the copy to a file."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.open_audit(AuditId(chosen.audit))
        data = desk.case_note.copy(audit, OtherFormat(chosen.form))
        desk.sharing.note_access([audit.id], Access.NOTE_SAVED)
        try:
            chosen.out.write_bytes(data)
        except OSError as error:
            raise DiskProblem(f"{chosen.out} could not be written: {error.strerror}.") from error
    if chosen.json:
        print_json({"audit": chosen.audit, "format": chosen.form, "file": str(chosen.out)})
    else:
        print(chosen.out)
    return OK
