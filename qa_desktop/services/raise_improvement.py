"""Raise an improvement action of the service from the finding of an audit, moderation or panel (R-052, R-104)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.improvement import section_of
from qa_desktop.domain.operation import Value
from qa_desktop.domain.origin import Origin, origin_values
from qa_desktop.domain.origin_place import Place
from qa_desktop.domain.ports import NewIds
from qa_desktop.domain.record import Person, Role
from qa_desktop.domain.repeats import from_the_beginning
from qa_desktop.domain.tool import Section, Tool
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from qa_desktop.services.carry_plan import BeginNextPlan
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import RecordAnswer
from qa_desktop.services.start_audit import StartAudit, StartRequest

RAISE = frozenset({Role.MANAGER, Role.HEAD_OF_SERVICE, Role.QA_OFFICER, Role.MODERATOR})
"""Who raises improvement actions: those who speak for a service, a board or a panel."""
NOT_THEIRS = "A manager, head of service, moderator or QA officer raises improvement actions."
AS_A_WHOLE = "audit"
"""Stands for the question where a finding is of the audit as a whole."""


@dataclass(frozen=True, slots=True)
class PlanOffer:
    """A plan in which a line can be put: one that is open here, or the next one, which is begun with the line."""

    tool: str
    title: str
    board: str
    plan: AuditId | None = None
    """The plan that is open; None where one is begun."""
    subject: str = ""
    """What the plan is about."""
    after: AuditId | None = None
    """The last plan, from which the next one goes on."""


@dataclass(frozen=True, slots=True)
class NewLine:
    """What is to be done because of a finding."""

    finding: AuditId
    what: str
    who: str
    due: date | None
    question: str = AS_A_WHOLE
    """The question of the finding."""


@dataclass(frozen=True, slots=True)
class RaiseStore:
    """What is read beside the audits."""

    owner: Person
    tools: Callable[[], Iterable[Tool]]
    """Returns the tools of the authority that are plans of the service."""
    open_plans: Callable[[str], tuple[AuditId, ...]]
    last_plans: Callable[[str], tuple[AuditId, ...]]
    """Take a tool; return the plans that are open here, and the last signed one about each thing."""


@dataclass(frozen=True, slots=True)
class RaiseServices:
    """What raising does with others' help."""

    open_audit: OpenAudit
    start: StartAudit
    record: RecordAnswer
    begin_next: BeginNextPlan


class RaiseImprovement:
    """Puts a line into a plan of the service that says from which finding it comes."""

    def __init__(self, store: RaiseStore, services: RaiseServices, new_id: NewIds) -> None:
        self._store = store
        self._do = services
        self._new_id = new_id

    @property
    def may_raise(self) -> bool:
        """Whether the owner of the profile raises improvement actions."""
        return self._store.owner.role in RAISE

    def offers(self) -> tuple[PlanOffer, ...]:
        """Return the plans in which a line can be put: open ones first, then those that can be begun."""
        found: list[PlanOffer] = []
        for tool in self._store.tools():
            board = tool.improvement.board if tool.improvement else ""
            for plan_id in self._store.open_plans(tool.id):
                plan = self._do.open_audit(plan_id)
                if plan.record.owner in ("", self._store.owner.id):
                    found.append(PlanOffer(tool.id, tool.title, board, plan_id, plan.subject))
            begun = {one.subject for one in found if one.tool == tool.id}
            last = [self._do.open_audit(one) for one in self._store.last_plans(tool.id)]
            found += [
                PlanOffer(tool.id, tool.title, board, None, one.subject, one.id)
                for one in last
                if one.subject not in begun
            ]
            found.append(PlanOffer(tool.id, tool.title, board))
        return tuple(sorted(found, key=lambda one: (one.plan is None, one.after is None, one.title, one.subject)))

    def __call__(self, line: NewLine, offer: PlanOffer) -> tuple[Audit, str]:
        """Put the line into the plan, begun for it where none is open; return the plan and the line's key.

        Raises NotAllowed for others, InputProblem where it does not say what, whose, or about what a new plan is.
        """
        if not self.may_raise:
            raise NotAllowed(NOT_THEIRS)
        if not line.what.strip() or not line.who.strip():
            raise InputProblem("Say what is to be done, and who has it: a name or a role.")
        origin = Origin(finding=self._finding(line))
        plan = self._plan(offer)
        values, key = self._values(plan, line)
        return self._do.record(plan, {**values, **origin_values(key, origin)}).audit, key

    def _finding(self, line: NewLine) -> Place:
        audit = self._do.open_audit(line.finding)
        if line.question != AS_A_WHOLE and audit.tool.item(line.question) is None:
            raise NotFound(f"{audit.tool.title} has no question “{line.question}”.")
        day = audit.last_meeting()
        return Place(audit.id, f"{audit.tool.title}, {day:%B %Y}" if day else audit.tool.title, line.question)

    def _plan(self, offer: PlanOffer) -> Audit:
        if offer.plan is not None:
            plan = self._do.open_audit(offer.plan)
            if plan.is_signed:
                raise NotAllowed("This plan is signed. Begin the next one, and put the line there.")
            return plan
        if offer.after is not None:
            return self._do.begin_next(offer.after)
        return self._do.start(StartRequest(offer.tool, offer.subject))

    def _values(self, plan: Audit, line: NewLine) -> tuple[dict[str, Value], str]:
        rule, what, who = plan.tool.improvement, line.what.strip(), " ".join(line.who.split())
        due = line.due.isoformat() if line.due else None
        if rule is None:
            raise NotAllowed("This is no plan of the service. Choose one that has improvement actions.")
        section = section_of(plan.tool, rule) if rule.what else None
        if section is None:
            key = self._new_id()
            told: dict[str, Value] = {"what": what, "who": who, "due": due}
            return {paths.entry("action", key, field): value for field, value in told.items() if value}, key
        row = self._free_row(plan, section)
        values: dict[str, Value] = {paths.answer(rule.what, instance=row): what}
        values |= {paths.answer(rule.owner, instance=row): who} if rule.owner else {}
        values |= {paths.answer(rule.due, instance=row): due} if rule.due and due else {}
        if section.repeat is not None and row not in from_the_beginning(section.repeat):
            values[paths.repeat(section.id, row, "added")] = True
        return values, paths.line_key(rule.what, row)

    def _free_row(self, plan: Audit, section: Section) -> str:
        """Return a row in which nothing was answered yet, else a new one."""
        for part in plan.parts(section):
            if not any(plan.answer(item.id).is_touched for item in part.section.items):
                return part.instance
        return self._new_id()
