"""Commands that begin the records of a register from a list."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.errors import InputProblem
from qa_desktop.services.import_entries import Begun, EntryWish, ReadEntries, WrongEntry, rest_of


def add_commands(kinds: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `register headings` and `register import`."""
    headings = kinds.add_parser("headings", parents=[shared], help="list the headings that a list to import may have")
    importing = kinds.add_parser("import", parents=[shared], help="begin records from a list: CSV or a workbook")
    for command in (headings, importing):
        command.add_argument("register", metavar="REGISTER", help="its id, as “register list” shows it")
        command.add_argument("--tool", default="", metavar="ID", help="where several tools write in the register")
    headings.set_defaults(run=list_headings)
    add_list_arguments(importing, "subject=“Ref”")
    importing.add_argument("--again", action="store_true", help="take entries whose day and subject stand already")
    importing.set_defaults(run=import_entries)


def add_list_arguments(importing: argparse.ArgumentParser, example: str) -> None:
    """Add what every import of a list takes; `example` is a column with its heading."""
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--column", action="append", metavar="ID=HEADING", help=f"as {example}, where none fits")
    importing.add_argument("--sheet", default="", metavar="NAME", help="the sheet of a workbook that has several")
    importing.add_argument("--look", action="store_true", help="only say what would be taken")
    importing.add_argument("--rest", type=Path, metavar="FILE", help="where rows that are not taken are saved, as CSV")
    importing.add_argument("--json", action="store_true", help="print one JSON document")


def list_headings(chosen: argparse.Namespace) -> int:
    """Print the headings."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        for heading in desk.import_entries.headings(chosen.register, chosen.tool):
            print(heading)
    return OK


def import_entries(chosen: argparse.Namespace) -> int:
    """Begin the records, and say which rows were not taken."""
    wish = EntryWish(chosen.register, chosen.file, chosen.tool, columns_from(chosen), chosen.sheet, chosen.again)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found = desk.import_entries.look(wish)
        begun = Begun((), 0, ()) if chosen.look else desk.import_entries.begin(found.ready)
        wrong = (*found.wrong, *begun.wrong)
        if chosen.rest is not None and wrong:
            desk.planning.save(chosen.rest, rest_of(found.headings, wrong))
    if chosen.json:
        told = {"ready": len(found.ready), "made": list(begun.made), "asked": begun.asked}
        print_json({**told, "not_taken": rows_json(wrong), "unknown": list(found.unknown)})
        return OK
    _tell(found, wrong, begun)
    return OK


def _tell(found: ReadEntries, wrong: tuple[WrongEntry, ...], begun: Begun) -> None:
    asked = f", {begun.asked} asked of others" if found.asked else ""
    print(f"{len(begun.made)} begun{asked} of {len(found.ready)} that can be taken; they count once they are signed.")
    tell_rest(wrong, found.unknown)


def rows_json(wrong: Sequence[WrongEntry]) -> list[dict[str, object]]:
    """Return rows that are not taken, for scripts."""
    return [{"row": one.row, "wrong": one.words} for one in wrong]


def tell_rest(wrong: Sequence[WrongEntry], unknown: Sequence[str]) -> None:
    """Print which rows are not taken, and which columns."""
    for one in wrong:
        print(f"Row {one.row} is not taken: {one.words}")
    if unknown:
        print(f"Nothing is taken from: {', '.join(unknown)}")


def columns_from(chosen: argparse.Namespace) -> dict[str, str]:
    """Return the headings that were named, by what they are; raise InputProblem."""
    found: dict[str, str] = {}
    for told in chosen.column or ():
        name, is_pair, heading = told.partition("=")
        if not is_pair or not name.strip() or not heading.strip():
            raise InputProblem(f"Write “{told}” as ID=HEADING.")
        found[name.strip()] = heading.strip()
    return found
