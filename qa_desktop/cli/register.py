"""Commands about registers: which there are, their entries, and how many by month, quarter and year."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place, register_import
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.register import EntriesShown, Entry, EntryQuestion, RegisterCounts, Span, period_words
from qa_desktop.errors import InputProblem
from qa_desktop.services.list_registers import ListRegisters


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `register list|entries|counts|headings|import`."""
    kinds = commands.add_parser("register", help="registers of notices, feedback, samples and the like").add_subparsers(
        required=True, metavar="WHAT"
    )
    listing = kinds.add_parser("list", parents=[shared], help="list the registers, with the tools that write in them")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_registers)
    entries = kinds.add_parser("entries", parents=[shared], help="list the entries of a register, newest first")
    entries.add_argument("register", metavar="REGISTER", help="its id, as “register list” shows it")
    entries.add_argument(
        "--show", choices=[one.value for one in EntriesShown], default="all", help="which ones; all where left out"
    )
    entries.add_argument("--period", default="", metavar="PERIOD", help="as 2026-11, 2026-Q4 or 2026")
    entries.add_argument("--text", default="", metavar="WORDS", help="looked for in subject, person and words")
    entries.add_argument("--json", action="store_true", help="print one JSON document")
    entries.set_defaults(run=list_entries)
    counts = kinds.add_parser("counts", parents=[shared], help="count the signed entries of a register")
    counts.add_argument("register", metavar="REGISTER", help="its id, as “register list” shows it")
    counts.add_argument("--by", choices=[one.value for one in Span], default="month", help="month where left out")
    counts.add_argument("--json", action="store_true", help="print one JSON document")
    counts.set_defaults(run=count_entries)
    register_import.add_commands(kinds, shared)


def list_registers(chosen: argparse.Namespace) -> int:
    """Print the registers."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found = desk.registers.all()
    if chosen.json:
        print_json([asdict(one) for one in found])
        return OK
    for one in found:
        print(f"{one.id:28} {one.title}  ({', '.join(one.tools)})")
    if not found:
        print("No tool here names a register.")
    return OK


def list_entries(chosen: argparse.Namespace) -> int:
    """Print the entries that are asked for."""
    question = EntryQuestion(chosen.register, EntriesShown(chosen.show), chosen.period, chosen.text)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        desk.registers.one(chosen.register)
        _demand_period(chosen.period)
        found = list(desk.registers.every(question))
    if chosen.json:
        print_json([asdict(one) for one in found])
        return OK
    for one in found:
        print(_line(one))
    if not found:
        print("No entry of this kind.")
    return OK


def count_entries(chosen: argparse.Namespace) -> int:
    """Print how many entries there are by period."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        title = desk.registers.one(chosen.register).title
        counts = _counts(desk.registers, chosen)
    if chosen.json:
        print_json({"register": chosen.register, "title": title, "by": chosen.by, "counts": _as_json(counts)})
        return OK
    for place, period in enumerate(counts.periods):
        told = [f"{one.label} {one.by_period[place]}" for one in counts.counted if one.by_period[place]]
        print(f"{period_words(period):28} {counts.entries[place]:5}  {', '.join(told)}".rstrip())
    if not counts.periods:
        print("No entry is signed yet.")
    return OK


def _counts(registers: ListRegisters, chosen: argparse.Namespace) -> RegisterCounts:
    return registers.counts(chosen.register, Span(chosen.by))


def _as_json(counts: RegisterCounts) -> list[dict[str, object]]:
    return [
        {
            "period": period,
            "entries": counts.entries[place],
            "counted": [
                {"question": one.question, "code": one.code, "label": one.label, "number": one.by_period[place]}
                for one in counts.counted
            ],
        }
        for place, period in enumerate(counts.periods)
    ]


def _line(one: Entry) -> str:
    state = "" if one.is_signed else "draft"
    left = f"{one.open} open, {one.overdue} overdue" if one.open else ""
    told = "  ".join(part for part in (one.subject, one.of_whom, ", ".join(one.counted), one.words, left) if part)
    return f"{one.day:10}  {state:5}  {one.audit}  {told}".rstrip()


def _demand_period(period: str) -> None:
    year, _, part = period.partition("-")
    is_part = not part or part in {f"Q{one}" for one in range(1, 5)} | {f"{one:02}" for one in range(1, 13)}
    if period and not (len(year) == 4 and year.isdigit() and is_part):  # noqa: PLR2004 - the digits of a year
        raise InputProblem(
            f"“{period}” is no period. Write a month as 2026-11, a quarter as 2026-Q4, or a year as 2026."
        )
