"""The repeated things inside an audit: evidence, actions, people, sittings, disagreements, signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from qa_desktop.domain.ids import EntryId
from qa_desktop.domain.note import SignatureState


class EvidenceKind(Enum):
    """What a piece of evidence is."""

    FACT = "fact"
    OPINION = "opinion"
    CHILDS_VOICE = "childs_voice"
    GOOD_PRACTICE = "good_practice"
    TO_DEVELOP = "to_develop"

    @property
    def label(self) -> str:
        """The word on screen and in the note."""
        return {
            "fact": "Fact",
            "opinion": "Opinion",
            "childs_voice": "Child's voice",
            "good_practice": "Good practice",
            "to_develop": "To develop",
        }[self.value]


class EvidenceSource(Enum):
    """Where a piece of evidence comes from (PRACTICE P-04)."""

    SEEN_ON_RECORD = "seen_on_record"
    TOLD_BY_PRACTITIONER = "told_by_practitioner"
    TOLD_BY_MANAGER = "told_by_manager"
    TOLD_BY_FAMILY = "told_by_family"
    NOT_FOUND = "not_found"
    RECORD_UNAVAILABLE = "record_unavailable"

    @property
    def label(self) -> str:
        """The words on screen and in the note."""
        return {
            "seen_on_record": "Seen on record",
            "told_by_practitioner": "Told by practitioner",
            "told_by_manager": "Told by manager",
            "told_by_family": "Told by family",
            "not_found": "Looked for and not found",
            "record_unavailable": "Record unavailable, check later",
        }[self.value]


class SmartTest(Enum):
    """The five tests of an action (BRA Appendix 2)."""

    SPECIFIC = "S"
    MEASURABLE = "M"
    ACHIEVABLE = "A"
    REALISTIC = "R"
    TIMESCALES = "T"


class SignatureMethod(Enum):
    """How a signatory signed."""

    DRAWN = "drawn"
    TYPED = "typed"


class Progress(Enum):
    """How far an action is."""

    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    NOT_NEEDED = "not_needed"

    @property
    def label(self) -> str:
        """The words on screen and in the note."""
        return {"open": "Open", "started": "Started", "done": "Done", "not_needed": "Not needed any more"}[self.value]


class TellWay(Enum):
    """How somebody was told."""

    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    EMAIL = "email"
    LETTER = "letter"
    MEETING = "meeting"
    CASE_SYSTEM = "case_system"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "telephone": "By telephone",
            "in_person": "In person",
            "email": "By e-mail",
            "letter": "By letter",
            "meeting": "In a meeting",
            "case_system": "In the case system",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one item; `key` is the item id with its instance and party, if any."""

    key: str
    value: str | int | float | bool | tuple[str, ...] | None = None
    comment: str = ""
    not_applicable: bool = False
    not_evidenced: bool = False
    reason: str = ""
    reread: bool = False
    """Whether the grade was changed after the reason was written, so that the reason wants re-reading (P-05)."""

    @property
    def is_given(self) -> bool:
        """Whether there is a value, or a statement that there is none."""
        return self.not_applicable or self.not_evidenced or self.value not in (None, "", ())

    @property
    def is_touched(self) -> bool:
        """Whether anything at all was entered."""
        return self.is_given or bool(self.comment)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence under an item."""

    id: EntryId
    item: str
    text: str
    kind: EvidenceKind
    source: EvidenceSource
    where: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One action of the plan. `smart` holds the tests that the pair ticked as met."""

    id: EntryId
    what: str = ""
    who: str = ""
    due: date | None = None
    event: str = ""
    review_on: date | None = None
    outcome: str = ""
    measure: str = ""
    immediate: bool = False
    smart: frozenset[SmartTest] = frozenset()


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person who takes part, or should have (PRACTICE P-02)."""

    id: EntryId
    role: str
    name: str
    present: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting of the audit; two are normal (PRACTICE P-01)."""

    id: EntryId
    day: date


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Both views on a grade, and the advice of the QA team (R-041).

    `about` is an item id or "overall". `advice` is none, asked or answered.
    """

    id: EntryId
    about: str
    auditor_view: str = ""
    practitioner_view: str = ""
    advice: str = "none"
    advice_owner: str = ""
    advice_on: date | None = None
    outcome: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the grade is still under discussion."""
        return self.advice != "answered" and not self.outcome


@dataclass(frozen=True, slots=True)
class SignatureMark:
    """What a signatory did."""

    role: str
    state: SignatureState = SignatureState.OPEN
    name: str = ""
    method: SignatureMethod = SignatureMethod.TYPED
    ink: bytes = b""
    """PNG picture of the drawn signature."""
    reason: str = ""
    by_date: date | None = None
    at: datetime | None = None
    attestation: str = ""


@dataclass(frozen=True, slots=True)
class FilingMark:
    """Who filed a step and when."""

    step: str
    done: bool = False
    by: str = ""
    on: date | None = None
