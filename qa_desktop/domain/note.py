"""The audit case note and action plan as plain values: exactly what its pages show (PRACTICE P-11)."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from enum import Enum

from qa_desktop.domain.scale import GradeShape, Tone

NOTE_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class NoteFact:
    """One labelled line of the head of the note."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class NoteGrade:
    """A grade as printed: word, shape, colour family, and the number beside it where the form has one."""

    label: str
    shape: GradeShape = GradeShape.NONE
    tone: Tone = Tone.NEUTRAL
    number: str = ""
    colour: str = ""
    """The authority's own colour as #RRGGBB; empty where the tone decides."""


@dataclass(frozen=True, slots=True)
class NoteEvidence:
    """One piece of evidence: what it is, what was found, and where it comes from (PRACTICE P-04)."""

    kind: str
    text: str
    source: str
    where: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class NoteAnswer:
    """One question with what was answered.

    Either `grade` or `value` is set, or neither where nothing was answered ("Not answered" is printed as the value).
    """

    item_id: str
    number: str
    label: str
    grade: NoteGrade | None = None
    value: str = ""
    comment_label: str = ""
    comment: str = ""
    not_applicable: str = ""
    """ "Not applicable" or "Not evidenced" with the reason; empty otherwise."""
    points: tuple[str, ...] = ()
    """Guidance points that auditor and practitioner saw evidenced together."""
    evidence: tuple[NoteEvidence, ...] = ()
    respondent: str = ""
    beside: tuple[NoteAnswer, ...] = ()
    """What was answered to the questions that belong to it."""
    group: str = ""
    """The heading inside the section under which the question stands; empty where there is none."""


@dataclass(frozen=True, slots=True)
class NoteSection:
    """One domain, standard or section. `columns` are the scale's labels in printed order where it is a matrix."""

    section_id: str
    number: str
    title: str
    answers: tuple[NoteAnswer, ...]
    columns: tuple[str, ...] = ()
    comment_label: str = ""
    """Heading of the matrix's comment column."""
    about: str = ""
    """Which child, carer or case the section is about where it is asked for each."""
    row: str = ""
    """Its number, and its name if it has one, where the section is printed as a row of a table."""

    @property
    def heading(self) -> str:
        """Number and title, with whom the section is about."""
        title = f"{self.title}: {self.about}" if self.about else self.title
        return f"{self.number} {title}".strip()


@dataclass(frozen=True, slots=True)
class NoteDisagreement:
    """Both views where no agreement was reached, and the advice that was asked for (R-041)."""

    about: str
    auditor_view: str
    practitioner_view: str
    advice: str
    auditor_label: str = ""
    practitioner_label: str = ""


@dataclass(frozen=True, slots=True)
class NoteConcern:
    """A safety concern: when it was raised, what it is, and each call with what was decided (PRACTICE P-30)."""

    raised: str
    what: str
    calls: tuple[NoteFact, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteColumn:
    """One column of the action plan. `half` is "auditor" or "supervision"."""

    label: str
    half: str


@dataclass(frozen=True, slots=True)
class NotePlan:
    """The action plan, with the half that supervision completes left empty until then (R-100)."""

    title: str
    columns: tuple[NoteColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    auditor_half: str = ""
    """Heading over the auditor's columns; empty where the form prints none."""
    supervision_half: str = ""
    no_actions_reason: str = ""


class SignatureState(Enum):
    """How a signatory's line ends (PRACTICE P-07)."""

    SIGNED = "signed"
    DECLINED = "declined"
    ABSENT = "absent"
    LATER = "later"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signatory's line.

    `field_name` names the empty signature field that a seal fills, now or later; `ink` is a PNG picture of the
    signature drawn.
    """

    role: str
    label: str
    statement: str
    state: SignatureState
    name: str = ""
    detail: str = ""
    """How and when it was signed and who attests it, or the reason, or the date by which it will be signed."""
    ink: bytes = b""
    field_name: str = ""
    seals: bool = False


@dataclass(frozen=True, slots=True)
class NoteFiling:
    """A filing step as printed: what to do, under which exact heading, with which words."""

    title: str
    heading: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class CaseNote:
    """The whole note. Every text in it stands on its pages; the attached JSON is made from the same object."""

    title: str
    authority: str
    subtitle: str
    reference_label: str
    reference: str
    facts: tuple[NoteFact, ...]
    overall_label: str = ""
    overall: NoteGrade | None = None
    overall_reason: str = ""
    overall_worked_out: str = ""
    """What the answers come to by the tool's own rule; empty where it has none."""
    provisional: str = ""
    """ "Provisional grade ..." while moderation is open or advice was asked, then what it came to; empty otherwise."""
    descriptor: str = ""
    strengths: str = ""
    development: str = ""
    own_words: str = ""
    """The practitioner's own words (PRACTICE P-09)."""
    development_label: str = ""
    own_words_label: str = ""
    """The authority's words for the two (PRACTICE P-14); the usual ones where they are empty."""
    sections: tuple[NoteSection, ...] = ()
    disagreements: tuple[NoteDisagreement, ...] = ()
    concerns: tuple[NoteConcern, ...] = ()
    plan: NotePlan | None = None
    escalation: tuple[str, ...] = ()
    dates: tuple[NoteFact, ...] = ()
    filing: tuple[NoteFiling, ...] = ()
    signatures: tuple[NoteSignature, ...] = ()
    watermark: str = ""
    """ "Sample" on the sample audit; empty otherwise."""
    provenance: str = ""
    identity: tuple[NoteFact, ...] = ()
    """Audit id, tool id and version, content hash, log head: printed small at the end, so that any copy verifies."""
    language: str = "en-GB"
    labels: tuple[tuple[str, str], ...] = ()
    """Our own words in that language, by name; the English ones where it has none."""


JsonValue = str | int | bool | None | list["JsonValue"] | dict[str, "JsonValue"]


def note_as_json(note: CaseNote) -> dict[str, JsonValue]:
    """Return the note as JSON values. Pictures of ink stay on the pages only."""
    values = _as_json(note)
    if not isinstance(values, dict):
        raise TypeError("a note is a mapping")
    return {"schema": NOTE_SCHEMA, **values}


def _as_json(value: object) -> JsonValue:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bytes):
        return None
    if isinstance(value, tuple | list):
        return [_as_json(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _as_json(getattr(value, f.name)) for f in fields(value)}
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"{type(value).__name__} has no place in a note")
