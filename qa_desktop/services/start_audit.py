"""Start an audit: pin the tool version, fill the header, say who takes part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain import paths
from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.look_back import TYPE_PATH, usual_period
from qa_desktop.domain.operation import Change, OperationKind, Stream, Value
from qa_desktop.domain.ports import LocalStore, NewIds
from qa_desktop.domain.record import AuditRecord, AuditState
from qa_desktop.domain.repeats import from_the_beginning
from qa_desktop.domain.tool import Item, Tool, plain_id
from qa_desktop.errors import InputProblem, Mistake, SeveralProblems
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import computed_values, summary_of, with_values

LONGEST_REFERENCE = 200


@dataclass(frozen=True, slots=True)
class StartRequest:
    """What is known at the start. `fields` holds further values by path (about, header, answers ...)."""

    tool_id: str
    subject: str
    practitioner: str = ""
    tool_version: str | None = None
    on: date | None = None
    fields: Mapping[str, Value] = field(default_factory=dict)
    after: AuditId | None = None
    """The plan from which a plan of the service goes on; where nothing is said, the last one about the same."""


@dataclass(frozen=True, slots=True)
class ToolAccess:
    """How the library's tools are reached and kept."""

    get: Callable[[str, str | None], Tool]
    demand_in_use: Callable[[Tool], None]
    """Raises NotAllowed where a version is retired."""
    canonical: Callable[[Tool], bytes]
    carried: Callable[[Tool, StartRequest], Mapping[str, Value]] = lambda _tool, _request: {}
    """Returns what a plan of the service takes over from the last one."""


class StartAudit:
    """Creates audits."""

    def __init__(
        self, store: LocalStore, tools: ToolAccess, open_audit: OpenAudit, clock: Clock, new_id: NewIds
    ) -> None:
        self._store = store
        self._tools = tools
        self._open = open_audit
        self._clock = clock
        self._new_id = new_id

    def __call__(self, request: StartRequest) -> Audit:
        """Create the audit in one transaction and return it.

        Raises NotFound for an unknown tool, NotAllowed for a retired one, InputProblem for
        a missing subject, SeveralProblems for wrong fields.
        """
        tool = self._tools.get(request.tool_id, request.tool_version)
        self._tools.demand_in_use(tool)
        given = {**self._tools.carried(tool, request), **request.fields}
        begun = {**self._starting_rows(tool, given), **given}
        return self.with_tool(tool, replace(request, fields=begun))

    def with_tool(self, tool: Tool, request: StartRequest) -> Audit:
        """Create the audit with this very tool, as an amendment does; see above for what is raised."""
        subject = request.subject.strip()
        if not subject:
            raise InputProblem(f"Enter the {tool.words.case_reference}. An audit needs to say what it is about.")
        if len(subject) > LONGEST_REFERENCE:
            raise InputProblem(f"Shorten the {tool.words.case_reference} to {LONGEST_REFERENCE} characters at most.")
        values = self._values(tool, request, subject)
        mistakes = tuple(
            Mistake(message, path) for path, value in values.items() if (message := check_value(tool, path, value))
        )
        if mistakes:
            raise SeveralProblems("The audit was not started, because some of this cannot be accepted:", mistakes)
        return self._create(tool, values)

    def _create(self, tool: Tool, values: Mapping[str, Value]) -> Audit:
        audit_id = AuditId(self._new_id())
        private = tool.private or values.get(paths.SAMPLE) is True
        now, owner = self._clock.now(), self._store.owner.id
        record = AuditRecord(audit_id, tool.id, tool.version, tool.content_hash, AuditState.DRAFT, now, owner, {})
        values = {**values, **computed_values(with_values(read_audit(record, tool), values))}
        stream = Stream(audit_id, paths.stream_name("audit", self._store.owner.id, is_private=private))
        facts: dict[str, Value] = {
            "tool_id": tool.id,
            "tool_version": tool.version,
            "tool_hash": tool.content_hash,
            "subject_kind": tool.subject.value,
            "authority": tool.authority_code,
        }
        changes = [Change(stream, "audit", None, kind=OperationKind.CREATE, facts=facts)]
        changes += [
            Change(stream, path, value, paths.is_fact(path, tool.item(paths.Path.parse(path).key)))
            for path, value in values.items()
        ]
        self._store.keep_tool(tool.content_hash, self._tools.canonical(tool))
        update = summary_of(with_values(read_audit(record, tool), values))
        self._store.append(changes, summary={audit_id: update})
        return self._open(audit_id)

    def _values(self, tool: Tool, request: StartRequest, subject: str) -> dict[str, Value]:
        day = request.on or local_day(self._clock.now())
        values: dict[str, Value] = {
            paths.SUBJECT: subject,
            paths.about("audit_date"): day.isoformat(),
            paths.about("auditor"): self._store.owner.name,
            paths.entry("sitting", self._new_id(), "day"): day.isoformat(),
        }
        if request.practitioner.strip():
            values[paths.about("practitioner")] = request.practitioner.strip()
        period = usual_period(tool, request.fields.get(TYPE_PATH), day)
        if period:
            values[paths.about("period_from")], values[paths.about("period_to")] = (one.isoformat() for one in period)
        for item in tool.header:
            filled = self._prefill(item, request, day)
            if filled:
                values[paths.header(item.id)] = filled
        return {**values, **request.fields}

    def _starting_rows(self, tool: Tool, given: Mapping[str, Value]) -> dict[str, Value]:
        """Return the rows with which a table begins, unless other answers were given for its section."""
        values: dict[str, Value] = {}
        for section in tool.sections:
            own = {str(item.id) for item in section.items}
            if section.repeat is None or any(plain_id(paths.Path.parse(path).key) in own for path in given):
                continue
            there = from_the_beginning(section.repeat)
            added = sorted(self._new_id() for _ in section.repeat.start[len(there) :])
            for instance, row in zip((*there, *added), section.repeat.start, strict=False):
                if instance in added:
                    values[paths.repeat(section.id, instance, "added")] = True
                values |= {paths.answer(name, instance=instance): value for name, value in row}
        return values

    def _prefill(self, item: Item, request: StartRequest, day: date) -> str:
        known = {
            "subject": request.subject.strip(),
            "auditor": self._store.owner.name,
            "practitioner": request.practitioner.strip(),
            "today": day.isoformat(),
        }
        return known.get(item.prefill, "")
