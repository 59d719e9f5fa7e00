"""Which theme a sentence speaks of, and whether as a strength: by the words of the list, and what people tagged."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from qa_desktop.domain.figures.theme import ListedTheme, ThemeKind
from qa_desktop.domain.suggesting.words import STOP

LEAST_LIKENESS = 0.16
LEAST_LEANING = 0.5
PLACE_COUNTS = 0.6
"""What the place of a sentence adds to its own words."""
PRIOR = 2.0
"""As how many quotations of either kind count in which a term is as usual as in both together."""
OWN_WORDS_COUNT = 9
"""From how many tagged quotations on these count as much as the words of the list."""
CUES: Mapping[ThemeKind, str] = {
    ThemeKind.STRENGTH: (
        "clear well good strong excellent thorough thoughtful timely prompt consistent regular detailed careful "
        "purposeful sensitive creative effective rich confident evident heard captured respected understood helpful "
        "measurable within promptly explored balanced built involved swift meaningful skilled"
    ),
    ThemeKind.DEVELOPMENT: (
        "unclear poor weak missing late lack limited delay drift overdue incomplete inconsistent irregular generic "
        "vague insufficient gap should must need nobody without never neither outdated only absent unrecorded rarely "
        "repetitive superficial unexplored lost slow fail"
    ),
}
"""Words that speak of either, before anybody has tagged anything: about as many of each."""
NOT_LEANS = -0.6
NEGATIONS = frozenset({"no", "not", "cannot", "nothing", "none", "nor"})
REACH_OF_NOT = 2
"""How many words after a negation it turns round."""
_WORD = re.compile(r"[^\W\d_]+")
Stem = Callable[[str], str]
Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a person tagged: an example to learn from."""

    kind: ThemeKind
    theme: str
    """Its name, as it is today."""
    words: str


@dataclass(frozen=True, slots=True)
class Likely:
    """What a sentence probably speaks of."""

    theme: ListedTheme
    kind: ThemeKind
    likeness: float
    """From 0 to 1."""


