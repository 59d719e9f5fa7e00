"""Commands about the actions of signed audits: list, review, check, reassign, chase; and the follow-up of an audit."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.given_day import given_day
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain import follow_up
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.closing import Closing
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.tracker import ActionQuestion, ActionsShown
from qa_desktop.services.chase_actions import ChaseActions, Draft

DAY = "as 2026-12-31"


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `actions list|review|check|reassign|chase`."""
    kinds = commands.add_parser("actions", help="follow the actions of signed audits").add_subparsers(
        required=True, metavar="WHAT"
    )
    listing = kinds.add_parser("list", parents=[shared], help="list actions, soonest due first")
    _add_question(listing)
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_actions)
    _add_review(kinds, shared)
    check = kinds.add_parser("check", parents=[shared], help="record that you looked whether an action is done")
    _add_action(check)
    check.add_argument("--on", metavar="DATE", help=f"{DAY}; today where left out")
    check.set_defaults(run=check_action)
    reassign = kinds.add_parser("reassign", parents=[shared], help="give an action to somebody else")
    _add_action(reassign)
    reassign.add_argument("--to", required=True, metavar="PERSON", help="a name, an id of “people list”, or a role")
    reassign.set_defaults(run=reassign_action)
    chase = kinds.add_parser("chase", parents=[shared], help="write a message to each person: a draft or a letter")
    _add_question(chase)
    add_messages(chase)
    chase.set_defaults(run=chase_actions)


