"""A calibration pack: audits without anybody in them and without their grades, for moderators to grade and compare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.check_before_signing_identifiers import OwnWords, Span, identifiers
from qa_desktop.domain.check_before_signing_places import shortened
from qa_desktop.domain.figures.redaction import GAP, with_struck
from qa_desktop.domain.figures.theme import themes_in
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change
from qa_desktop.domain.organisation import DESK
from qa_desktop.domain.suggesting.about_people import names_in
from qa_desktop.domain.suggesting.passages import Passage, passages
from qa_desktop.domain.suggesting.suggest import ordinary_words, watched
from qa_desktop.domain.tool import AnswerType

NAME = "[name]"
NOBODYS = frozenset({"her", "his", "my", "your", "everybody"})
"""Words with which sentences begin and that name nobody."""
_DAY = re.compile(
    r"(?<!\w)(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s+\d{4})?)(?!\w)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<!\w)[A-Z]{0,4}[-/]?\d{4,}(?:[-/]\d+)*(?!\w)")


@dataclass(frozen=True, slots=True)
class PackText:
    """One text of an audit, as it may be told."""

    path: str
    place: str
    """What the tool calls the field; nothing that was entered."""
    text: str


@dataclass(frozen=True, slots=True)
class PackAudit:
    """One audit of the pack."""

    audit: AuditId
    called: str
    texts: tuple[PackText, ...]


def without_people(audit: Audit, called: str, today: date) -> PackAudit:
    """Return the texts of an audit with names, numbers and days struck, and quotations as they were redacted."""
    texts = (PackText(one.path, _place(audit, one), _without_people(audit, one.text, today)) for one in passages(audit))
    return PackAudit(audit.id, called, tuple(texts))


def still_named(text: str, audit: Audit, today: date) -> Iterator[str]:
    """Yield the pieces of a text by which somebody could still be recognised."""
    yield from (text[span.start : span.end] for span in _spans(audit, text, today))


def likely_struck(audit: Audit, quote: str, today: date) -> str:
    """Return a quotation in which everything is struck by which somebody could be recognised, for a person to read."""
    for span in reversed(_spans(audit, quote, today)):
        quote = with_struck(quote, span.start, span.end)
    return quote


def grades_of(audit: Audit) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield (question, the grades to choose from, the grade that was given), the overall grade last."""
    for section in audit.shown_sections():
        for item in audit.shown_items(section):
            scale = audit.tool.scale(item.scale) if item.type is AnswerType.SCALE and item.scale else None
            given = str(audit.answer(item.id).value or "")
            if scale is not None and given:
                labels = {point.code: point.label for point in scale.points}
                own = audit.tool.item(item.id)
                label = own.label if own is not None else section.title
                title = label if label.casefold() == section.title.casefold() else f"{section.title}: {label}"
                yield title, tuple(labels.values()), labels.get(given, given)
    if audit.overall_grade:
        yield "Overall grade", (), audit.overall_grade.replace("_", " ").capitalize()


def approve_change(pack: str, audits: Iterable[PackAudit], told: tuple[str, str, date]) -> Change:
    """Return the change that keeps who approved which pack on which day, by its hash."""
    by, digest, day = told
    facts = {"calibration": pack, "hash": digest, "approved_on": day.isoformat()}
    facts["audits"] = " ".join(one.audit for one in audits)
    return Change(DESK, f"calibration/{pack}", None, facts=facts, words={"by": by})


def _without_people(audit: Audit, text: str, today: date) -> str:
    for theme in themes_in(audit.record.fields):
        words = r"\s+".join(re.escape(word) for word in theme.quote.split())
        text = re.sub(words, theme.public.replace("\\", r"\\") or GAP, text, flags=re.IGNORECASE)
    told, end = [], 0
    for span in _spans(audit, text, today):
        told += [text[end : span.start], NAME]
        end = span.end
    return "".join((*told, text[end:])).strip()


def _spans(audit: Audit, text: str, today: date) -> list[Span]:
    """Return what has to go, in order; what meets is one."""
    spans = [*names_in(text, watched(audit), ordinary_words(audit.tool) | NOBODYS)]
    spans += (span for _, span in identifiers(text, OwnWords(today)))
    spans += (Span(*found.span()) for pattern in (_DAY, _NUMBER) for found in pattern.finditer(text))
    own = [(found.start(), found.end()) for word in (NAME, GAP) for found in re.finditer(re.escape(word), text)]
    joined: list[Span] = []
    for one in sorted(spans, key=lambda span: (span.start, span.end)):
        if any(start <= one.start and one.end <= end for start, end in own):
            continue
        if joined and one.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, one.end))
        else:
            joined.append(one)
    return joined


def _place(audit: Audit, one: Passage) -> str:
    item = audit.tool.item(one.item) if one.item else None
    if item is not None:
        return shortened(f"{item.number} {item.label}".strip())
    known = {paths.STRENGTHS: "Strengths", paths.DEVELOPMENT: "Areas for development"}
    return known.get(one.path, "Why this grade")
