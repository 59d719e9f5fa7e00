"""Commands that look again at signed audits, as validation panels and moderation meetings do."""

from __future__ import annotations

import argparse
from datetime import date

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain import dip_sample
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.services.look_again import LookAgainRequest


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `panel begin|second|check`."""
    kinds = commands.add_parser("panel", help="look again at signed audits").add_subparsers(
        required=True, metavar="WHAT"
    )
    begin = kinds.add_parser("begin", parents=[shared], help="begin the records of a panel or a moderation meeting")
    begin.add_argument("--tool", required=True, metavar="ID", help="as bra-validation-panel, slo-moderation")
    begin.add_argument(
        "--period", required=True, metavar="PERIOD", help="when they were signed: 2026-10, 2026-Q4, 2026"
    )
    which = begin.add_mutually_exclusive_group(required=True)
    which.add_argument("--draw", type=int, metavar="NUMBER", help="draw so many by chance")
    which.add_argument("--audit", action="append", default=[], metavar="ID", help="choose this one; may be repeated")
    begin.add_argument("--seed", default="", metavar="WORDS", help="what the order is drawn from; default: a new one")
    begin.add_argument("--theme", default="", metavar="WORDS", help="by which theme they were chosen")
    begin.add_argument("--json", action="store_true", help="print one JSON document")
    begin.set_defaults(run=begin_records)
    second = kinds.add_parser("second", parents=[shared], help="have a signed audit read a second time, blind")
    second.add_argument("audit", metavar="AUDIT")
    second.add_argument("--to", required=True, metavar="PERSON", help="a name, or an id of “people list --json”")
    second.add_argument("--due", type=date.fromisoformat, metavar="DATE", help="as 2026-12-31")
    second.set_defaults(run=give_second_reading)
    check = kinds.add_parser("check", parents=[shared], help="draw the audits of a record once more and compare")
    check.add_argument("record", metavar="AUDIT")
    check.set_defaults(run=check_record)


def begin_records(chosen: argparse.Namespace) -> int:
    """Begin the records."""
    request = LookAgainRequest(
        chosen.tool,
        ReportPeriod.parse(chosen.period),
        chosen.draw or 0,
        chosen.seed,
        tuple(AuditId(one) for one in chosen.audit),
        chosen.theme,
    )
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        made = desk.looking_again.again(request)
    if chosen.json:
        print_json([_as_json(one) for one in made])
        return OK
    for one in made:
        print(f"{one.id}  {one.tool.title}, {one.subject}")
    return OK


def give_second_reading(chosen: argparse.Namespace) -> int:
    """Give an audit to a second reader."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        made = desk.looking_again.second_reading(AuditId(chosen.audit), chosen.to, chosen.due)
    print(f"Allocated {made.id}. It goes out with the next sync, without what the first audit says.")
    return OK


def check_record(chosen: argparse.Namespace) -> int:
    """Draw once more."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        print(desk.looking_again.again.check(desk.open_audit(AuditId(chosen.record))))
    return OK


def _as_json(record: Audit) -> dict[str, object]:
    seed, period, hashed, number = dip_sample.said_of(record)
    draw = {"seed": seed, "period": period, "list_sha256": hashed, "drawn": number}
    return {"id": record.id, "tool": record.tool.id, "subject": record.subject, "draw": draw if seed else None}
