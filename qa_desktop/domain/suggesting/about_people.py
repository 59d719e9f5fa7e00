"""Tells sentences about practice from sentences about a person; the latter are never suggested (PRACTICE P-34)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from qa_desktop.domain.check_before_signing_identifiers import Span
from qa_desktop.domain.check_before_signing_names import WatchList
from qa_desktop.domain.suggesting.words import ACRONYMS, BEGINNERS, CALENDAR, GIVEN, PEOPLES

_ENDS = re.compile(r"(?<=[.!?])\s+(?=[\"“'‘(]?[^\Wa-z\d_])|\n+|;\s+|\s*•\s*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?", re.UNICODE)
_TITLE = re.compile(r"(?<!\w)(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Cllr)\.?\s+[^\W\d_]")
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?){2,}|(?<!\w)[A-Z]\.(?=\s|\w)")
_LED = re.compile(
    r"(?:^|[,:(–-]\s*|\b(?:and|but|because|that|which|as|while|when|where|if|so|although|though|since)\s+)"
    r"[\"“'‘]?(?:he|she|they|you|i|we)(?:['’](?:s|re|ve|d|ll|m))?\b",
    re.IGNORECASE,
)
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|of|by|since|until|from|during|and|to|early|late|mid)|\d(?:st|nd|rd|th)?)\s+$", re.IGNORECASE
)
_ROLE = (
    r"(?:social worker|worker|practitioner|key ?worker|manager|auditor|supervisor|officer|iro|chair|mother|mum|father|"
    r"dad|parent|parents|carer|carers|child|young person|boy|girl|grandmother|grandfather|partner|sibling)s?"
)
_JUDGED = re.compile(
    rf"\b{_ROLE}\s+(?:is|was|are|were|seems?|seemed|appears?|appeared|looks?|looked|remains?)\s+"
    r"(?!(?:not\s+)?(?:\w+ed|seen|spoken|known|heard|met|given|shown|told|kept|involved|written)\b)",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text as they are written, without what is around them."""
    for found in _ENDS.split(text):
        said = found.strip(" \t\r\n-–*;")
        if said:
            yield said


def names_in(text: str, known: WatchList, ordinary: Collection[str]) -> tuple[Span, ...]:
    """Return where a person is or may be named in a text: names watched for, titles, initials, unknown capitals.

    `ordinary` are words in small letters that are no names, such as those of the tool.
    """
    spans = list(known.find(text))
    for pattern in (_TITLE, _DOTTED):
        spans += [Span(*found.span()) for found in pattern.finditer(text)]
    for found in _WORD.finditer(text):
        word = found[0].rstrip(".")
        if word[0].isupper() and not _is_ordinary(word, text[: found.start()], ordinary):
            spans.append(Span(found.start(), found.start() + len(word)))
    return _joined(spans)


def is_about_person(sentence: str, known: WatchList, ordinary: Collection[str]) -> bool:
    """Tell whether a sentence names somebody, or judges a person: led by a pronoun, or of somebody in a role."""
    if _LED.search(sentence.strip()) or _JUDGED.search(sentence):
        return True
    return bool(names_in(sentence, known, ordinary))


def _is_ordinary(word: str, before: str, ordinary: Collection[str]) -> bool:
    plain = re.sub(r"['’].*", "", word)
    if len(plain) == 1:
        return plain == "I" or (plain == "A" and _begins(before))
    if plain.isupper():
        return plain.rstrip("S") in ACRONYMS or plain in ACRONYMS or plain.lower() in ordinary or len(plain) > 4  # noqa: PLR2004 - initials are short
    small = plain.lower()
    if small in GIVEN:
        return small in CALENDAR and bool(_BEFORE_MONTH.search(before))
    if small in CALENDAR or small in PEOPLES or small in ordinary:
        return True
    return small in BEGINNERS if _begins(before) else plain.upper() in ACRONYMS


def _begins(before: str) -> bool:
    stripped = before.rstrip(" \t\"“'‘([-–•*")
    return not stripped or stripped[-1] in ".!?:;\n"


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that meet as one."""
    joined: list[Span] = []
    for one in sorted(spans, key=lambda span: (span.start, span.end)):
        if joined and one.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, one.end))
        else:
            joined.append(one)
    return tuple(joined)
