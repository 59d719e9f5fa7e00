"""Begin the next plan of the service from the last: what is not finished is carried over (R-104, R-106)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.carry_plan import carried_values, open_lines
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.ports import NewIds
from qa_desktop.domain.tool import Tool
from qa_desktop.errors import NotAllowed
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.start_audit import StartAudit, StartRequest

NO_PLAN = "This is no plan of the service. The next one begins from the last plan with improvement actions."


@dataclass(frozen=True, slots=True)
class PlanStore:
    """What is read of plans beside the plans themselves."""

    last: Callable[[str, str], AuditId | None]
    """Takes the tool and what a plan is about; returns the last signed one."""
    begun: Callable[[AuditId], AuditId | None]
    """Returns the plan that was begun from one, where one was."""


class CarryPlan:
    """Finds what a new plan begins with."""

    def __init__(self, store: PlanStore, open_audit: OpenAudit, new_id: NewIds) -> None:
        self._store = store
        self._open = open_audit
        self._new_id = new_id

    def __call__(self, tool: Tool, request: StartRequest) -> Mapping[str, Value]:
        """Return what a record with the tool begins with: nothing where it is no plan, or the first of its kind."""
        if tool.improvement is None:
            return {}
        last = request.after or self._store.last(tool.id, request.subject.strip())
        if last is None:
            return {}
        plan = self._open(last)
        ids = sorted(self._new_id() for _ in open_lines(plan))
        return carried_values(tool, plan, request.fields, ids)


class BeginNextPlan:
    """Begins the next plan, or goes on with the one that was begun."""

    def __init__(self, store: PlanStore, open_audit: OpenAudit, start: StartAudit) -> None:
        self._store = store
        self._open = open_audit
        self._start = start

    def __call__(self, plan_id: AuditId, subject: str = "") -> Audit:
        """Return the plan that follows one, begun now where none is; `subject` is what it is about, if something else.

        Raises NotAllowed where it is no plan of the service, is not signed or on hold.
        """
        plan = self._open(plan_id)
        if plan.tool.improvement is None:
            raise NotAllowed(NO_PLAN)
        if not plan.is_signed:
            raise NotAllowed("This plan is not signed yet. Go on with it; the next one begins from it once it is.")
        if plan.record.is_held:
            raise NotAllowed(plan.record.read_only_reason)
        begun = self._store.begun(plan_id)
        if begun is not None:
            return self._open(begun)
        return self._start(StartRequest(plan.tool.id, subject.strip() or plan.subject, after=plan_id))