def add_to(kinds: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `audit re-audit|record|follow-up|discussed|met`."""
    again = kinds.add_parser("re-audit", parents=[shared], help="start a new audit of the same case")
    again.add_argument("audit", metavar="ID")
    again.add_argument("--json", action="store_true", help="print one JSON document")
    again.set_defaults(run=re_audit)
    record = kinds.add_parser("record", parents=[shared], help="begin the record that follows a poor grade up")
    record.add_argument("audit", metavar="ID")
    record.add_argument("--json", action="store_true", help="print one JSON document")
    record.set_defaults(run=begin_record)
    follow = kinds.add_parser("follow-up", parents=[shared], help="show what became of a signed audit")
    follow.add_argument("audit", metavar="ID")
    follow.add_argument("--json", action="store_true", help="print one JSON document")
    follow.set_defaults(run=show_follow_up)
    discussed = kinds.add_parser("discussed", parents=[shared], help="record the talk about it in supervision")
    discussed.add_argument("audit", metavar="ID")
    discussed.add_argument("--on", required=True, metavar="DATE", help=DAY)
    discussed.add_argument("--words", default="", metavar="WORDS", help="what was talked about")
    discussed.set_defaults(run=discuss)
    met = kinds.add_parser("met", parents=[shared], help="record when what a date asks for was done")
    met.add_argument("audit", metavar="ID")
    met.add_argument("date", metavar="DEADLINE", help="its id, as “audit follow-up” shows it")
    met.add_argument("--on", required=True, metavar="DATE", help=DAY)
    met.add_argument("--note", default="", metavar="WORDS")
    met.set_defaults(run=meet)


def add_messages(parser: argparse.ArgumentParser) -> None:
    """Add where messages are written, and in which form."""
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder for the messages")
    parser.add_argument("--letters", action="store_true", help="write letters to print, as PDF, in place of e-mails")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def write_messages(chase: ChaseActions, drafts: tuple[Draft, ...], chosen: argparse.Namespace) -> int:
    """Write the messages, and print which file is whose."""
    files = chase.print_letters(drafts, chosen.out) if chosen.letters else chase.save(drafts, chosen.out)
    told = [
        {"to": draft.to, "address": draft.address, "count": draft.count, "file": str(file)}
        for draft, file in zip(drafts, files, strict=True)
    ]
    if chosen.json:
        print_json(told)
    else:
        for one in told:
            print(f"{one['file']}  {one['to']}: {one['count']}")
    return OK


def _add_question(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--overdue", dest="shown", action="store_const", const="overdue", help="past their date")
    which.add_argument(
        "--show", dest="shown", choices=[one.value for one in ActionsShown], help="which ones; open where left out"
    )
    parser.add_argument("--team", default="", metavar="TEAM", help="as it was called at the audit")
    parser.add_argument("--person", default="", metavar="NAME", help="who has the action")
    parser.add_argument("--text", default="", metavar="WORDS", help="looked for in case, action, person and team")
    parser.set_defaults(shown="open")


def _add_review(kinds: Commands, shared: argparse.ArgumentParser) -> None:
    review = kinds.add_parser("review", parents=[shared], help="fill in the supervision half of an action")
    _add_action(review)
    review.add_argument("--on", metavar="DATE", help=f"the day of the review, {DAY}")
    review.add_argument("--comment", metavar="WORDS", help="completed, or comments")
    review.add_argument("--initials", metavar="LETTERS")
    review.add_argument("--progress", choices=[one.value for one in Progress])
    review.add_argument("--done-on", metavar="DATE", help=DAY)
    review.add_argument("--reason", metavar="WORDS", help="why it is not needed any more")
    review.add_argument("--approved-by", metavar="NAME", help="who approved that it is not done")
    review.set_defaults(run=review_action)


def _add_action(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("audit", metavar="AUDIT")
    parser.add_argument("action", metavar="ACTION", help="its id, as “actions list” shows it")


def list_actions(chosen: argparse.Namespace) -> int:
    """Print the actions that are asked for."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found = list(desk.actions.all(_question(chosen)))
    if chosen.json:
        print_json([asdict(one) for one in found])
        return OK
    for one in found:
        print(f"{one.audit}  {one.id}  {one.due:10}  {one.state:10} {one.subject:16} {one.owner}: {one.what}")
    return OK


def review_action(chosen: argparse.Namespace) -> int:
    """Fill in the supervision half."""
    said = Review(
        reviewed_on=given_day(chosen.on),
        completed=chosen.comment,
        initials=chosen.initials,
        progress=Progress(chosen.progress) if chosen.progress else None,
        done_on=given_day(chosen.done_on),
        reason=chosen.reason,
        approved_by=chosen.approved_by,
    )
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.follow_up.review(AuditId(chosen.audit), chosen.action, said)
    print(f"Recorded. The action is: {follow_up.supervision(audit, chosen.action).progress.label.lower()}.")
    return OK


def check_action(chosen: argparse.Namespace) -> int:
    """Record a check."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        desk.follow_up.check(AuditId(chosen.audit), chosen.action, given_day(chosen.on))
    print("Checked.")
    return OK


def reassign_action(chosen: argparse.Namespace) -> int:
    """Give an action to somebody else."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.follow_up.reassign(AuditId(chosen.audit), chosen.action, chosen.to)
    owner = next(follow_up.owner_of(audit, one) for one in audit.actions if one.id == chosen.action)
    print(f"{owner.name} has the action now.")
    return OK


def chase_actions(chosen: argparse.Namespace) -> int:
    """Write the messages."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        drafts = desk.chase_actions(desk.actions.all(_question(chosen)), desk.actions.today)
        return write_messages(desk.chase_actions, drafts, chosen)


def re_audit(chosen: argparse.Namespace) -> int:
    """Start a re-audit."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.re_audit(AuditId(chosen.audit))
    if chosen.json:
        print_json({"audit": audit.id, "tool": audit.tool.id, "subject": audit.subject, "re_audit_of": chosen.audit})
    else:
        print(f"Started {audit.id}, a re-audit after {chosen.audit}: {audit.tool.title}, {audit.subject}")
    return OK


def begin_record(chosen: argparse.Namespace) -> int:
    """Begin the record of an audit, or show the one that was begun."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        record = desk.begin_record(AuditId(chosen.audit))
    if chosen.json:
        print_json({"audit": record.id, "tool": record.tool.id, "subject": record.subject, "follows": chosen.audit})
    else:
        print(f"{record.id}: {record.tool.title}, {record.subject}")
    return OK


def show_follow_up(chosen: argparse.Namespace) -> int:
    """Print how far an audit is from being closed."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.open_audit(AuditId(chosen.audit))
        found = desk.follow_up.closing(audit)
    if chosen.json:
        print_json(_as_json(audit, found))
        return OK
    for action in audit.actions:
        half = follow_up.supervision(audit, action.id)
        print(f"{action.id}  {half.progress.label:22} {follow_up.owner_of(audit, action).name}: {action.what}")
    for task in found.tasks:
        print(f"{task.rule.id}  {task.on}  {'done' if task.is_done else 'open'}  {task.rule.label}")
    print("Closed." if found.is_closed else "Not closed.")
    return OK


def discuss(chosen: argparse.Namespace) -> int:
    """Record the talk in supervision."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        desk.follow_up.discuss(AuditId(chosen.audit), given_day(chosen.on), chosen.words)
    print("Recorded.")
    return OK


def meet(chosen: argparse.Namespace) -> int:
    """Record that a date was met."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        desk.follow_up.meet(AuditId(chosen.audit), chosen.date, given_day(chosen.on), chosen.note)
    print("Recorded.")
    return OK


def _question(chosen: argparse.Namespace) -> ActionQuestion:
    return ActionQuestion(ActionsShown(chosen.shown or "open"), chosen.text, chosen.team, chosen.person)


def _as_json(audit: Audit, found: Closing) -> dict[str, object]:
    halves = {one.id: follow_up.supervision(audit, one.id) for one in audit.actions}
    actions = [
        {
            "id": one.id,
            "what": one.what,
            "owner": follow_up.owner_of(audit, one).name,
            "progress": halves[one.id].progress.value,
            "reviewed_on": _day(halves[one.id].reviewed_on),
            "completed": halves[one.id].completed,
            "initials": halves[one.id].initials,
            "checked_by": halves[one.id].checked_by,
            "checked_on": _day(halves[one.id].checked_on),
        }
        for one in audit.actions
    ]
    tasks = [
        {"id": one.rule.id, "label": one.rule.label, "on": _day(one.on), "done": one.is_done} for one in found.tasks
    ]
    return {
        "audit": audit.id,
        "discussed_on": audit.value(follow_up.DISCUSSED_ON),
        "actions": actions,
        "dates": tasks,
        "wants_record": found.wants_record,
        "improved": found.improved,
        "closed": found.is_closed,
    }


def _day(day: object) -> str | None:
    return str(day) if day is not None else None
