"""Suggests themes for an audit: as many strengths as concerns are let through, and each shows the words it rests on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.check_before_signing_names import WatchList
from qa_desktop.domain.exemplar import people_in
from qa_desktop.domain.figures.theme import ListedTheme, ThemeKind, themes_in
from qa_desktop.domain.suggesting.about_people import is_about_person, sentences
from qa_desktop.domain.suggesting.model import ThemeModel
from qa_desktop.domain.suggesting.passages import Passage, passages
from qa_desktop.domain.tool import Tool

REFUSED = "refused"
MOST_OF_EACH = 5
"""So many strengths are suggested at most, and so many concerns."""
FEWEST_WORDS = 3
LONGEST_QUOTE = 400
_SMALL = re.compile(r"(?<!\w)[^\W\d_A-Z]+(?!\w)")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme that an audit may speak of. A person accepts, changes or refuses it; nothing applies it by itself."""

    kind: ThemeKind
    theme: ListedTheme
    quote: str
    """The sentence of the audit, as it is written."""
    item: str
    path: str
    place: str
    likeness: float

    @property
    def key(self) -> str:
        """What tells it from others of the audit, for its refusal to be remembered without its words."""
        told = f"{self.kind.value}|{self.theme.id}|{plain(self.quote)}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def refusal_path(self) -> str:
        """Where its refusal is kept: with its owner's own notes on the audit, which never leave."""
        return paths.preparation(REFUSED, self.key)


def suggestions(audit: Audit, model: ThemeModel, refused: Collection[str] = ()) -> tuple[Suggestion, ...]:
    """Return what an audit may be tagged with: the likeliest of each kind, as many of one as of the other at most.

    `refused` are keys of suggestions that are made no more.
    """
    done = {plain(one.quote) for one in themes_in(audit.record.fields)}
    found = [one for one in _found(audit, model) if one.key not in refused and plain(one.quote) not in done]
    return balanced(found)


def balanced(found: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Return the likeliest of each kind in turn, strengths first, so that neither kind crowds out the other."""
    of_each = []
    for kind in (ThemeKind.STRENGTH, ThemeKind.DEVELOPMENT):
        own = sorted((one for one in found if one.kind is kind), key=lambda one: -one.likeness)
        of_each.append(own[:MOST_OF_EACH])
    return tuple(one for pair in zip_longest(*of_each) for one in pair if one is not None)


def plain(quote: str) -> str:
    """Return a quotation in the form in which two are compared."""
    return " ".join(quote.split()).casefold()


def watched(audit: Audit) -> WatchList:
    """Return the names that an audit holds."""
    return WatchList(name for name in people_in(audit) if sum(letter.isalpha() for letter in name) > 1)


def ordinary_words(tool: Tool) -> frozenset[str]:
    """Return words that are no names: those that a tool writes small."""
    return frozenset(word for text in _tool_texts(tool) for word in _SMALL.findall(text))


def _found(audit: Audit, model: ThemeModel) -> Iterator[Suggestion]:
    names, ordinary = watched(audit), ordinary_words(audit.tool)
    seen: set[str] = set()
    for passage in passages(audit):
        for said in sentences(passage.text):
            if plain(said) in seen or not len(said.split()) >= FEWEST_WORDS or len(said) > LONGEST_QUOTE:
                continue
            seen.add(plain(said))
            if not is_about_person(said, names, ordinary):
                yield from _likely(model, passage, said)


def _likely(model: ThemeModel, passage: Passage, said: str) -> Iterator[Suggestion]:
    one = model.likely(said, passage.leans)
    if one is not None:
        yield Suggestion(one.kind, one.theme, said, passage.item, passage.path, passage.place, one.likeness)


def _tool_texts(tool: Tool) -> Iterator[str]:
    for section in tool.sections:
        yield section.title
        for item in section.items:
            yield item.label
            yield from (point.text for point in item.guidance)
