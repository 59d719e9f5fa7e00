"""An audit tool as data: what is asked, in which order, with which guidance, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from qa_desktop.domain.condition import Condition
from qa_desktop.domain.ids import ItemId, PointId, ScaleId, SectionId, StageId, ToolId
from qa_desktop.domain.repeat import Repeat
from qa_desktop.domain.scale import Scale
from qa_desktop.domain.taken_from import TakenFrom
from qa_desktop.domain.tool_adaptation import Adaptation
from qa_desktop.domain.tool_outcome import (
    ActionPlanForm,
    ClosingRule,
    DeadlineRule,
    EscalationRule,
    Filing,
    FollowUpRule,
    ImprovementRule,
    LookBack,
    OverallJudgement,
    RegisterRule,
    RollUp,
    SignatureBlock,
)


class SubjectKind(Enum):
    """What an audit with the tool is about (PRACTICE P-03)."""

    CASE = "case"
    PRACTITIONER = "practitioner"
    SUPERVISION_FILE = "supervision_file"
    SERVICE = "service"
    HOME = "home"
    AUTHORITY = "authority"
    """How the authority works, as a programme of what is audited when: a form that sets something, and no audit."""


class AnswerType(Enum):
    """What kind of answer an item takes."""

    SCALE = "scale"
    YES_NO = "yes_no"
    CHOICE = "choice"
    MULTIPLE_CHOICE = "multiple_choice"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"
    PERSON = "person"
    INITIALS = "initials"
    SIGNATURE = "signature"
    COMPUTED = "computed"
    CHECKLIST = "checklist"
    """Points of guidance that are ticked as evidenced; the value is kept point by point."""
    AUDIT = "audit"
    """Another audit on this laptop, to which the record points."""


class Need(Enum):
    """How much an answer is needed before signing."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"


class Party(Enum):
    """Who answers an item or signs a block."""

    AUDITOR = "auditor"
    LEAD = "lead"
    PEER = "peer"
    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    MODERATOR = "moderator"
    OBSERVER = "observer"
    SUPERVISEE = "supervisee"
    SUPERVISOR = "supervisor"
    CHILD = "child"
    FAMILY = "family"
    PARTNER = "partner"
    JOINT = "joint"

    @property
    def label(self) -> str:
        """The word inside a sentence."""
        return {"lead": "lead auditor", "peer": "peer auditor", "partner": "partner agency"}.get(self.value, self.value)


class PrintStatus(Enum):
    """How much of the tool stands in the authority's own document."""

    PRINTED = "printed"
    PARTLY_PRINTED = "partly printed"
    IMPLIED = "implied by the framework, our proposal"


class SectionLayout(Enum):
    """How a section is best laid out."""

    SINGLE = "single"
    """One judgement with its reason and evidence fills the page."""
    MATRIX = "matrix"
    """Many questions share one scale: a row each, columns in printed order."""
    FORM = "form"
    """Questions of any kind, one under the other."""
    TABLE = "table"
    """A section that repeats, as a printed table: a column for each question, a row for each that people add."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a choice list."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a tool or a part of it comes from."""

    authority: str
    document: str
    section: str
    status: PrintStatus
    note: str = ""
    gaps: tuple[str, ...] = ()
    """What the document leaves open, each a sentence; shown in the library."""


@dataclass(frozen=True, slots=True)
class GuidancePoint:
    """One point of what good looks like."""

    id: PointId
    text: str
    source: str
    group: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    """Sub-points as (letter, text), as in the six reasons for a review."""
    applies_to: str = ""
    """Whom the point is about where it is not every child, as "looked-after children"."""


@dataclass(frozen=True, slots=True)
class CommentRule:
    """The comment that stands beside an answer."""

    label: str
    need: Need = Need.OPTIONAL
    compulsory_for: tuple[str, ...] = ()
    """Answer codes that make the comment compulsory."""
    word_limit: int | None = None


