"""A note as lines in reading order, for copies in other formats: everything that its pages say, and no layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from qa_desktop.domain.labels import LABELS
from qa_desktop.domain.note import (
    CaseNote,
    NoteAnswer,
    NoteConcern,
    NoteDisagreement,
    NoteFact,
    NoteFiling,
    NoteGrade,
    NotePlan,
    NoteSection,
    NoteSignature,
)

Say = Callable[[str], str]
"""Returns one of our own words in the language of the note."""


class OtherFormat(Enum):
    """In what a note can be had beside the PDF."""

    LARGE_PRINT = "large-print"
    PLAIN_TEXT = "plain-text"

    @property
    def ending(self) -> str:
        """The ending of a file's name."""
        return {"large-print": ".html", "plain-text": ".txt"}[self.value]


class LineKind(Enum):
    """What a line is."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    TEXT = "text"
    ITEM = "item"
    """One of a list."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `label` stands before the text where the text answers to something."""

    kind: LineKind
    text: str
    label: str = ""


def outline(note: CaseNote) -> tuple[Line, ...]:
    """Return what the note says, from top to bottom; lines without words are left out."""
    said = dict(note.labels)

    def say(name: str) -> str:
        return said.get(name) or LABELS[name]

    return tuple(line for line in _lines(note, say) if line.text.strip())


def _lines(note: CaseNote, say: Say) -> Iterator[Line]:
    yield _text(note.authority)
    yield Line(LineKind.TITLE, note.title)
    yield _text(note.subtitle)
    yield from _facts((NoteFact(note.reference_label, note.reference), *note.facts))
    yield _text(note.watermark)
    yield _text(note.provisional)
    yield from _overall(note, say)
    for label, text in (
        (say("strengths"), note.strengths),
        (note.development_label or say("development"), note.development),
        (note.own_words_label or say("own_words"), note.own_words),
    ):
        yield from _under(label, [_text(text)])
    for part in note.sections:
        yield from _section(part, say)
    yield from _under(say("disagreements"), [line for one in note.disagreements for line in _views(one, say)])
    yield from _under(say("safety_concern"), [line for one in note.concerns for line in _concern(one, say)])
    if note.plan is not None:
        yield from _under(note.plan.title, _plan(note.plan, say))
    told = [Line(LineKind.ITEM, one, say("to_be_told")) for one in note.escalation]
    yield from _under(say("afterwards"), [*told, *_facts(note.dates)])
    yield from _under(say("filing"), [line for one in note.filing for line in _filing(one, say)])
    yield from _under(say("signatures"), [line for one in note.signatures for line in _signature(one, say)])
    yield from _under(say("about"), [_text(note.provenance), *_facts(note.identity)])


def _overall(note: CaseNote, say: Say) -> Iterator[Line]:
    grade = _grade(note.overall) or (say("not_answered") if note.overall_label else "")
    said = (grade, note.overall_worked_out, note.overall_reason, note.descriptor)
    yield from _under(note.overall_label, [_text(one) for one in said])


def _section(part: NoteSection, say: Say) -> Iterator[Line]:
    yield Line(LineKind.HEADING, part.heading)
    yield _text(part.row)
    group = ""
    for one in part.answers:
        if one.group != group:
            group = one.group
            yield Line(LineKind.SUBHEADING, group)
        title = f"{one.number} {one.label}".strip()
        if title != part.heading:
            yield Line(LineKind.SUBHEADING, title)
        yield from _answer(one, part.comment_label, say)


def _answer(one: NoteAnswer, comment_label: str, say: Say) -> Iterator[Line]:
    yield _text(_grade(one.grade))
    yield _text(one.not_applicable)
    yield _text(one.value)
    yield _text(one.comment, one.comment_label or comment_label)
    yield from (Line(LineKind.ITEM, point, say("points")) for point in one.points)
    for piece in one.evidence:
        source = ", ".join(part for part in (piece.source, piece.where, piece.date) if part.strip())
        found = f"{piece.text} ({source})" if source else piece.text
        yield Line(LineKind.ITEM, found, f"{say('evidence')}, {piece.kind}" if piece.kind else say("evidence"))
    for other in one.beside:
        yield Line(LineKind.SUBHEADING, f"{other.number} {other.label}".strip())
        yield from _answer(other, "", say)
    yield _text(one.respondent, say("answered_by"))


def _views(one: NoteDisagreement, say: Say) -> Iterator[Line]:
    yield Line(LineKind.SUBHEADING, one.about)
    yield _text(one.auditor_view, one.auditor_label or say("auditor_view"))
    yield _text(one.practitioner_view, one.practitioner_label or say("practitioner_view"))
    yield _text(one.advice, say("advice"))


def _concern(one: NoteConcern, say: Say) -> Iterator[Line]:
    yield _text(one.raised, say("concern_raised"))
    yield _text(one.what)
    for call in one.calls:
        yield _text(call.value, call.label) if call.value.strip() else _text(call.label)


def _plan(plan: NotePlan, say: Say) -> Iterator[Line]:
    """Yield each action under its number; what supervision fills in later has its label and no words yet."""
    halves = {"auditor": plan.auditor_half, "supervision": plan.supervision_half}
    for number, row in enumerate(plan.rows, 1):
        yield Line(LineKind.SUBHEADING, str(number))
        half = ""
        for column, value in zip(plan.columns, row, strict=False):
            if column.half != half:
                half = column.half
                yield _text(halves.get(half, ""))
            yield _text(value or "…", column.label)
    if not plan.rows:
        yield _text(say("no_actions") if plan.no_actions_reason.strip() else say("no_actions_recorded"))
    yield _text(plan.no_actions_reason)


def _filing(one: NoteFiling, say: Say) -> Iterator[Line]:
    yield Line(LineKind.SUBHEADING, one.title)
    yield _text(one.heading, say("filing_heading"))
    yield _text(one.text, say("filing_text"))


def _signature(one: NoteSignature, say: Say) -> Iterator[Line]:
    yield Line(LineKind.SUBHEADING, one.label)
    yield _text(one.statement)
    yield _text(one.name)
    yield _text(say(one.state.value))
    yield _text(one.detail)


def _facts(facts: Sequence[NoteFact]) -> Iterator[Line]:
    return (_text(one.value, one.label) for one in facts)


def _under(heading: str, lines: Iterator[Line] | Sequence[Line]) -> Iterator[Line]:
    """Yield lines under a heading, or nothing where none has words."""
    there = [line for line in lines if line.text.strip()]
    if there:
        yield Line(LineKind.HEADING, heading)
        yield from there


def _text(text: str, label: str = "") -> Line:
    return Line(LineKind.TEXT, text, label)


def _grade(grade: NoteGrade | None) -> str:
    return f"{grade.number} {grade.label}".strip() if grade else ""
