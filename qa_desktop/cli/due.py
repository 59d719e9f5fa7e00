"""The command that lists what need not be kept any more. It disposes of nothing."""

from __future__ import annotations

import argparse

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.given_day import given_day
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.clock import local_day
from qa_desktop.services.list_due import NO_PERIODS, DueRecord


def add_to(audit: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `audit due-for-disposal`."""
    due = audit.add_parser(
        "due-for-disposal", parents=[shared], help="list what has been kept for as long as your authority says"
    )
    due.add_argument("--on", metavar="DATE", help="the day to ask for, as 2027-01-31; today where it is left out")
    due.add_argument("--json", action="store_true", help="print one JSON document")
    due.set_defaults(run=list_due)


def list_due(chosen: argparse.Namespace) -> int:
    """Print what is due."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        day = given_day(chosen.on) or local_day(desk.clock.now())
        found, periods = desk.due(day), desk.due.periods
    if chosen.json:
        print_json({"day": day.isoformat(), "periods": len(periods), "due": [_as_json(one) for one in found]})
        return OK
    if not periods:
        print(NO_PERIODS)
        return OK
    for one in found:
        asked = "  disposal asked" if one.is_asked else ""
        print(f"{one.audit}  {_until(one)}  {one.period.kind.value}  {one.title}{asked}")
        print(f"  {one.period.law}")
    if not found:
        print(f"Nothing is due on {day.isoformat()}. What is on hold is never due.")
    return OK


def _until(one: DueRecord) -> str:
    if one.ended is None:
        return f"look up {one.period.start.title}"
    return f"due since {one.ended.isoformat()}"


def _as_json(one: DueRecord) -> dict[str, object]:
    return {
        "audit": one.audit,
        "title": one.title,
        "kind": one.period.kind.value,
        "months": one.period.months,
        "start": one.period.start.value,
        "law": one.period.law,
        "began": None if one.began is None else one.began.isoformat(),
        "due_since": None if one.ended is None else one.ended.isoformat(),
        "disposal_asked": one.is_asked,
    }
