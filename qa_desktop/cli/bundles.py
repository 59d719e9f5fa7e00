"""Commands that carry audits as files, and that verify sealed notes."""

from __future__ import annotations

import argparse
import ssl
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.ids import AuditId


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `bundle export|import|address`, `certificate` and `verify`."""
    bundle = commands.add_parser("bundle", help="carry audits to another profile as an encrypted file")
    kinds = bundle.add_subparsers(required=True, metavar="WHAT")
    export = kinds.add_parser("export", parents=[shared], help="write audits to a file for one recipient")
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("--audit", action="append", required=True, metavar="ID", help="may be given more than once")
    export.add_argument("--to", required=True, metavar="ADDRESS", help="the recipient's address (age1...)")
    export.set_defaults(run=export_bundle)
    bring = kinds.add_parser("import", parents=[shared], help="take in a file that was made for this profile")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.set_defaults(run=import_bundle)
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


def import_bundle(chosen: argparse.Namespace) -> int:
    """Take in a bundle."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        brought = desk.import_bundle(chosen.file)
        print(
            f"{brought.new_operations} new changes, {brought.known_operations} were here already, "
            f"{brought.new_documents} new documents"
        )
        for audit in brought.audits:
            print(audit)
    return OK


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
