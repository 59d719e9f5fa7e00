"""Commands about the improvement actions of a service: list, record, next plan, raise, chase."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.actions import add_messages, write_messages
from qa_desktop.cli.given_day import given_day
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain import follow_up
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.improvement_list import ImprovementQuestion, ImprovementsShown
from qa_desktop.domain.origin import finished_lines, origin_of
from qa_desktop.errors import InputProblem
from qa_desktop.services.chase_actions import asked_lines
from qa_desktop.services.desk import Desk
from qa_desktop.services.raise_improvement import AS_A_WHOLE, NewLine, PlanOffer

DAY = "as 2026-12-31"


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `improvements list|record|next|raise|chase|plans`."""
    kinds = commands.add_parser(
        "improvements", help="improvement actions of the service, apart from those of cases"
    ).add_subparsers(required=True, metavar="WHAT")
    listing = kinds.add_parser("list", parents=[shared], help="list improvement actions of all plans")
    _add_question(listing)
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_improvements)
    _add_record(kinds, shared)
    following = kinds.add_parser("next", parents=[shared], help="begin the next plan from the last")
    following.add_argument("plan", metavar="PLAN", help="the last plan, signed")
    following.add_argument("--subject", default="", metavar="WORDS", help="what it is about, if something else")
    following.add_argument("--json", action="store_true", help="print one JSON document")
    following.set_defaults(run=begin_next)
    _add_raise(kinds, shared)
    chase = kinds.add_parser("chase", parents=[shared], help="write a message to each person: a draft or a letter")
    _add_question(chase)
    add_messages(chase)
    chase.set_defaults(run=chase_improvements)
    plans = kinds.add_parser("plans", parents=[shared], help="list the plans into which a line can be put")
    plans.add_argument("--json", action="store_true", help="print one JSON document")
    plans.set_defaults(run=list_plans)


