"""Commands that look after a profile: backup, restore, doctor; and the demo."""

from __future__ import annotations

import argparse
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import OK, WRONG_INPUT, profile_place
from qa_desktop.cli.given_day import given_day
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.services.gather_held import Sought


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `backup`, `restore`, `doctor`, `held-on` and `demo`."""
    backup = commands.add_parser("backup", parents=[shared], help="make an encrypted, verified copy of the store")
    backup.set_defaults(run=back_up)
    restore = commands.add_parser(
        "restore", parents=[shared], help="bring back a backup; the present store is kept aside"
    )
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.set_defaults(run=restore_backup)
    doctor = commands.add_parser("doctor", parents=[shared], help="check this installation and the profile")
    doctor.set_defaults(run=check_up)
    held = commands.add_parser(
        "held-on", parents=[shared], help="gather all that is held here on a case or a person (QA officers)"
    )
    sought = held.add_mutually_exclusive_group(required=True)
    sought.add_argument("--case", default="", metavar="REF")
    sought.add_argument("--person", default="", metavar="NAME")
    held.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a new folder; it is not encrypted")
    held.set_defaults(run=gather_held)
    demo = commands.add_parser(
        "demo",
        help="a whole live audit through the real windows, or a month of an authority, with pictures",
        description="Without --month, one live audit goes through every window. With it, made-up people play a month "
        "of an authority, each at a laptop of their own, over a real server: what happens is printed day by day, and "
        "pictures, documents and the QA officer's profile are left in the folder. PostgreSQL has to be installed.",
    )
    demo.add_argument("--out", type=Path, default=Path("demo-out"), metavar="DIR")
    demo.add_argument("--month", default="", metavar="AUTHORITY", help="for example herefordshire")
    demo.add_argument("--from", dest="first", metavar="YYYY-MM-DD", help="a day of the month that is played")
    demo.set_defaults(run=play_demo)


def back_up(chosen: argparse.Namespace) -> int:
    """Make a backup and print where it is."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        print(desk.back_up())
    return OK


def restore_backup(chosen: argparse.Namespace) -> int:
    """Bring back a backup."""
    print(bootstrap.restore(profile_place(chosen.data), chosen.file, given_unlock))
    return OK


def check_up(chosen: argparse.Namespace) -> int:
    """Print what was checked; 2 where something needs attention."""
    report = bootstrap.doctor(profile_place(chosen.data), given_unlock)
    for line in report.lines:
        print(line)
    return OK if report.healthy else WRONG_INPUT


def gather_held(chosen: argparse.Namespace) -> int:
    """Write what is held on a case or a person into a folder."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        done = desk.gather_held(Sought(chosen.case, chosen.person), chosen.out)
    print(f"{done.audits} audits, {done.documents} documents and {done.allocations} allocations are in {done.folder}.")
    if done.waiting:
        print(
            f"{done.waiting} changes arrived and are not checked yet. Sync once, then gather again into a new folder."
        )
    print("The folder is not encrypted. Keep it safe, and delete it when it has served.")
    return OK


def play_demo(chosen: argparse.Namespace) -> int:
    """Carry a whole audit through the real windows and print where the pictures and the note are; or play a month."""
    if chosen.month:
        bootstrap.play_month(chosen.month, chosen.out, given_day(chosen.first), lambda words: print(words, flush=True))
        return OK
    for line in bootstrap.play_demo(chosen.out):
        print(line)
    return OK
