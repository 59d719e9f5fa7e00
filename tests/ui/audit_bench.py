"""A small tool, a store in memory and a desk on it, for testing the audit screens without a disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from qa_desktop.clock import FixedClock
from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.ids import AuditId, ItemId, OperationId, PersonId, PointId, ScaleId, SectionId, StageId, ToolId
from qa_desktop.domain.operation import Change, Operation, OperationKind, Stream, Value
from qa_desktop.domain.ports import NewDocument, SummaryUpdate
from qa_desktop.domain.record import NOBODY, AuditRecord, AuditState, FieldState, Person, Role
from qa_desktop.domain.scale import GradeShape, Scale, ScalePoint, Tone
from qa_desktop.domain.tool import (
    AnswerType,
    Choice,
    CommentRule,
    GuidancePoint,
    Item,
    Need,
    Party,
    PrintStatus,
    Provenance,
    Section,
    SectionLayout,
    Stage,
    SubjectKind,
    Tool,
    Words,
)
from qa_desktop.domain.tool_outcome import (
    ActionColumn,
    ActionPlanForm,
    DeadlineRule,
    EscalationRule,
    LookBack,
    OverallJudgement,
    SignatureBlock,
)
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.check_before_signing import CheckBeforeSigning
from qa_desktop.services.desk import Desk
from qa_desktop.services.note_access import Access
from qa_desktop.services.record_answer import RecordAnswer
from qa_desktop.services.safety_contacts import USUAL

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
OWNER = Person(PersonId("owner"), "Alex Auditor", Role.AUDITOR, "Team North", b"", b"", "")
AUDIT = AuditId("audit-1")

GRADES = Scale(
    ScaleId("grades"),
    "Grades",
    (
        ScalePoint("O", "Outstanding", 1, "Beyond good.", "Beyond good", GradeShape.DIAMOND, Tone.OUTSTANDING),
        ScalePoint("G", "Good", 2, "What good looks like is evidenced.", "Good", GradeShape.CIRCLE, Tone.GOOD),
        ScalePoint(
            "RI",
            "Requires improvement",
            3,
            "Safe, not yet good.",
            "Safe, not yet good",
            GradeShape.TRIANGLE,
            Tone.REQUIRES_IMPROVEMENT,
        ),
        ScalePoint("I", "Inadequate", 4, "Serious delay.", "Serious delay", GradeShape.SQUARE, Tone.INADEQUATE),
    ),
)
PLAN_FORM = ActionPlanForm(
    (
        ActionColumn("what", "What"),
        ActionColumn("who", "Who"),
        ActionColumn("due", "By when"),
        ActionColumn("completed", "Completed", "supervision"),
    ),
)


def graded(item_id: str, label: str, **more: Any) -> Item:  # noqa: ANN401 - whatever an item takes
    """Return a graded question with a reason and evidence."""
    comment = CommentRule("Why this grade?", compulsory_for=("I",))
    return Item(ItemId(item_id), label, AnswerType.SCALE, scale=GRADES.id, comment=comment, evidence=True, **more)


def small_tool(**changes: Any) -> Tool:  # noqa: ANN401 - whatever a tool takes
    """Return a tool with a section of each layout, an overall judgement, a plan and two signatures."""
    point = GuidancePoint(PointId("w1"), "Names the goals.", "Framework, standard 1")
    sections = (
        Section(
            SectionId("plan_section"),
            "Child's plan",
            (graded("q.1", "What grade do you agree on?", guidance=(point,), not_applicable=True),),
            "1",
            "The plan says what has to change.",
            SectionLayout.SINGLE,
        ),
        Section(
            SectionId("matrix_section"),
            "Assessment",
            tuple(graded(f"m.{n}", f"Question {n}", number=f"2.{n}") for n in (1, 2)),
            "2",
            layout=SectionLayout.MATRIX,
        ),
        Section(
            SectionId("form_section"),
            "File check",
            (
                Item(ItemId("f.text"), "What was found", AnswerType.TEXT, need=Need.MANDATORY),
                Item(ItemId("f.yes"), "Is it dated?", AnswerType.YES_NO, comment=CommentRule("Note")),
                Item(
                    ItemId("f.choice"),
                    "Which kind?",
                    AnswerType.CHOICE,
                    choices=(Choice("a", "Home visit"), Choice("b", "Meeting")),
                ),
                Item(ItemId("f.day"), "When?", AnswerType.DATE),
                Item(ItemId("f.number"), "How many visits?", AnswerType.INTEGER),
            ),
            "3",
        ),
    )
    tool = Tool(
        ToolId("bench-tool"),
        "1",
        "Live case file audit",
        "BEN",
        "Bench Council",
        "active",
        "To learn together from one case.",
        SubjectKind.CASE,
        Provenance("Bench Council", "Framework", "1", PrintStatus.PRINTED),
        Words(audit="Live audit", section="Standard", section_plural="Standards"),
        (GRADES,),
        (Item(ItemId("h.team"), "Team", AnswerType.TEXT),),
        sections,
        overall=OverallJudgement("overall", "Overall judgement", GRADES.id, "Overall?", "Why?"),
        action_plan=PLAN_FORM,
        signatures=(
            SignatureBlock("practitioner", "Practitioner", "I took part and have read this."),
            SignatureBlock("auditor", "Auditor", "I carried out this audit.", seals=True),
        ),
        escalation=(EscalationRule("I", ("Head of service",), ("IRO",), "Within 24 hours."),),
        deadlines=(DeadlineRule("d1", "Review actions in supervision", 1, "months", "Team manager"),),
        look_back=LookBack(12, "Twelve months"),
        content_hash="bench",
    )
    return replace(tool, **changes)


def staged_tool() -> Tool:
    """Return a tool without grades whose second stage opens after the first."""
    stages = (
        Stage(StageId("observed"), "Observed"),
        Stage(StageId("feedback"), "Feedback session", opens_after=StageId("observed")),
    )
    seen = Item(
        ItemId("o.1"), "Record of observation", AnswerType.TEXT, need=Need.MANDATORY, answered_by=(Party.OBSERVER,)
    )
    joint = Item(ItemId("o.2"), "Conclusions", AnswerType.TEXT, need=Need.MANDATORY, answered_by=(Party.JOINT,))
    sections = (
        Section(SectionId("seen"), "Observation", (seen,), stage=StageId("observed")),
        Section(SectionId("joint"), "Feedback session", (joint,), stage=StageId("feedback")),
    )
    return small_tool(stages=stages, sections=sections, overall=None, escalation=(), scales=())


def audit_of(tool: Tool, values: Mapping[str, Value] | None = None, *, signed: bool = False) -> Audit:
    """Return an audit with these values."""
    stream = Stream(AUDIT)
    complete: dict[str, Value] = {
        "subject": "48-2207",
        "about/practitioner": "Sam Practitioner",
        "sitting/s1/day": "2026-11-21",
    }
    complete |= dict(values or {})
    fields = {
        path: FieldState(path, value, OperationId("op"), OWNER.id, NOON, stream) for path, value in complete.items()
    }
    state = AuditState.SIGNED if signed else AuditState.DRAFT
    return read_audit(AuditRecord(AUDIT, tool.id, tool.version, tool.content_hash, state, NOON, OWNER.id, fields), tool)


@dataclass
class StoreInMemory:
    """The part of the local store that recording needs. `fails_with` makes the next write fail."""

    written: list[tuple[Change, ...]] = field(default_factory=list)
    fails_with: Exception | None = None
    before_write: Callable[[], None] = lambda: None
    owner: Person = OWNER

    def append(
        self,
        changes: Sequence[Change],
        documents: Sequence[NewDocument] = (),
        summary: Mapping[AuditId, SummaryUpdate] | None = None,
        *,
        knows_of_hold: bool = True,
    ) -> tuple[Operation, ...]:
        """Keep the changes and return them as operations."""
        assert summary is None or set(summary) == {AUDIT}
        assert not documents
        assert not knows_of_hold
        self.before_write()
        if self.fails_with is not None:
            error, self.fails_with = self.fails_with, None
            raise error
        self.written.append(tuple(changes))
        return tuple(_operation(change, len(self.written)) for change in changes)

    def values(self) -> dict[str, Value]:
        """Return everything written, the newest value of each path."""
        return {change.path: change.value for batch in self.written for change in batch}


def _operation(change: Change, number: int) -> Operation:
    return Operation(
        OperationId(f"op-{number}"),
        change.stream,
        OperationKind.SET.value,
        change.path,
        None,
        OWNER.id,
        "i",
        number,
        1,
        NOON,
        {"v": change.value},
        None,
        b"",
        b"",
    )


@dataclass
class AccessesInMemory:
    """Records of access, as audit and what was done."""

    kept: list[tuple[str, str]] = field(default_factory=list)
    owner: Person = OWNER

    def __call__(self, audits: Iterable[AuditId], what: Access) -> None:
        """Keep the records."""
        self.kept += [(audit_id, what.value) for audit_id in audits]

    def looked(self, audit: Audit, what: Access) -> None:
        """Keep a record where the audit is somebody else's."""
        if audit.record.owner not in (self.owner.id, NOBODY):
            self([audit.id], what)


