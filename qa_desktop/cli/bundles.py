"""Commands that carry audits as files, and that verify sealed notes."""

from __future__ import annotations

import argparse
import ssl
import sys
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import YES, Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.ids import AuditId
from qa_desktop.errors import InputProblem
from qa_desktop.services.desk import Desk
from qa_desktop.services.look_into_file import BundlePreview, ReceiptPreview
from qa_desktop.ui.presenters.files import confirmed_words, preview_lines

MOST_LISTED = 100


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `bundle export|import|list|address`, `certificate` and `verify`."""
    bundle = commands.add_parser("bundle", help="carry audits to another profile as an encrypted file")
    kinds = bundle.add_subparsers(required=True, metavar="WHAT")
    export = kinds.add_parser("export", parents=[shared], help="write audits to a file for one recipient")
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("--audit", action="append", required=True, metavar="ID", help="may be given more than once")
    export.add_argument("--to", required=True, metavar="ADDRESS", help="the recipient's address (age1...)")
    export.set_defaults(run=export_bundle)
    bring = kinds.add_parser("import", parents=[shared], help="take in a bundle or a receipt made for this profile")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--dry-run", action="store_true", help="say what the file brings, and take nothing in")
    bring.add_argument("--yes", action="store_true", help="do not ask before taking it in")
    bring.add_argument("--receipt", type=Path, metavar="FILE", help="write a receipt for the sender into this file")
    bring.add_argument(
        "--recovery-key", type=Path, metavar="FILE", help="open it with the authority's recovery key in this file"
    )
    bring.set_defaults(run=import_file)
    listing = kinds.add_parser("list", parents=[shared], help="list the bundles made here, and who confirmed them")
    listing.set_defaults(run=list_bundles)
    address = kinds.add_parser("address", parents=[shared], help="print the address to which others encrypt for you")
    address.set_defaults(run=show_address)
    certificate = commands.add_parser(
        "certificate", parents=[shared], help="print your sealing certificate, which others may trust"
    )
    certificate.set_defaults(run=show_certificate)
    verify = commands.add_parser("verify", help="tell whether a sealed note is intact and whose seal it carries")
    verify.add_argument("file", type=Path, metavar="FILE.pdf")
    verify.add_argument(
        "--trust", type=Path, action="append", default=[], metavar="CERT", help="a certificate to trust"
    )
    verify.add_argument("--json", action="store_true", help="print one JSON document")
    verify.set_defaults(run=verify_note)


def export_bundle(chosen: argparse.Namespace) -> int:
    """Write a bundle."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        done = desk.export_bundle([AuditId(audit) for audit in chosen.audit], chosen.to, chosen.file)
        print(f"{done.file}: {done.audits} audits, {done.operations} changes, {done.documents} documents")
    return OK


def import_file(chosen: argparse.Namespace) -> int:
    """Show what a file brings, ask where somebody can be asked, and take it in."""
    identity = "" if chosen.recovery_key is None else _text_of(chosen.recovery_key)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found = desk.files.look_into(chosen.file, identity)
        for line in preview_lines(found, desk.clock.now()):
            print(line)
        if chosen.dry_run:
            print("Dry run: nothing was taken in.")
            return OK
        if not chosen.yes and sys.stdin.isatty() and input("Take it in? [y/N] ").strip().lower() not in YES:
            print("Nothing was taken in.")
            return OK
        if isinstance(found, ReceiptPreview):
            print(confirmed_words(desk.files.take_receipt(found)))
        else:
            _take_in(desk, found, chosen.receipt)
    return OK


def _take_in(desk: Desk, found: BundlePreview, receipt: Path | None) -> None:
    brought = desk.files.take_in(found)
    print(
        f"{brought.new_operations} new changes, {brought.known_operations} were here already, "
        f"{brought.new_documents} new documents"
    )
    for audit_id in brought.audits:
        print(audit_id)
    if receipt is not None:
        print(f"{receipt}: confirms {desk.files.give_receipt(found, receipt)} changes to {found.bundle.sender.name}")


def list_bundles(chosen: argparse.Namespace) -> int:
    """List the bundles that were made in this profile."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        for one in desk.files.handovers(MOST_LISTED):
            confirmed = f"confirmed by {one.confirmed_by}" if one.confirmed_at else "not confirmed yet"
            made = one.made_at.isoformat(timespec="minutes")
            print(f"{made}  {len(one.audits)} audits  {one.name or one.recipient}  {confirmed}")
    return OK


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputProblem(f"{file.name} cannot be read. Check the name and its rights.") from error


def show_address(chosen: argparse.Namespace) -> int:
    """Print the profile's own address."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        print(desk.owner.address)
    return OK


def show_certificate(chosen: argparse.Namespace) -> int:
    """Print the profile's own sealing certificate as PEM; it holds no secret."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        print(ssl.DER_cert_to_PEM_cert(desk.owner.certificate), end="")
    return OK


def verify_note(chosen: argparse.Namespace) -> int:
    """Judge a sealed note: 0 intact and trusted, 1 changed or broken, 3 intact but identity not confirmed."""
    judged = bootstrap.verify_file(chosen.file, tuple(chosen.trust))
    if chosen.json:
        print_json(judged.as_json)
    else:
        print(judged.sentence)
        for line in judged.seals:
            print(f"  {line}")
    return judged.exit_code