@dataclass(frozen=True, slots=True)
class Computation:
    """A value worked out from other answers, by one of the formulas of `domain/computed.py`."""

    formula: str
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of an answer. Numbers are inclusive and go by `step`; `words` bounds a text, shown with `lines`."""

    least: float | None = None
    most: float | None = None
    step: float | None = None
    words: int | None = None
    lines: int | None = None


@dataclass(frozen=True, slots=True)
class WordingVariant:
    """Another wording of a question, used when its condition holds."""

    when: Condition
    label: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question or field."""

    id: ItemId
    label: str
    type: AnswerType
    number: str = ""
    help: str = ""
    need: Need = Need.OPTIONAL
    scale: ScaleId | None = None
    choices: tuple[Choice, ...] = ()
    comment: CommentRule | None = None
    evidence: bool = False
    """Whether pieces of evidence, each with its source, are collected under this item (PRACTICE P-04)."""
    not_applicable: bool = False
    not_applicable_unless: Condition | None = None
    guidance: tuple[GuidancePoint, ...] = ()
    descriptors: tuple[tuple[str, str], ...] = ()
    """Descriptors of this question alone, as (scale code, text)."""
    where_to_look: tuple[str, ...] = ()
    interview_prompts: tuple[str, ...] = ()
    shown_when: Condition | None = None
    wordings: tuple[WordingVariant, ...] = ()
    answered_by: tuple[Party, ...] = (Party.AUDITOR,)
    side_by_side: bool = False
    """Whether each answering party has an answer of its own, shown side by side."""
    stage: StageId | None = None
    limits: Limits = field(default_factory=Limits)
    computation: Computation | None = None
    yes_is_concern: bool = False
    """Whether "Yes" calls for something to be done, as in supervision question 10."""
    weight: float | None = None
    prefill: str = ""
    """What fills a header field at the start: `subject`, `auditor`, `practitioner` or `today`."""
    group: str = ""
    """The heading inside the section under which the question stands; empty where there is none."""
    proposed: bool = False
    """Whether the question is our proposal and not in the authority's print; shown as such."""
    beside: bool = False
    """Whether it belongs to the question above it, as a date beside a grade does."""
    audits_of: tuple[str, ...] = ()
    """The tools whose audits can be chosen; every tool's where it is empty."""
    taken_from: TakenFrom | None = None
    """Where the answer comes from, once the record points to another audit."""
    not_before: str = ""
    """Of a date: the question or field whose date it must not lie before."""


@dataclass(frozen=True, slots=True)
class Section:
    """A domain, standard or section of the tool: one page of the audit."""

    id: SectionId
    title: str
    items: tuple[Item, ...]
    number: str = ""
    statement: str = ""
    layout: SectionLayout = SectionLayout.FORM
    guidance: tuple[GuidancePoint, ...] = ()
    where_to_look: tuple[str, ...] = ()
    stage: StageId | None = None
    repeat: Repeat | None = None
    shown_when: Condition | None = None
    roll_up: RollUp | None = None
    weight: float | None = None
    """What the section's result counts in a weighted overall result, in percent."""
    proposed: bool = False
    """Whether the heading is our proposal and not in the authority's print."""

    @property
    def points(self) -> tuple[GuidancePoint, ...]:
        """Every guidance point of the page, the section's own first."""
        return self.guidance + tuple(point for item in self.items for point in item.guidance)


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the work that opens after another (observed, then the feedback session, then signing)."""

    id: StageId
    title: str
    opens_after: StageId | None = None
    done_by: tuple[Party, ...] = ()
    after_reading_by: tuple[Party, ...] = ()
    """Who must have read the stage before until this one opens; each says so on the page."""


@dataclass(frozen=True, slots=True)
class SubjectVariant:
    """Another subject than the tool's usual one, where an answer says so, as the kind of record does."""

    when: Condition
    subject: SubjectKind


@dataclass(frozen=True, slots=True)
class Words:
    """The authority's own words (PRACTICE P-14)."""

    audit: str = "Audit"
    section: str = "Domain"
    section_plural: str = "Domains"
    case_reference: str = "Case reference"
    practitioner: str = "Practitioner"
    auditor: str = "Auditor"
    grade: str = "Grade"
    overall: str = "Overall judgement"
    action_plan: str = "Action plan"
    case_system: str = "case system"
    manager: str = "Line manager"
    qa_team: str = "QA team"
    development: str = "Areas for development"
    yes: str = "Yes"
    no: str = "No"


