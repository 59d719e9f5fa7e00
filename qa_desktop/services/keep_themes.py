"""Keep the authority's list of themes: QA officers add, merge and retire, everybody tags with what stands there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from qa_desktop.domain.figures.theme import ListedTheme
from qa_desktop.domain.figures.theme_list import ThemeList, step_words, theme_change, theme_list, theme_steps
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.ports import LocalStore, NewIds
from qa_desktop.domain.record import Role
from qa_desktop.errors import InputProblem, NotAllowed, NotFound

LONGEST = 80


@dataclass(frozen=True, slots=True)
class ThemeNews:
    """One change of the list, in words."""

    at: datetime
    by: str
    """The person's name, or their id where nobody told it."""
    what: str


@dataclass(frozen=True, slots=True)
class ThemeReads:
    """What the list is made of."""

    begun: Callable[[], tuple[ListedTheme, ...]]
    """Returns what the settings begin with."""
    programme: Callable[[], tuple[Operation, ...]]
    names: Callable[[], Mapping[PersonId, str]]


class KeepThemes:
    """The tags of audits stay as they were written: a list that changes changes none of them."""

    def __init__(self, store: LocalStore, reads: ThemeReads, new_id: NewIds) -> None:
        self._store = store
        self._reads = reads
        self._new_id = new_id

    @property
    def may_write(self) -> bool:
        """Whether the owner keeps the list."""
        return self._store.owner.role is Role.QA_OFFICER

    def __call__(self) -> ThemeList:
        """Return the list as it stands."""
        return theme_list(self._reads.begun(), self._reads.programme())

    def merged(self) -> Mapping[str, str]:
        """Return what each theme has become that was merged, by name."""
        return self().merged

    def add(self, name: str, words: tuple[str, ...] = ()) -> ListedTheme:
        """Add a theme, or take a retired one up again, and return it; `words` speak of it.

        Raises NotAllowed for anybody but a QA officer; InputProblem where it has no name or is there.
        """
        self._demand_officer()
        plain = _plain_name(name)
        spoken = tuple(dict.fromkeys(" ".join(one.split()) for one in words if one.strip()))
        found = self().named(plain)
        if found is not None and found.is_offered:
            raise InputProblem(f"There is a theme “{found.name}” already.")
        if found is not None:
            return self._put(replace(found, is_retired=False, words=spoken or found.words))
        return self._put(ListedTheme(self._new_id(), plain, spoken))

    def merge(self, theme: str, into: str) -> ListedTheme:
        """Let a theme be another one from now on, and return that; figures count both as one."""
        self._demand_officer()
        first, second = self.known(theme), self.known(into)
        if first.id == second.id:
            raise InputProblem("Name two themes: one, and the one that it becomes.")
        if not second.is_offered:
            raise InputProblem(f"“{second.name}” is retired. Merge into one that is in use.")
        self._put(replace(first, merged_into=second.id))
        return second

    def rename(self, theme: str, name: str) -> ListedTheme:
        """Call a theme otherwise from now on, and return it as it is called now.

        Audits keep their tags as they were written; figures count them under the new name. Raises InputProblem where
        there is another theme of that name.
        """
        self._demand_officer()
        before, plain = self.known(theme), _plain_name(name)
        taken = self().named(plain)
        if taken is not None and taken.id != before.id:
            raise InputProblem(f"There is a theme “{taken.name}” already. Merge the two, or take another name.")
        if plain.casefold() == before.name.casefold():
            return self._put(replace(before, name=plain))
        made = ListedTheme(self._new_id(), plain, before.words)
        self._store.append([theme_change(made), theme_change(replace(before, merged_into=made.id))])
        return made

    def retire(self, theme: str) -> None:
        """Offer a theme no more; audits keep their tags, and figures tell them."""
        self._demand_officer()
        self._put(replace(self.known(theme), is_retired=True))

    def restore(self, theme: str) -> ListedTheme:
        """Let a theme that was merged or retired stand for itself again, and return it."""
        self._demand_officer()
        plain = " ".join(theme.split()).casefold()
        found = next((one for one in self().every if plain in (one.id, one.name.casefold())), None)
        if found is None:
            raise NotFound(f"There is no theme “{theme}”.")
        return self._put(replace(found, is_retired=False, merged_into=""))

    def history(self) -> tuple[ThemeNews, ...]:
        """Return who changed what, the latest first."""
        themes, names = self(), self._reads.names()
        before = {one.id: one for one in self._reads.begun()}
        told = []
        for step in theme_steps(self._reads.programme()):
            what = step_words(step, before.get(step.theme.id), themes)
            told.append(ThemeNews(step.at, names.get(step.by, str(step.by)), what))
            before[step.theme.id] = step.theme
        return tuple(reversed(told))

    def known(self, theme: str) -> ListedTheme:
        """Return a theme by its id or name; raise NotFound."""
        themes = self()
        found = themes.by_id(theme) or themes.named(theme)
        if found is None:
            names = ", ".join(one.name for one in themes.offered)
            raise NotFound(f"There is no theme “{theme}”. There are: {names or 'none'}.")
        return themes.standing(found)

    def _put(self, one: ListedTheme) -> ListedTheme:
        self._store.append([theme_change(one)])
        return one

    def _demand_officer(self) -> None:
        if not self.may_write:
            raise NotAllowed("Only a QA officer changes the list of themes.")


def _plain_name(name: str) -> str:
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST:
        raise InputProblem(f"Give the theme a name of at most {LONGEST} characters.")
    return plain
