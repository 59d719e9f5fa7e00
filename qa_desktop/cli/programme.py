"""Commands for the year's programme: read by everybody, written by QA officers."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from qa_desktop import bootstrap
from qa_desktop.cli import OK, checks, print_json, profile_place
from qa_desktop.cli.given_day import given_day, given_month
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.clock import local_day
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.programme import Entry, EntryKind, Origin
from qa_desktop.domain.programme_view import Planned
from qa_desktop.domain.rounds import month_end
from qa_desktop.errors import InputProblem, NotFound

if TYPE_CHECKING:
    from qa_desktop.domain.rounds import StageDate
    from qa_desktop.services.desk import Desk

KINDS = [one.value for one in EntryKind if one.is_entered]
WORDS = ("title", "column", "question", "by", "to", "note")
WENT_OUT = "It goes out with the next sync."


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `programme list|show|add|change|withdraw|take-over|focus|done|checks|check-done`."""
    kinds = commands.add_parser("programme", help="what the authority plans in a year").add_subparsers(
        required=True, metavar="WHAT"
    )
    listing = kinds.add_parser("list", parents=[shared], help="list what is planned in a month, or in a year")
    listing.add_argument("--month", metavar="MONTH", help="as 2026-11; this month where it is left out")
    listing.add_argument("--year", type=int, metavar="YEAR")
    listing.add_argument("--kind", choices=[one.value for one in EntryKind])
    listing.add_argument("--overdue", action="store_true", help="only what is overdue")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_programme)
    show = kinds.add_parser("show", parents=[shared], help="show an entry, with the dates of its stages and its audits")
    show.add_argument("entry", metavar="ID")
    show.add_argument("--json", action="store_true", help="print one JSON document")
    show.set_defaults(run=show_entry)
    add = kinds.add_parser("add", parents=[shared], help="plan something (QA officers)")
    add.add_argument("--kind", required=True, choices=KINDS)
    _add_fields(add)
    add.set_defaults(run=add_entry)
    change = kinds.add_parser("change", parents=[shared], help="change an entry; what is left out stays (QA officers)")
    change.add_argument("entry", metavar="ID")
    change.add_argument("--kind", choices=KINDS)
    _add_fields(change)
    change.set_defaults(run=change_entry)
    withdraw = kinds.add_parser("withdraw", parents=[shared], help="take an entry out (QA officers)")
    withdraw.add_argument("entry", metavar="ID")
    withdraw.set_defaults(run=withdraw_entry)
    take = kinds.add_parser("take-over", parents=[shared], help="make an entry of what the settings say, to change it")
    take.add_argument("key", metavar="KEY", help="as “programme list --json” tells it")
    take.add_argument("--json", action="store_true", help="print one JSON document")
    take.set_defaults(run=take_over)
    focus = kinds.add_parser("focus", parents=[shared], help="enter a printed programme of focus anew, from a month on")
    focus.add_argument("programme", metavar="ID", help="as the authority's settings name it")
    focus.add_argument("--from", dest="month", required=True, metavar="MONTH", help="as 2026-11")
    focus.set_defaults(run=take_over_focus)
    done = kinds.add_parser("done", parents=[shared], help="say that something that comes round was done (QA officers)")
    done.add_argument("key", metavar="KEY", help="as “programme list --json” tells it")
    done.add_argument("--on", metavar="DAY", help="as 2026-11-30; today where it is left out")
    done.add_argument("--undo", action="store_true", help="it was not done after all")
    done.set_defaults(run=mark_done)
    checks.add_commands(kinds, shared)


