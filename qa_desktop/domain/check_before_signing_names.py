"""Finds the names that an auditor watches for: whole words, whatever their accents, case and script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qa_desktop.domain.check_before_signing_identifiers import Span
from qa_desktop.errors import InputProblem

FEWEST_LETTERS = 2
FEWEST_IN_PART = 3
PARTICLES = frozenset(
    {
        "van", "von", "der", "den", "del", "della", "dos", "bin", "ibn", "abu", "umm", "ben", "bint", "verch", "ferch",
        "and", "the",
    }
)  # fmt: skip
"""Parts of names that are words by themselves; each stands in a name and is never looked for alone."""
OWN_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-", "ـ": "", "ى": "ي", "ة": "ه"}
)
"""Signs that are written in several ways, and Arabic letters that are written one for the other."""
UNMARKED = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
"""Accents, and the vowel signs that Hebrew and Arabic may leave out. In other scripts such signs are letters."""
ARABIC = re.compile("[\u0620-\u06d3\u0750-\u077f\u08a0-\u08ff]")
ARABIC_PREFIXES = "وفبلك"
"""Little words that Arabic writes into the next one: "and", "so", "with", "for", "like"."""
WITHOUT_GAPS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
"""Scripts without gaps between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese. Korean joins particles to words."""
GAP = r"[\s-]+"
POSSESSIVE = re.compile("'?s")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One thing to look for. A part of a longer name counts only where it is not written small, as words are."""

    pattern: re.Pattern[str]
    is_part: bool


class WatchList:
    """The names to watch for. They live in memory with this list, and nowhere else."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Take names as they were typed; raise InputProblem where one is too short to be looked for."""
        self.names = tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
        self._folding = _Folding()
        self._wanted = [wanted for name in self.names for wanted in self._looked_for(name)]

    def find(self, text: str) -> tuple[Span, ...]:
        """Return where a name stands, possessives included, in the order of the text."""
        folded = text.translate(self._folding) if self._wanted else ""
        found = {
            (start, end, wanted.is_part)
            for wanted in self._wanted
            for one in wanted.pattern.finditer(folded)
            for start, end in _alone(folded, one.start(1), one.end(1))
        }
        if not found:
            return ()
        origin = [place for place, letter in enumerate(text) for _ in self._folding[ord(letter)]]
        spans = [
            self._in_text(text, origin[start], origin[end - 1] + 1)
            for start, end, is_part in found
            if not (is_part and text[origin[start]].islower())
        ]
        return _longest(spans)

    def _looked_for(self, name: str) -> list[_Wanted]:
        folded = name.translate(self._folding)
        letters = sum(letter.isalpha() for letter in folded)
        if letters < FEWEST_LETTERS and not WITHOUT_GAPS.search(folded):
            raise InputProblem(f"“{name}” is too short to look for. Give at least {FEWEST_LETTERS} letters of a name.")
        words = [word.strip("'") for word in re.split(GAP, folded) if word.strip("'")]
        parts = [word for word in words if len(word) >= FEWEST_IN_PART and word not in PARTICLES]
        alone = parts if len(words) > 1 else []
        return [_Wanted(_pattern(words), is_part=False), *(_Wanted(_pattern([one]), is_part=True) for one in alone)]

    def _in_text(self, text: str, start: int, end: int) -> Span:
        while end < len(text) and not self._folding[ord(text[end])]:
            end += 1
        return Span(start, end)


class _Folding(dict[int, str]):
    """What each letter is compared as; worked out once for each letter that occurs."""

    def __missing__(self, code: int) -> str:
        plain = UNMARKED.sub("", unicodedata.normalize("NFKD", chr(code).translate(ALIKE)))
        folded = self[code] = plain.casefold().translate(OWN_LETTERS)
        return folded


def _pattern(words: list[str]) -> re.Pattern[str]:
    written = GAP.join(re.escape(word).replace("'", "'? ?") for word in words)
    return re.compile(f"(?=({written}))")  # a look ahead: one that stands in another word hides none behind it


def _alone(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the place of a word, with its possessive, if it is no piece of another word."""
    begins = _has_gap_before(text, start) or WITHOUT_GAPS.match(text, start)
    possessive = POSSESSIVE.match(text, end)
    if possessive and not _is_letter(text, possessive.end()):
        end = possessive.end()
    if begins and (not _is_letter(text, end) or WITHOUT_GAPS.match(text, end - 1)):
        yield start, end


def _has_gap_before(text: str, start: int) -> bool:
    if not _is_letter(text, start - 1):
        return True
    joined = text[start - 1] in ARABIC_PREFIXES and ARABIC.match(text, start)
    return bool(joined) and not _is_letter(text, start - 2)


def _is_letter(text: str, place: int) -> bool:
    if not 0 <= place < len(text):
        return False
    return text[place].isalnum() or text[place] == "_" or unicodedata.category(text[place]).startswith("M")


def _longest(spans: Iterable[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if not kept or not span.meets(kept[-1]):
            kept.append(span)
    return tuple(kept)
