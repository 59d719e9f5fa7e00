"""Finds words in what a tool asks and in what it calls good, so that a tool is found by one of its questions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from qa_desktop.domain.tool import Item, Tool
from qa_desktop.domain.tool_words import section_name

_LEFT_OF_IT = 12
"""How many letters are told before the word that was found."""
_NO_NEED = 20
"""A word that stands among so many first letters is in sight without leaving any out."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a tool, with what it is and under which id it stands."""

    kind: str
    """What it is, as "Question 2.1"."""
    code: str
    text: str

    @property
    def folded(self) -> str:
        """What is searched."""
        return f"{self.kind} {self.text} {self.code}".casefold()

    def shown(self, words: Collection[str]) -> str:
        """Return the passage in one line, with the first of the case-folded words in sight; its id where that fits."""
        line = " ".join(self.text.split())
        told = f"{self.kind} ({self.code})" if any(_only_in(word, self.code, line) for word in words) else self.kind
        return f"{told}: {_from_the_first(words, line)}"


@dataclass(frozen=True, slots=True)
class SearchText:
    """The passages of one tool, made ready so that each letter typed is answered at once."""

    passages: tuple[Passage, ...]
    folded: tuple[str, ...]
    whole: str

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> SearchText:
        """Return the passages ready to be searched."""
        folded = tuple(one.folded for one in passages)
        return cls(tuple(passages), folded, "\n".join(folded))

    def first_with(self, words: Collection[str]) -> Passage | None:
        """Return the first passage that holds all of the case-folded words."""
        if not all(word in self.whole for word in words):
            return None
        found = (number for number, text in enumerate(self.folded) if all(word in text for word in words))
        return next((self.passages[number] for number in found), None)


def where_found(wanted: str, shown: str, text: SearchText | None) -> str | None:
    """Return the passage that holds the wanted words, as far as the case-folded words that are shown do not.

    It is empty where those hold them all, and None where they stand nowhere together.
    """
    missing = [word for word in wanted.casefold().split() if word not in shown]
    if not missing:
        return ""
    passage = text.first_with(missing) if text else None
    return passage.shown(missing) if passage else None


def passages_of(tool: Tool) -> tuple[Passage, ...]:
    """Return the texts by which a tool is found: questions first, then its sections and what good looks like."""
    return (*_questions(tool), *_sections(tool), *_guidance(tool))


def _questions(tool: Tool) -> Iterator[Passage]:
    for item in (*tool.header, *tool.items):
        yield Passage(f"Question {item.number}".strip(), item.id, " ".join(_said(item)))


def _said(item: Item) -> Iterator[str]:
    yield item.label
    yield from (variant.label for variant in item.wordings)
    if item.help:
        yield item.help


def _sections(tool: Tool) -> Iterator[Passage]:
    for section in tool.sections:
        yield Passage(tool.words.section, section.id, f"{section_name(section)} {section.statement}".strip())


def _guidance(tool: Tool) -> Iterator[Passage]:
    points = (*tool.guidance, *(point for section in tool.sections for point in section.points))
    for point in dict.fromkeys(points):
        yield Passage("Guidance", point.id, " ".join((point.text, *(text for _, text in point.parts))))


def _only_in(word: str, code: str, line: str) -> bool:
    return word in code.casefold() and word not in line.casefold()


def _from_the_first(words: Collection[str], line: str) -> str:
    places = (line.casefold().find(word) for word in words)
    first = min((place for place in places if place >= 0), default=0)
    if first <= _NO_NEED:
        return line
    return f"… {line[first - _LEFT_OF_IT :].partition(' ')[2]}"