def list_programme(chosen: argparse.Namespace) -> int:
    """Print what is planned."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        today = local_day(desk.clock.now())
        planned = desk.planning.programme.between(*_span(chosen, today))
        since = desk.planning.programme.in_use_since()
    kind = None if chosen.kind is None else EntryKind(chosen.kind)
    found = [one for one in planned if kind in (None, one.kind) and (one.is_overdue(today) or not chosen.overdue)]
    if chosen.json:
        print_json({"counted_since": since.isoformat(), "planned": [_planned(one, today) for one in found]})
        return OK
    for one in found:
        mark = "overdue" if one.is_overdue(today) else f"done {one.done.isoformat()}" if one.done else ""
        where = f"{one.column}: " if one.column else ""
        print(f"{one.first} to {one.last}  {mark:15}  {one.kind.title:24}  {where}{one.title}  ({one.key})")
    if not found:
        print("Nothing is planned.")
    return OK


def show_entry(chosen: argparse.Namespace) -> int:
    """Print one entry whole."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        _tell(desk, desk.planning.programme.entry(chosen.entry), as_json=chosen.json)
    return OK


def add_entry(chosen: argparse.Namespace) -> int:
    """Plan something."""
    first = given_day(chosen.first)
    if first is None:
        raise InputProblem("Say when it begins: --first 2027-01-01.")
    begun = Entry("", EntryKind(chosen.kind), "", first, month_end(first))
    return _keep(chosen, lambda _: begun)


def change_entry(chosen: argparse.Namespace) -> int:
    """Change an entry."""
    return _keep(chosen, lambda desk: desk.planning.programme.entry(chosen.entry))


def withdraw_entry(chosen: argparse.Namespace) -> int:
    """Take an entry out."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        desk.planning.programme.withdraw(chosen.entry)
    print(f"Taken out. {WENT_OUT}")
    return OK


def take_over(chosen: argparse.Namespace) -> int:
    """Make an entry of what follows from the settings."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        one = _of_key(desk, chosen.key)
        _tell(desk, desk.planning.programme.take_over(one), as_json=chosen.json)
    return OK


def take_over_focus(chosen: argparse.Namespace) -> int:
    """Enter a printed programme of focus anew."""
    month = given_month(chosen.month)
    if month is None:
        raise InputProblem("Say from which month on: --from 2026-11.")
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        made = desk.planning.programme.take_over_focus(chosen.programme, month)
    print(f"{len(made)} entries made. They go out with the next sync.")
    return OK


def mark_done(chosen: argparse.Namespace) -> int:
    """Say on which day something was done, or that it was not."""
    if chosen.undo and chosen.on:
        raise InputProblem("Choose --on or --undo.")
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        one = _of_key(desk, chosen.key)
        if not one.can_be_done:
            raise InputProblem(f"“{one.title}” does not come round, so it is not marked as done.")
        day = None if chosen.undo else given_day(chosen.on) or local_day(desk.clock.now())
        desk.planning.programme.mark_done(one.key, day)
    print(("Not done after all. " if day is None else f"Done on {day.isoformat()}. ") + WENT_OUT)
    return OK


def _add_fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--title", metavar="WORDS", help="what is planned")
    parser.add_argument("--first", metavar="DAY", help="the first day, as 2027-01-01")
    parser.add_argument("--last", metavar="DAY", help="the last day; the end of the first's month where it is left out")
    parser.add_argument("--for", dest="column", metavar="WORDS", help="the service")
    parser.add_argument("--origin", choices=[one.value for one in Origin], help="why it is done")
    parser.add_argument("--question", metavar="WORDS", help="the key line of enquiry")
    parser.add_argument("--by", metavar="WORDS", help="who does it")
    parser.add_argument("--to", metavar="WORDS", help="who hears of it")
    parser.add_argument("--group", action="append", metavar="WHO", help="of its group; may be repeated")
    parser.add_argument("--tool", action="append", metavar="ID", help="audits with this tool in its time belong to it")
    parser.add_argument("--audit", action="append", metavar="ID", help="this audit belongs to it; may be repeated")
    parser.add_argument("--workshop", metavar="DAY", help="the prioritisation workshop of a Service Quality Review")
    parser.add_argument("--note", metavar="WORDS")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def _keep(chosen: argparse.Namespace, begin: Callable[[Desk], Entry]) -> int:
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        tools = None if chosen.tool is None else tuple(desk.tool(one).id for one in chosen.tool)
        audits = None if chosen.audit is None else tuple(desk.open_audit(AuditId(one)).id for one in chosen.audit)
        entry = _filled_in(begin(desk), chosen)
        entry = replace(entry, tools=entry.tools if tools is None else tools)
        entry = replace(entry, audits=entry.audits if audits is None else audits)
        _tell(desk, desk.planning.programme.enter(entry), as_json=chosen.json)
    return OK