@dataclass(frozen=True, slots=True)
class Tool:
    """One version of an audit tool. Never changed in place: an audit pins id, version and content hash."""

    id: ToolId
    version: str
    title: str
    authority_code: str
    authority: str
    status: str
    """`active`, `draft` or `retired`."""
    purpose: str
    subject: SubjectKind
    provenance: Provenance
    words: Words
    scales: tuple[Scale, ...]
    header: tuple[Item, ...]
    sections: tuple[Section, ...]
    guidance: tuple[GuidancePoint, ...] = ()
    stages: tuple[Stage, ...] = ()
    overall: OverallJudgement | None = None
    action_plan: ActionPlanForm | None = None
    signatures: tuple[SignatureBlock, ...] = ()
    filing: Filing | None = None
    escalation: tuple[EscalationRule, ...] = ()
    deadlines: tuple[DeadlineRule, ...] = ()
    follow_ups: tuple[FollowUpRule, ...] = ()
    look_back: LookBack | None = None
    benchmark: str = ""
    """A sentence on the standard that auditors bear in mind, as Rochdale's "Good"."""
    translations: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """(language, ((path of the label, text), ...)), as in ("cy", (("sections/referral/title", "..."),))."""
    private: bool = False
    """Whether each audit is its owner's alone and never leaves the laptop (PRACTICE P-21)."""
    review_by: str = ""
    """By when the authority looks through the tool again (SLO S10), an ISO day; empty where the file says nothing."""
    subject_when: tuple[SubjectVariant, ...] = ()
    """Other subjects, each for when its condition holds."""
    adaptation: Adaptation | None = None
    """By whose settings it was laid out when an audit was begun; never in a tool's file."""
    closes: ClosingRule | None = None
    """Which audit a record with this tool can close; None for one that closes none."""
    registers: tuple[RegisterRule, ...] = ()
    """In which registers the records with this tool stand."""
    improvement: ImprovementRule | None = None
    """What of a record is improvement actions of the service; None for a tool that is no plan of one."""
    content_hash: str = ""
    """SHA-256 in hex over the canonical content, guidance included."""

    @property
    def has_practitioner(self) -> bool:
        """Whether one practitioner is named: always, but for a service or home whose tool has no word for one."""
        subjects = {self.subject, *(variant.subject for variant in self.subject_when)}
        if subjects - {SubjectKind.SERVICE, SubjectKind.HOME, SubjectKind.AUTHORITY}:
            return True
        named = any(item.prefill == "practitioner" for item in self.header)
        return named or self.words.practitioner != Words().practitioner

    @property
    def items(self) -> Iterator[Item]:
        """Every item of every section, in order, without the header."""
        for section in self.sections:
            yield from section.items

    def item(self, item_id: str) -> Item | None:
        """Return the item or header field with this id or answer key, or None."""
        plain = plain_id(item_id)
        return next((item for item in (*self.header, *self.items) if item.id == plain), None)

    def section(self, section_id: str) -> Section | None:
        """Return the section with this id, or None."""
        return next((section for section in self.sections if section.id == section_id), None)

    def section_of(self, item_id: str) -> Section | None:
        """Return the section that holds the item with this id or answer key, or None."""
        plain = plain_id(item_id)
        return next((s for s in self.sections if any(item.id == plain for item in s.items)), None)

    def scale(self, scale_id: str) -> Scale | None:
        """Return the scale with this id, or None."""
        return next((scale for scale in self.scales if scale.id == scale_id), None)

    def scale_of(self, item: Item) -> Scale | None:
        """Return the scale of a scale item, or None."""
        return self.scale(item.scale) if item.scale else None


def plain_id(key: str) -> str:
    """Return the item's id in an answer key, which may also name an instance ("@") and a party ("~")."""
    return key.split("~", maxsplit=1)[0].split("@", maxsplit=1)[0]