def _add_question(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--overdue", dest="shown", action="store_const", const="overdue", help="past their date")
    which.add_argument(
        "--show", dest="shown", choices=[one.value for one in ImprovementsShown], help="open where left out"
    )
    parser.add_argument("--board", default="", metavar="BOARD", help="of this board or meeting")
    parser.add_argument("--service", default="", metavar="SERVICE", help="of a plan about this service")
    parser.add_argument("--person", default="", metavar="NAME", help="who has the action")
    parser.add_argument("--text", default="", metavar="WORDS", help="looked for in plan, action, person and impact")
    parser.set_defaults(shown="open")


def _add_record(kinds: Commands, shared: argparse.ArgumentParser) -> None:
    record = kinds.add_parser("record", parents=[shared], help="record what became of an improvement action")
    record.add_argument("plan", metavar="PLAN")
    record.add_argument("line", metavar="LINE", help="its id, as “improvements list” shows it")
    record.add_argument("--progress", choices=[one.value for one in Progress])
    record.add_argument("--done-on", metavar="DATE", help=DAY)
    record.add_argument("--impact", metavar="WORDS", help="what has changed, for children above all")
    record.add_argument("--on", metavar="DATE", help=f"the day on which the board looked at it, {DAY}")
    record.add_argument("--comment", metavar="WORDS")
    record.add_argument("--reason", metavar="WORDS", help="why it is not needed any more")
    record.add_argument("--approved-by", metavar="NAME", help="who approved that it is not done")
    record.add_argument("--json", action="store_true", help="print one JSON document")
    record.set_defaults(run=record_improvement)


def _add_raise(kinds: Commands, shared: argparse.ArgumentParser) -> None:
    raising = kinds.add_parser("raise", parents=[shared], help="put what follows from a finding into a plan")
    raising.add_argument("audit", metavar="AUDIT", help="the audit, moderation or panel with the finding")
    raising.add_argument("--question", default=AS_A_WHOLE, metavar="ID", help="the question of the finding")
    raising.add_argument("--what", required=True, metavar="WORDS", help="what is to be done")
    raising.add_argument("--who", required=True, metavar="NAME", help="who has it: a name or a role")
    raising.add_argument("--due", metavar="DATE", help=DAY)
    raising.add_argument("--plan", metavar="ID", help="the open plan, or the last one, from which the next is begun")
    raising.add_argument("--tool", metavar="ID", help="begin a first plan with this tool")
    raising.add_argument("--subject", default="", metavar="WORDS", help="what a first plan is about")
    raising.add_argument("--json", action="store_true", help="print one JSON document")
    raising.set_defaults(run=raise_improvement)


def list_improvements(chosen: argparse.Namespace) -> int:
    """Print the improvement actions that are asked for."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found = list(desk.improvements.list.all(_question(chosen)))
    if chosen.json:
        print_json([asdict(one) for one in found])
        return OK
    for one in found:
        mark = f" [{one.mark}]" if one.mark else ""
        impact = f" Impact: {one.impact}" if one.impact else ""
        print(f"{one.audit}  {one.id}  {one.due:10}  {one.state:10} {one.board}  {one.owner}: {one.what}{mark}{impact}")
    return OK


def chase_improvements(chosen: argparse.Namespace) -> int:
    """Write the messages."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        lines = desk.improvements.list
        drafts = desk.chase_actions.messages(asked_lines(lines.all(_question(chosen))), lines.today)
        return write_messages(desk.chase_actions, drafts, chosen)


def record_improvement(chosen: argparse.Namespace) -> int:
    """Record what became of one."""
    said = Review(
        reviewed_on=given_day(chosen.on),
        completed=chosen.comment,
        progress=Progress(chosen.progress) if chosen.progress else None,
        done_on=given_day(chosen.done_on),
        reason=chosen.reason,
        approved_by=chosen.approved_by,
        impact=chosen.impact,
    )
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        plan = desk.improvements.record(AuditId(chosen.plan), chosen.line, said)
    half = follow_up.supervision(plan, chosen.line)
    if chosen.json:
        print_json(
            {
                "plan": plan.id,
                "line": chosen.line,
                "progress": half.progress.value,
                "done_on": half.done_on.isoformat() if half.done_on else None,
                "impact": half.impact,
            }
        )
    else:
        print(f"Recorded. The action is: {half.progress.label.lower()}.")
    return OK


def begin_next(chosen: argparse.Namespace) -> int:
    """Begin the next plan."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        plan = desk.improvements.begin_next(AuditId(chosen.plan), chosen.subject)
        lines = [one for one in desk.improvements.list.all(ImprovementQuestion()) if one.audit == plan.id]
    finished = finished_lines(plan)
    if chosen.json:
        carried = [
            {"id": one.id, "what": one.what, "due": one.due, "history": origin_of(plan, one.id).history}
            | {"from": origin.value if (origin := origin_of(plan, one.id).carried) else None}
            for one in lines
        ]
        closed = [asdict(one) | {"progress": one.progress.value, "done_on": str(one.done_on or "")} for one in finished]
        print_json({"plan": plan.id, "after": chosen.plan, "carried": carried, "finished": closed})
    else:
        print(f"{plan.id}: {plan.tool.title}, {plan.subject}")
        print(f"Carried over: {len(lines)}. Finished since the last plan: {len(finished)}.")
    return OK


def list_plans(chosen: argparse.Namespace) -> int:
    """Print the plans that take a line."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        offers = desk.improvements.raise_from.offers()
    if chosen.json:
        print_json([asdict(one) for one in offers])
        return OK
    for one in offers:
        state = one.plan or (f"after {one.after}" if one.after else "to begin")
        print(f"{one.tool}  {state}  {one.title}  {one.subject}")
    return OK


def raise_improvement(chosen: argparse.Namespace) -> int:
    """Put a line into a plan."""
    line = NewLine(AuditId(chosen.audit), chosen.what, chosen.who, given_day(chosen.due), chosen.question)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        plan, key = desk.improvements.raise_from(line, _offer(desk, chosen))
    if chosen.json:
        print_json({"plan": plan.id, "line": key, "finding": chosen.audit})
    else:
        print(f"{plan.id}  {key}: put into {plan.tool.title}, {plan.subject}")
    return OK


def _question(chosen: argparse.Namespace) -> ImprovementQuestion:
    shown = ImprovementsShown(chosen.shown or "open")
    return ImprovementQuestion(shown, chosen.text, chosen.board, chosen.service, chosen.person)


def _offer(desk: Desk, chosen: argparse.Namespace) -> PlanOffer:
    if bool(chosen.plan) == bool(chosen.tool):
        raise InputProblem("Name either --plan, as “improvements plans” shows it, or --tool with --subject.")
    offers = desk.improvements.raise_from.offers()
    if chosen.plan:
        found = next((one for one in offers if chosen.plan in (one.plan, one.after)), None)
    else:
        found = next((one for one in offers if one.tool == chosen.tool and not one.plan and not one.after), None)
    if found is None:
        raise InputProblem("There is no such plan here. “improvements plans” shows those that take a line.")
    return found if chosen.plan else PlanOffer(found.tool, found.title, found.board, subject=chosen.subject)