@dataclass(frozen=True)
class ThemeModel:
    """Made anew from the list and the tags on this laptop, and never kept."""

    themes: Sequence[ListedTheme]
    examples: Sequence[Tagged]
    stem: Stem
    _rarity: Vector = field(init=False, default_factory=dict)
    _profiles: list[tuple[ListedTheme, Vector]] = field(init=False, default_factory=list)
    _leaning: Vector = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "stem", lru_cache(maxsize=50_000)(self.stem))
        begun = {
            one.name.casefold(): [*self._terms(one.name), *self._terms(" . ".join(one.words))] for one in self.themes
        }
        told = [(one, self._terms(one.words)) for one in self.examples]
        self._weigh([*begun.values(), *(terms for _, terms in told)])
        of_theme: dict[str, list[Vector]] = defaultdict(list)
        of_kind: dict[ThemeKind, list[list[str]]] = {kind: [] for kind in ThemeKind}
        for one, terms in told:
            of_theme[one.theme.casefold()].append(self._vector(terms))
            of_kind[one.kind].append(self._marked(one.words))
        for theme in self.themes:
            seed, several = _unit(self._vector(begun[theme.name.casefold()])), of_theme[theme.name.casefold()]
            learned = _scaled(_unit(_sum(several)), min(1.0, math.sqrt(len(several) / OWN_WORDS_COUNT)))
            self._profiles.append((theme, _unit(_sum([seed, learned]))))
        self._learn_kinds(of_kind)

    def likely(self, sentence: str, leans: ThemeKind | None = None) -> Likely | None:
        """Return what a sentence speaks of, or None where its words do not say enough of it."""
        found = self._theme_of(sentence)
        kind = self._kind_of(sentence, leans)
        if found is None or kind is None:
            return None
        return Likely(found[0], kind, found[1])

    def _theme_of(self, sentence: str) -> tuple[ListedTheme, float] | None:
        said = _unit(self._vector(self._terms(sentence)))
        scored = [(theme, _product(said, profile)) for theme, profile in self._profiles]
        best = max(scored, key=lambda one: one[1], default=None)
        return best if best is not None and best[1] >= LEAST_LIKENESS else None

    def _kind_of(self, sentence: str, leans: ThemeKind | None) -> ThemeKind | None:
        leaning = sum(self._leaning.get(term, 0.0) for term in set(self._marked(sentence)))
        if leans is not None:
            leaning += PLACE_COUNTS if leans is ThemeKind.STRENGTH else -PLACE_COUNTS
        if abs(leaning) < LEAST_LEANING:
            return None
        return ThemeKind.STRENGTH if leaning > 0 else ThemeKind.DEVELOPMENT

    def _learn_kinds(self, told: Mapping[ThemeKind, Sequence[Sequence[str]]]) -> None:
        """Learn how far each term leans to strengths (above 0) or concerns, from -1 to 1.

        Terms are counted as shares of their kind: that one kind is tagged more often makes it no likelier, and
        while one of them is not tagged at all, nothing is learned of either.
        """
        for kind, sign in ((ThemeKind.STRENGTH, 1.0), (ThemeKind.DEVELOPMENT, -1.0)):
            for word in CUES[kind].split():
                stem = self.stem(word)
                self._leaning[stem] = sign
                self._leaning[f"not {stem}"] = -sign - NOT_LEANS
        self._leaning["not"] = NOT_LEANS
        counts = {kind: Counter(term for one in several for term in set(one)) for kind, several in told.items()}
        numbers = {kind: len(several) for kind, several in told.items() if several}
        for term in {term for own in counts.values() for term in own}:
            usual = sum(counts[kind][term] / number for kind, number in numbers.items()) / len(numbers)
            strength, concern = (
                (counts[kind][term] + PRIOR * usual) / (numbers.get(kind, 0) + PRIOR) for kind in ThemeKind
            )
            learned = math.log(strength / concern) / 2
            self._leaning[term] = max(-1.0, min(1.0, self._leaning.get(term, 0.0) + learned))

    def _terms(self, text: str) -> list[str]:
        """Return the stems of a text, and each two beside each other."""
        terms: list[str] = []
        for part in text.casefold().split(" . "):
            words = [self.stem(word) for word in _WORD.findall(part) if word not in STOP]
            terms += words
            terms += [f"{first} {second}" for first, second in pairwise(words)]
        return terms

    def _marked(self, text: str) -> list[str]:
        """Return the stems of a text for its kind; what a negation stands before is told apart."""
        terms: list[str] = []
        negated = 0
        for word in re.findall(r"n['’]t\b|[^\W\d_]+", text.casefold()):
            plain = word.replace("’", "'")
            if plain in NEGATIONS or plain == "n't":
                terms.append("not")
                negated = REACH_OF_NOT
            elif plain not in STOP:
                stem = self.stem(plain)
                terms.append(f"not {stem}" if negated else stem)
                negated = max(0, negated - 1)
        return terms

    def _weigh(self, documents: Sequence[Sequence[str]]) -> None:
        counts = Counter(term for one in documents for term in set(one))
        for term, number in counts.items():
            self._rarity[term] = 1 + math.log((1 + len(documents)) / (1 + number))

    def _vector(self, terms: Iterable[str]) -> Vector:
        return {term: (1 + math.log(n)) * self._rarity.get(term, 1.0) for term, n in Counter(terms).items()}


def _sum(vectors: Iterable[Vector]) -> Vector:
    total: defaultdict[str, float] = defaultdict(float)
    for one in vectors:
        for term, weight in one.items():
            total[term] += weight
    return dict(total)


def _scaled(vector: Vector, by: float) -> Vector:
    return {term: weight * by for term, weight in vector.items()}


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return _scaled(vector, 1 / length) if length else vector


def _product(first: Vector, second: Vector) -> float:
    return sum(weight * second.get(term, 0.0) for term, weight in first.items())
