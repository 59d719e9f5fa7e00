"""The authority's list of themes: what its settings begin with, and what QA officers changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from qa_desktop.domain.figures.theme import ListedTheme
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.operation import Change, Operation, OperationKind, Value
from qa_desktop.domain.organisation import PROGRAMME
from qa_desktop.domain.projection import head, is_known

_GROUP = "theme/"


@dataclass(frozen=True, slots=True)
class ThemeStep:
    """One change of the list, as it is kept."""

    at: datetime
    by: PersonId
    theme: ListedTheme


@dataclass(frozen=True, slots=True)
class ThemeList:
    """The list as it stands."""

    every: tuple[ListedTheme, ...] = ()
    """Retired and merged ones among them, by name."""
    _by_id: Mapping[str, ListedTheme] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {one.id: one for one in self.every})

    @property
    def offered(self) -> tuple[ListedTheme, ...]:
        """What audits are tagged with, by name."""
        return tuple(one for one in self.every if one.is_offered)

    @property
    def merged(self) -> dict[str, str]:
        """The name that each name has become which was merged, for figures to count them as one."""
        found = ((one.name, self.standing(one).name) for one in self.every if one.merged_into)
        return {before: now for before, now in found if before.casefold() != now.casefold()}

    def by_id(self, theme: str) -> ListedTheme | None:
        """Return a theme by its id."""
        return self._by_id.get(theme)

    def named(self, name: str) -> ListedTheme | None:
        """Return the theme that a name stands for today; a merged one is what it has become."""
        plain = " ".join(name.split()).casefold()
        found = [one for one in self.every if one.name.casefold() == plain]
        found.sort(key=lambda one: not one.is_offered)
        return self.standing(found[0]) if found else None

    def standing(self, one: ListedTheme) -> ListedTheme:
        """Return what a theme has become, itself where it was not merged; a ring of merged ones ends somewhere."""
        seen = {one.id}
        while (later := self._by_id.get(one.merged_into)) is not None and later.id not in seen:
            seen.add(later.id)
            one = later
        return one


def theme_change(one: ListedTheme) -> Change:
    """Return the change that says the whole of a listed theme."""
    facts: dict[str, Value] = {"theme": one.id, "retired": one.is_retired, "merged_into": one.merged_into}
    words: dict[str, Value] = {"name": one.name, "words": tuple(one.words)}
    return Change(PROGRAMME, f"{_GROUP}{one.id}", None, facts=facts, words=words)


def theme_list(begun: Iterable[ListedTheme], programme: Iterable[Operation]) -> ThemeList:
    """Return the list: what the settings begin with, and over it what officers said last."""
    latest: dict[str, list[Operation]] = {}
    for one in _own(programme):
        latest.setdefault(one.path, []).append(one)
    found = {one.id: one for one in begun}
    for several in latest.values():
        last = head(several)
        if last is not None and (read := _read(last)).name:
            found[read.id] = read
    return ThemeList(tuple(sorted(found.values(), key=lambda one: (one.name.casefold(), one.id))))


def theme_steps(programme: Iterable[Operation]) -> tuple[ThemeStep, ...]:
    """Return every change of the list, the earliest first."""
    steps = (ThemeStep(one.client_time, one.author, _read(one)) for one in _own(programme))
    return tuple(sorted(steps, key=lambda step: step.at))


def step_words(step: ThemeStep, before: ListedTheme | None, themes: ThemeList) -> str:
    """Return what a change did, given how the theme stood before it."""
    now = step.theme
    if now.merged_into:
        into = themes.by_id(now.merged_into)
        return f"“{now.name}” merged into “{into.name if into else now.merged_into}”"
    if before is None:
        return f"“{now.name}” added"
    if now.is_retired != before.is_retired:
        return f"“{now.name}” {'retired' if now.is_retired else 'taken up again'}"
    if now.name != before.name:
        return f"“{before.name}” is now called “{now.name}”"
    if replace(now, words=()) == replace(before, words=()):
        return f"The words of “{now.name}” changed"
    return f"“{now.name}” stands for itself again"


def _own(programme: Iterable[Operation]) -> Iterator[Operation]:
    return (
        one
        for one in programme
        if one.kind == OperationKind.SET.value and one.path.startswith(_GROUP) and is_known(one)
    )


def _read(operation: Operation) -> ListedTheme:
    facts, words = operation.facts, operation.unpacked()
    told = words.get("words")
    return ListedTheme(
        id=str(facts.get("theme")),
        name=str(words.get("name") or ""),
        words=tuple(str(one) for one in told) if isinstance(told, tuple) else (),
        is_retired=facts.get("retired") is True,
        merged_into=str(facts.get("merged_into") or ""),
    )
