"""Carries what was chosen on the start page to a new audit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.look_back import AUDIT_TYPE, TYPE_PATH, period_words, types_with_a_period, usual_period
from qa_desktop.domain.operation import Value
from qa_desktop.domain.ports import NewIds
from qa_desktop.domain.tool import SubjectKind, Tool
from qa_desktop.errors import QaDesktopError, SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.background import Job, Phrased, Worker, page_of
from qa_desktop.ui.presenters.tools import ToolsDesk


class Ways(Protocol):
    """How the authority works."""

    def as_used(self, tool: Tool) -> Tool:
        """Return a tool with its words, dates and recipients."""
        ...


class StartDesk(ToolsDesk, Protocol):
    """The services that starting an audit needs."""

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def new_id(self) -> NewIds:
        """Makes identities."""
        ...

    @property
    def check_reference(self) -> Callable[[str], tuple[str, ...]]:
        """Return a warning for each thing in a reference that could identify a child."""
        ...

    @property
    def authority_settings(self) -> Ways:
        """How the authority works."""
        ...

    @property
    def start_audit(self) -> Callable[[StartRequest], Audit]:
        """Start it."""
        ...


@dataclass(frozen=True, slots=True)
class TypeChoice:
    """A type of audit, and where its usual period begins."""

    code: str
    label: str
    period_from: date


@dataclass(frozen=True, slots=True)
class StartForm:
    """What the page asks about an audit with a tool, in the tool's own words."""

    tool_id: str
    tool_title: str
    authority: str
    reference_label: str
    practitioner_label: str
    """Empty where the tool names no practitioner."""
    period_from: date | None
    period_to: date | None
    period_words: str
    is_about_a_case: bool
    manager_label: str = "Line manager"
    type_label: str = ""
    types: tuple[TypeChoice, ...] = ()
    """The types of audit, where each may have a period of its own."""

    def usual_from(self, audit_type: str) -> date | None:
        """Return where the usual period of a type begins."""
        return next((one.period_from for one in self.types if one.code == audit_type), self.period_from)


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody else who takes part or should have."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class StartChoice:
    """What a person filled in."""

    tool_id: str
    reference: str
    practitioner: str = ""
    period_from: date | None = None
    period_to: date | None = None
    period_reason: str = ""
    participants: tuple[Participant, ...] = ()
    audit_type: str = ""
    """The code of its type, where the page asked for it."""


def start_form(tool: Tool, today: date) -> StartForm:
    """Return what to ask for a tool."""
    period = usual_period(tool, None, today)
    type_field = tool.item(AUDIT_TYPE)
    return StartForm(
        tool_id=tool.id,
        tool_title=tool.title,
        authority=tool.authority,
        reference_label=tool.words.case_reference,
        practitioner_label=tool.words.practitioner if tool.has_practitioner else "",
        period_from=period[0] if period else None,
        period_to=period[1] if period else None,
        period_words=period_words(tool),
        is_about_a_case=tool.subject is SubjectKind.CASE,
        manager_label=tool.words.manager,
        type_label=type_field.label if type_field else "",
        types=tuple(_types(tool, today)),
    )


def _types(tool: Tool, today: date) -> Iterator[TypeChoice]:
    for one in types_with_a_period(tool):
        period = usual_period(tool, one.code, today)
        if period:
            yield TypeChoice(one.code, one.label, period[0])


class StartPresenter:
    """Asks the services and hands their answers to the page."""

    def __init__(self, desk: StartDesk, worker: Worker) -> None:
        self._desk = desk
        self._worker = worker
        self._checking: Job[tuple[str, ...]] | None = None
        self._reading: Job[Tool] | None = None
        self._form: StartForm | None = None

    def choose(self, tool_id: str, show: Callable[[StartForm], None]) -> None:
        """Read a tool as the authority uses it, and show what to ask; the newest choice wins."""
        if self._reading is not None:
            self._reading.cancel()
        desk = self._desk
        self._reading = self._worker.submit(
            lambda: desk.authority_settings.as_used(desk.tool(tool_id)),
            Phrased(show, self.take_tool),
            page=page_of(show),
        )

    def take_tool(self, tool: Tool) -> StartForm:
        """Return the form for a tool, dated today."""
        self._form = start_form(tool, local_day(self._desk.clock.now()))
        return self._form

    def check_reference(self, text: str, show: Callable[[tuple[str, ...]], None]) -> None:
        """Check a reference while it is written; the newest wins."""
        if self._checking is not None:
            self._checking.cancel()
        self._checking = self._worker.submit(lambda: self._desk.check_reference(text), show, page=page_of(show))

    def start(
        self, choice: StartChoice, done: Callable[[AuditId], None], problem: Callable[[tuple[str, ...]], None]
    ) -> None:
        """Start the audit, or say everything that stands in the way."""
        request = StartRequest(choice.tool_id, choice.reference, choice.practitioner, fields=self._fields(choice))
        self._worker.submit(
            lambda: self._desk.start_audit(request),
            Phrased(done, _id_of),
            Phrased(problem, _sentences),
        )

    def _fields(self, choice: StartChoice) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        form = self._form
        if choice.audit_type:
            fields[TYPE_PATH] = choice.audit_type
        if choice.period_from and choice.period_to:
            fields[paths.about("period_from")] = choice.period_from.isoformat()
            fields[paths.about("period_to")] = choice.period_to.isoformat()
            usual = (form.usual_from(choice.audit_type), form.period_to) if form else None
            moved = (choice.period_from, choice.period_to) != usual
            if moved and choice.period_reason:
                fields[paths.about("period_reason")] = choice.period_reason
        for person in choice.participants:
            entry_id = self._desk.new_id()
            fields[paths.entry("person", entry_id, "role")] = person.role
            fields[paths.entry("person", entry_id, "name")] = person.name
        return fields


def _id_of(audit: Audit) -> AuditId:
    return audit.id


def _sentences(error: QaDesktopError) -> tuple[str, ...]:
    if isinstance(error, SeveralProblems):
        return tuple(mistake.message for mistake in error.mistakes)
    return (error.sentence,)
