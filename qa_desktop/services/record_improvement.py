"""Record what became of an improvement action, without changing the plan that was signed (PRACTICE P-42)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.improvement import draft_values, followed_actions
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.services.follow_up_audit import FollowUp
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import RecordAnswer

ONLY_IN_PLAN = (
    "This plan is not signed yet: how far a line is and its impact are answers of the plan itself. Day, comment, and "
    "that a line is not needed any more, with its reason and approver, are recorded once it is signed."
)


@dataclass(frozen=True, slots=True)
class PlanWriting:
    """What recording does with others' help."""

    open_audit: OpenAudit
    record: RecordAnswer
    follow_up: FollowUp


class RecordImprovement:
    """Writes beside a signed plan, and into one that is not signed."""

    def __init__(self, newer: Callable[[AuditId, str], AuditId | None], writing: PlanWriting) -> None:
        """`newer` returns the plan that has a line now; None where it is the one that is asked about."""
        self._newer = newer
        self._do = writing

    def __call__(self, plan_id: AuditId, line: str, said: Review) -> Audit:
        """Record how far a line is and what became of it; return the plan.

        Raises NotFound for an unknown line, NotAllowed where a newer plan has it or the plan does not ask for it yet,
        SeveralProblems as following up an action does.
        """
        plan = self._do.open_audit(plan_id)
        if plan.tool.improvement is None or all(one.id != line for one in followed_actions(plan)):
            raise NotFound(f"There is no improvement action “{line}” in this plan. See “improvements list”.")
        newer = self._newer(plan_id, line)
        if newer is not None:
            raise NotAllowed(f"This line stands in a newer plan now, {newer}. Record there what became of it.")
        if plan.is_signed:
            return self._do.follow_up.review(plan_id, line, said)
        values = draft_values(plan, line, said.progress, said.impact)
        asked = (said.progress, said.impact)
        others = (said.reviewed_on, said.completed, said.initials, said.done_on, said.reason, said.approved_by)
        if any(others) or said.progress is Progress.NOT_NEEDED or len(values) < sum(one is not None for one in asked):
            raise NotAllowed(ONLY_IN_PLAN)
        return self._do.record(plan, values).audit if values else plan