def _filled_in(entry: Entry, chosen: argparse.Namespace) -> Entry:
    first = given_day(chosen.first) or entry.first
    last = given_day(chosen.last) or (month_end(first) if not entry.id else entry.last)
    words = {name: value for name in WORDS if (value := getattr(chosen, name)) is not None}
    changed = replace(entry, first=first, last=last, workshop=given_day(chosen.workshop) or entry.workshop, **words)
    if chosen.kind is not None:
        changed = replace(changed, kind=EntryKind(chosen.kind))
    if chosen.origin is not None:
        changed = replace(changed, origin=Origin(chosen.origin))
    return changed if chosen.group is None else replace(changed, group=tuple(chosen.group))


def _span(chosen: argparse.Namespace, today: date) -> tuple[date, date]:
    if chosen.year is not None and chosen.month is not None:
        raise InputProblem("Choose --month or --year.")
    if chosen.year is not None:
        if not date.min.year <= chosen.year < date.max.year:
            raise InputProblem("Write the year as 2026.")
        return date(chosen.year, 1, 1), date(chosen.year, 12, 31)
    first = given_month(chosen.month) or today.replace(day=1)
    return first, month_end(first)


def _of_key(desk: Desk, key: str) -> Planned:
    """Return what is planned under a key, in the year that it names or in this one and the next."""
    year = local_day(desk.clock.now()).year
    years = [int(part[:4]) for part in key.split(":") if part[:4].isdecimal() and int(part[:4])] or [year]
    found = desk.planning.programme.between(date(min(years) - 1, 1, 1), date(min(max(years) + 1, 9998), 12, 31))
    one = next((each for each in found if each.key == key), None)
    if one is None:
        raise NotFound(f"Nothing is planned under {key}. “programme list --json” tells the keys.")
    return one


def _tell(desk: Desk, entry: Entry, *, as_json: bool) -> None:
    programme = desk.planning.programme
    stages, gathered = programme.stages(entry), programme.gathered(entry)
    if as_json:
        told = {"stages": [_stage(one) for one in stages], "gathered": [one.id for one in gathered]}
        print_json(_entry(entry) | told)
        return
    state = "  (withdrawn)" if entry.is_withdrawn else ""
    print(f"{entry.id}  {entry.kind.title}: {entry.title}, {entry.first} to {entry.last}{state}")
    for stage in stages:
        when = stage.words if stage.last is None else f"{stage.first} to {stage.last}"
        print(f"    {stage.step.what}: {when}")
    for one in gathered:
        print(f"    {one.day}  {one.tool_id}  {one.id}")


def _planned(one: Planned, today: date) -> dict[str, object]:
    return {
        "key": one.key,
        "kind": one.kind.value,
        "title": one.title,
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "for": one.column,
        "by": one.by,
        "to": one.to,
        "note": one.note,
        "tools": list(one.tools),
        "entry": one.entry.id if one.entry else None,
        "done": one.done.isoformat() if one.done else None,
        "overdue": one.is_overdue(today),
        "before_use": one.is_before_use,
    }


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "first": entry.first.isoformat(),
        "last": entry.last.isoformat(),
        "for": entry.column,
        **{name: getattr(entry, name) for name in WORDS if name != "column"},
        "origin": entry.origin.value if entry.origin else None,
        "group": list(entry.group),
        "tools": list(entry.tools),
        "audits": list(entry.audits),
        "workshop": entry.workshop.isoformat() if entry.workshop else None,
        "taken_from": entry.taken_from or None,
        "withdrawn": entry.is_withdrawn,
    }


def _stage(one: StageDate) -> dict[str, object]:
    return {
        "id": one.step.id,
        "what": one.step.what,
        "by": one.step.by,
        "first": one.first.isoformat() if one.first else None,
        "last": one.last.isoformat() if one.last else None,
        "when": one.words,
    }
