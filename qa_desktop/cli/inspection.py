"""The commands of the inspection room: make a folder for inspectors, and tell what was changed in one."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.figure_filter import add_filter, filter_of
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_pin, given_unlock
from qa_desktop.domain.exports.room import Level, RoomWish


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `inspection make` and `inspection verify`."""
    kinds = commands.add_parser("inspection", help="a sealed folder of audits for inspectors").add_subparsers(
        required=True, metavar="WHAT"
    )
    make = kinds.add_parser(
        "make",
        parents=[shared],
        help="make the folder",
        description="Makes a folder that is read in any browser without a network: figures, the audits behind each and "
        "each audit; with a list of its files, sealed. It is recorded who took which audits. It is not encrypted.",
    )
    make.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a new folder")
    make.add_argument(
        "--level",
        default=Level.PSEUDONYMS.value,
        choices=[one.value for one in Level],
        help="full (QA officers, heads of service) with names, words and notes; pseudonyms, the usual one; figures and "
        "lists alone",
    )
    make.add_argument(
        "--audit",
        action="append",
        default=[],
        metavar="ID",
        help="only this audit of the filter; several times if wished",
    )
    add_filter(make)
    make.add_argument("--json", action="store_true", help="print one JSON document")
    make.set_defaults(run=make_room)
    verify = kinds.add_parser("verify", help="tell which file was changed, is missing or was added")
    verify.add_argument("folder", type=Path, metavar="FOLDER")
    verify.add_argument(
        "--trust", type=Path, action="append", default=[], metavar="CERT", help="a certificate to trust"
    )
    verify.add_argument("--json", action="store_true", help="print one JSON document")
    verify.set_defaults(run=verify_room)


def make_room(chosen: argparse.Namespace) -> int:
    """Make the folder, and print where it is."""
    wish = RoomWish(filter_of(chosen), Level(chosen.level), frozenset(chosen.audit))
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        pin = given_pin() if desk.has_pin() else None
        done = desk.inspection_room()(wish, chosen.out, pin)
    if chosen.json:
        told = {"place": str(done.place), "level": wish.level.value, "audits": done.rows["audits"]}
        print_json(told | {"left_out": done.left_out})
        return OK
    print(f"{done.rows['audits']} audits are in {done.place}. Begin with index.html.")
    if done.left_out:
        print(f"{done.left_out} audits were left out: only a newer QA Desktop can show all that is in them.")
    print("It is not encrypted. Keep it safe, and delete it when it has served.")
    return OK


def verify_room(chosen: argparse.Namespace) -> int:
    """Judge a folder: 0 as it was sealed, 1 changed, 3 as it was sealed but identity not confirmed."""
    judged = bootstrap.verify_inspection_room(chosen.folder, tuple(chosen.trust))
    if chosen.json:
        print_json({"cover": judged.cover.as_json, **asdict(judged.found)})
        return judged.exit_code
    print(judged.cover.sentence)
    for words, files in (
        ("changed", judged.found.changed),
        ("missing", judged.found.missing),
        ("added", judged.found.added),
    ):
        for file in files:
            print(f"  {words}: {file}")
    if not judged.found:
        print("Every file is as it was sealed.")
    return judged.exit_code
