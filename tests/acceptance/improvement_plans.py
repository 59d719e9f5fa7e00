"""Plans of the service for tests: lines by name, signed or still open."""

from __future__ import annotations

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.improvement_list import ImprovementQuestion, ImprovementsShown, TrackedImprovement
from qa_desktop.domain.operation import Value
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk
from tests.full_audits import signed_in_full

BRA, DUR = "bra-audit-action-plan", "dur-qib-action-plan"
PLAN = "CSC 2026 to 2027"
FIELDS = {
    BRA: {"what": "bra-aap.1", "owner": "bra-aap.1.owner", "due": "bra-aap.1.due", "progress": "bra-aap.1.status"},
    DUR: {"what": "dur-qib.1", "owner": "dur-qib.1.lead", "due": "dur-qib.1.due", "progress": "dur-qib.1.progress"},
}
IMPACT = {BRA: "answer/bra-aap.1.status@/comment", DUR: "answer/dur-qib.1.impact@/value"}
REST: dict[str, dict[str, Value]] = {
    BRA: {"bra-aap.1.source": "live_audit", "bra-aap.1.theme": "Chronologies", "bra-aap.1.priority": "high"},
    DUR: {"dur-qib.1.area": "Chronologies"},
}


def lines(tool: str, *told: tuple[str, str, str]) -> dict[str, Value]:
    """Return lines as (what, owner, due), the first in the row that is there from the beginning."""
    values: dict[str, Value] = {}
    for number, one in enumerate(told):
        instance = f"line-{number}" if number else ""
        if instance:
            values[paths.repeat("improvement", instance, "added")] = True
        named = dict(zip(("what", "owner", "due"), one, strict=True)) | {"progress": "not_started"}
        values |= {paths.answer(FIELDS[tool][name], instance=instance): value for name, value in named.items()}
        values |= {paths.answer(name, instance=instance): value for name, value in REST[tool].items()}
        values[IMPACT[tool].replace("@", f"@{instance}" if instance else "")] = None
    return values


THREE = (
    ("Chronologies on every file", "Team Manager North", "2026-11-30"),
    ("Danger statements in plain words", "Principal Social Worker", "2027-01-31"),
    ("Direct work recorded", "Team Manager North", "2026-12-31"),
)


def signed_plan(opened: OpenDesk, tool: str = BRA, subject: str = PLAN) -> Audit:
    """Return a plan with three lines, signed."""
    other = {paths.repeat("improvement", "entry-0000", "removed"): True}  # a row that answers to everything bring along
    return signed_in_full(opened.desk, tool, {**lines(tool, *THREE), **other}, subject)


def signed_as_it_is(opened: OpenDesk, plan: Audit) -> Audit:
    """Return a plan signed by its owner, with nothing else entered."""
    desk = opened.desk
    return desk.sign_audit(desk.record_signature.typed(plan, [("auditor", desk.owner.name)]).id)


def begun(opened: OpenDesk, tool: str = BRA, subject: str = PLAN) -> Audit:
    """Return a plan begun about the same."""
    return opened.desk.start_audit(StartRequest(tool, subject))


def listed(
    opened: OpenDesk,
    shown: ImprovementsShown = ImprovementsShown.OPEN,
    *,
    text: str = "",
    board: str = "",
    owner: str = "",
) -> list[TrackedImprovement]:
    return list(opened.desk.improvements.list.all(ImprovementQuestion(shown, text, board, owner=owner)))


def words(found: list[TrackedImprovement]) -> list[str]:
    return [one.what for one in found]