@dataclass
class Renewal:
    """Makes the note anew where one is wanted."""

    wanted: bool = False
    pins: list[str | None] = field(default_factory=list)
    audit: Audit | None = None

    def is_wanted(self, audit: Audit) -> bool:
        """Tell what the test says."""
        self.audit = audit
        return self.wanted

    def __call__(self, _audit_id: AuditId, pin: str | None = None) -> Audit:
        """Make it; it is wanted no more."""
        assert self.audit is not None
        self.pins.append(pin)
        self.wanted = False
        return self.audit


@dataclass
class Bench:
    """A desk on a store in memory, and what was asked of it."""

    store: StoreInMemory = field(default_factory=StoreInMemory)
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))
    places: list[tuple[str, str, str]] = field(default_factory=list)
    pin: bool = False
    pins_given: list[str | None] = field(default_factory=list)
    sign_problem: QaDesktopError | None = None
    pdf: bytes = b"%PDF-1.4 made for tests"
    made_ids: list[str] = field(default_factory=list)
    accesses: AccessesInMemory = field(default_factory=AccessesInMemory)
    renewal: Renewal = field(default_factory=Renewal)
    services: dict[str, Any] = field(default_factory=dict)
    """Further services of the desk, by name."""

    def desk(self, **changes: Any) -> Desk:  # noqa: ANN401 - whatever a desk takes
        """Return the desk; services that no test asks for are absent, so that using one is an error."""
        known: dict[str, Any] = {
            "owner": OWNER,
            "clock": self.clock,
            "new_id": self._new_id,
            "record": RecordAnswer(cast("Any", self.store)),
            "place": lambda _audit: self.places[-1][1] if self.places else "",
            "set_place": lambda audit, place, title: self.places.append((audit, place, title)),
            "has_pin": lambda: self.pin,
            "preview_note": lambda _audit: self.pdf,
            "filing_tasks": lambda _audit: (),
            "check_before_signing": CheckBeforeSigning(self.clock),
            "documents_of": lambda _audit: (),
            "safety_contacts": lambda: USUAL,
            "renew_note": self.renewal,
            "sharing": cast("Any", SimpleNamespace(note_access=self.accesses)),
        }
        known |= self.services | changes
        absent = {name: None for name in Desk.__slots__ if name not in known}
        return Desk(**cast("Any", known | absent))

    def later(self, hours: float) -> None:
        """Let time pass."""
        self.clock.moment += timedelta(hours=hours)

    def _new_id(self) -> str:
        self.made_ids.append(f"entry-{len(self.made_ids) + 1:03}")
        return self.made_ids[-1]
