"""Commands for the shared server: where it is, and sync."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_password, given_unlock
from qa_desktop.domain.authority import USUAL_DATABASE
from qa_desktop.domain.exchange import Outcome, RunReport, ServerAddress

NOT_DONE = 1

OUTCOMES = {
    Outcome.DONE: "Everything went through.",
    Outcome.UNREACHABLE: "The server could not be reached.",
    Outcome.CROWDED: "The server had no room at that moment.",
    Outcome.NOT_ADMITTED: "The server did not let this laptop in.",
    Outcome.SUSPENDED: "Stopped, nothing was exchanged.",
    Outcome.BROKEN_OFF: "The connection broke; what was left goes with the next sync.",
}


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `sync` and `server-address`."""
    sync = commands.add_parser("sync", parents=[shared], help="exchange audits with the shared server")
    sync.add_argument("--json", action="store_true", help="print one JSON document")
    sync.set_defaults(run=sync_now)
    address = commands.add_parser("server-address", parents=[shared], help="say where the shared server is")
    address.add_argument("host", metavar="HOST")
    address.add_argument("--user", required=True, help="the sign-in name that your QA team gave you")
    address.add_argument("--port", type=int, default=5432)
    address.add_argument("--database", default=USUAL_DATABASE)
    address.add_argument("--authority", type=Path, metavar="FILE", help="certificate of who vouches for the server")
    address.add_argument("--certificate", type=Path, metavar="FILE", help="your own certificate; its key beside it")
    address.add_argument("--no-password", action="store_true", help="sign in by certificate or Kerberos")
    address.set_defaults(run=set_address)


def sync_now(chosen: argparse.Namespace) -> int:
    """Sync once: 0 where everything went through, 1 where something was left."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        report = desk.sync_now(lambda: False)
        unsent, arrived = desk.unsent().count, desk.sync_facts().arrived.changes
    if chosen.json:
        print_json({**_as_json(report, unsent), "not_checked": arrived})
    else:
        print(report.words or OUTCOMES[report.outcome])
        print(
            f"{report.sent} changes sent, {report.received} received, {report.documents} documents, "
            f"{report.refused} refused, {unsent} only on this laptop"
        )
        if arrived:
            print(f"{arrived} changes arrived and are not checked yet; they are safe here until the next sync.")
    return OK if report.outcome is Outcome.DONE else NOT_DONE


def set_address(chosen: argparse.Namespace) -> int:
    """Keep where the server is; the password goes into the keyring of this computer."""
    password = None if chosen.no_password else given_password()
    address = ServerAddress(
        host=chosen.host,
        user=chosen.user,
        port=chosen.port,
        database=chosen.database,
        authority=_file(chosen.authority),
        certificate=_file(chosen.certificate),
    )
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        desk.server.set(address, password)
    print(f"{address.user} signs in to {address.host}.")
    return OK


def _file(path: Path | None) -> str:
    return "" if path is None else os.path.abspath(path)  # noqa: PTH100 - `resolve` would follow links


def _as_json(report: RunReport, unsent: int) -> dict[str, object]:
    return {
        "outcome": report.outcome.value,
        "words": report.words,
        "started_at": report.started_at.isoformat(),
        "ended_at": report.ended_at.isoformat(),
        "sent": report.sent,
        "received": report.received,
        "refused": report.refused,
        "waiting": report.waiting,
        "documents": report.documents,
        "unsent": unsent,
    }
