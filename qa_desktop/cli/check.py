"""The command that checks an audit before it is signed. It changes nothing unless it is told what to leave."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.errors import InputProblem
from qa_desktop.services.note_access import Access

if TYPE_CHECKING:
    from qa_desktop.domain.check_before_signing import Excerpt, Finding

NOTHING = "There is nothing to check. That is no verdict: only people read what an audit says."


def add_to(audit: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `audit check`."""
    check = audit.add_parser("check", parents=[shared], help="show what to look at once more before signing")
    check.add_argument("audit", metavar="ID")
    check.add_argument(
        "--watch-for",
        nargs="+",
        action="extend",
        default=[],
        metavar="NAME",
        help="names that must not stand in the note; nothing keeps them, but your shell may keep what you type",
    )
    check.add_argument(
        "--leave",
        nargs=2,
        action="append",
        default=[],
        metavar=("KIND", "FIELD"),
        help="record that a check of this kind is left as it is at a field, until the field is written anew",
    )
    check.add_argument("--json", action="store_true", help="print one JSON document")
    check.set_defaults(run=check_audit)


def check_audit(chosen: argparse.Namespace) -> int:
    """Print what to look at."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.open_audit(AuditId(chosen.audit))
        if chosen.json:
            desk.sharing.note_access([audit.id], Access.ANSWERS_EXPORTED)
        else:
            desk.sharing.note_access.looked(audit, Access.OPENED)
        found = desk.check_before_signing(audit, chosen.watch_for)
        if chosen.leave:
            audit = desk.record(audit, _decisions(found, chosen.leave)).audit
            found = desk.check_before_signing(audit, chosen.watch_for)
    if chosen.json:
        print_json({"audit": audit.id, "findings": [_as_json(one) for one in found]})
        return OK
    for one in found:
        print("\n".join(_lines(one)))
    if not found:
        print(NOTHING)
    return OK


def _decisions(found: Iterable[Finding], asked: Iterable[tuple[str, str]]) -> dict[str, Value]:
    by_place = {(one.kind.value, one.path): one for one in found}
    decisions: dict[str, Value] = {}
    for kind, path in asked:
        finding = by_place.get((kind, path))
        if finding is None:
            raise InputProblem(f"There is no check {kind} at {path}. “qa-desktop audit check” lists what there is.")
        if finding.needed:
            raise InputProblem(f"{finding.place}: {finding.message}. Signing asks for it, so it cannot be left.")
        decisions |= finding.decision
    return decisions


def _lines(one: Finding) -> list[str]:
    head = "Left as it is" if one.left else "Needed before signing" if one.needed else "Check this"
    lines = [f"{head}: {one.message}", f"  {one.place}"]
    lines += [f"  {_excerpt_words(excerpt)}" for excerpt in one.excerpts]
    return [*lines, f"  {one.kind.value} {one.path}"]


def _excerpt_words(excerpt: Excerpt) -> str:
    return f"{excerpt.before}[{excerpt.words}]{excerpt.after}"


def _as_json(one: Finding) -> dict[str, object]:
    return {
        "kind": one.kind.value,
        "step": one.step,
        "field": one.path,
        "go_to": one.goto,
        "place": one.place,
        "message": one.message,
        "excerpts": [asdict(excerpt) for excerpt in one.excerpts],
        "needed": one.needed,
        "left": one.left,
        "left_before": one.left_before,
    }
