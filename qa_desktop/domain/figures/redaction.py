"""Redacting a quotation: what a person took out of it, and what is still to be looked at before it leaves the team."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import SequenceMatcher

from qa_desktop.domain.check_before_signing_identifiers import OwnWords, Span, identifiers
from qa_desktop.domain.check_before_signing_names import WatchList

GAP = "[…]"
"""What stands where something was struck."""
FEWEST_LETTERS = 2
_WORD = re.compile(r"\S+")


def struck_from(quote: str, public: str) -> tuple[str, ...]:
    """Return the pieces of a quotation that its redacted form leaves out or says otherwise, in their order."""
    before, after = _WORD.findall(quote), _WORD.findall(public)
    steps = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    return tuple(" ".join(before[start:end]) for tag, start, end, _, _ in steps if tag in ("delete", "replace"))


def with_struck(quote: str, start: int, end: int) -> str:
    """Return a quotation in which the words that a selection touches are struck; gaps beside each other are one."""
    touched = [one.span() for one in _WORD.finditer(quote) if one.start() < end and start < one.end()]
    if not touched:
        return quote
    told = f"{quote[: touched[0][0]]}{GAP}{quote[touched[-1][1] :]}"
    return re.sub(rf"{re.escape(GAP)}(?:\s*{re.escape(GAP)})+", GAP, told)


def recognisable(texts: Iterable[str], watched: Iterable[str], today: date) -> Iterator[str]:
    """Yield the pieces of texts that could identify somebody: numbers by their form, and names to watch for."""
    names = WatchList(name for name in watched if sum(letter.isalpha() for letter in name) >= FEWEST_LETTERS)
    for text in texts:
        yield from (text[span.start : span.end] for span in recognisable_spans(text, names, today))


def recognisable_spans(text: str, names: WatchList, today: date) -> list[Span]:
    """Return where such pieces stand, in the order of the text; none is found twice."""
    spans = [span for _, span in identifiers(text, OwnWords(today))]
    spans += (one for one in names.find(text) if not any(one.meets(other) for other in spans))
    return sorted(spans, key=lambda span: span.start)
