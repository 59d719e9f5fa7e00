"""Commands with which an open audit goes on with a newer version of its tool, and shows what it left behind."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.newer_version import Earlier, Move


def add_to(audit: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `audit go-on|earlier`."""
    going = audit.add_parser("go-on", parents=[shared], help="go on with a newer version of an open audit's tool")
    going.add_argument("audit", metavar="ID")
    going.add_argument("--version", default="", metavar="V", help="default: the version in use")
    going.add_argument("--preview", action="store_true", help="only say what it would do")
    going.add_argument("--json", action="store_true", help="print one JSON document")
    going.set_defaults(run=go_on)
    earlier = audit.add_parser(
        "earlier", parents=[shared], help="show what was answered for an earlier version and has no place any more"
    )
    earlier.add_argument("audit", metavar="ID")
    earlier.add_argument("--json", action="store_true", help="print one JSON document")
    earlier.set_defaults(run=show_earlier)


def go_on(chosen: argparse.Namespace) -> int:
    """Say what going on does, and do it unless only the preview is wanted."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit_id = AuditId(chosen.audit)
        plan = desk.go_on.preview(audit_id, chosen.version)
        if not chosen.preview:
            desk.go_on(audit_id, chosen.version)
    if chosen.json:
        print_json(_as_json(plan) | {"done": not chosen.preview})
        return OK
    print(f"{plan.before.title}: version {plan.before.version} → {plan.after.version}")
    print(f"Answers that stay: {plan.stays}")
    for item in plan.new:
        print(f"New: {f'{item.number} {item.label}'.strip()}")
    for one in plan.falls_away:
        print(f"Falls away: {one.title}: {one.words} ({one.why})")
    for one in plan.comes_back:
        print(f"Comes back: {one.title}: {one.words}")
    for part in plan.difference.parts:
        for change in part.changes:
            print(f"{part.title}: {change.sentence}")
    print("Nothing was changed." if chosen.preview else f"The audit goes on with version {plan.after.version}.")
    return OK


def show_earlier(chosen: argparse.Namespace) -> int:
    """Print what was written for earlier versions."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found = desk.go_on.earlier(AuditId(chosen.audit))
    if chosen.json:
        print_json([asdict(one.told) | {"author": one.author, "at": one.at.isoformat()} for one in found])
        return OK
    for one in found:
        print(f"{one.told.title}: {one.told.words} ({one.author}, {one.at:%Y-%m-%d %H:%M}). {one.told.why}".rstrip())
    if not found:
        print("Nothing that was written for an earlier version fell away.")
    return OK


def _as_json(plan: Move) -> dict[str, object]:
    def listed(some: tuple[Earlier, ...]) -> list[object]:
        return [asdict(one) for one in some]

    return {
        "tool": plan.before.id,
        "before": plan.before.version,
        "after": plan.after.version,
        "stays": plan.stays,
        "new": [{"id": item.id, "label": item.label} for item in plan.new],
        "falls_away": listed(plan.falls_away),
        "comes_back": listed(plan.comes_back),
        "changes": [
            {"part": part.title, "kind": change.kind.value, "about": change.about, "what": change.what,
             "before": change.before, "after": change.after}
            for part in plan.difference.parts
            for change in part.changes
        ],
    }  # fmt: skip
