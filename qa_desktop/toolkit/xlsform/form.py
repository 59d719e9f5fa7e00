"""Holds what is known of a form while it is read: names, lists, losses, and what can be settled only at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import cast

from qa_desktop.toolkit.plain_yaml import Plain
from qa_desktop.toolkit.write_tool import Keys
from qa_desktop.toolkit.xlsform.choice_lists import ChoiceList
from qa_desktop.toolkit.xlsform.columns import FormLine
from qa_desktop.toolkit.xlsform.conditions import Subject, condition_from, expression_from
from qa_desktop.toolkit.xlsform.expression import NotCarriedError
from qa_desktop.toolkit.xlsform.losses import Losses
from qa_desktop.toolkit.xlsform.names import Ids
from qa_desktop.toolkit.xlsform.survey_tree import SHEET

LONGEST = 4000
_ALWAYS = ("true()", "true", "yes", "1", "true ()")


@dataclass(slots=True)
class Form:
    """What is known of one form."""

    file: str
    lists: dict[str, ChoiceList]
    points: dict[str, list[Keys]]
    """Points of what good looks like by place, from our own sheet."""
    losses: Losses
    subjects: dict[str, Subject] = field(default_factory=dict)
    ids: Ids = field(default_factory=Ids)
    section_ids: Ids = field(default_factory=Ids)
    translations: dict[str, dict[str, str]] = field(default_factory=dict)
    scales: dict[str, ChoiceList] = field(default_factory=dict)
    filtered: dict[str, set[str]] = field(default_factory=dict)
    """Columns of the choices that filters use, by list."""
    rows: dict[str, int] = field(default_factory=dict)
    """Rows of the survey by the ids of the questions and sections that they became."""
    _first: list[Callable[[], None]] = field(default_factory=list)
    _later: list[Callable[[], None]] = field(default_factory=list)
    _told: dict[int, Keys | None] = field(default_factory=dict)

    def lose(self, line: FormLine, what: str) -> None:
        """Note a loss in the survey."""
        self.losses.add(SHEET, line.row, what)

    def settle_later(self, settle: Callable[[], None]) -> None:
        """Do this when every name of the form is known."""
        self._later.append(settle)

    def settle_first(self, settle: Callable[[], None]) -> None:
        """Do this when every name is known, before any condition: a name may fall away by it."""
        self._first.append(settle)

    def settle(self) -> None:
        """Do what waited for the names."""
        for settle in (*self._first, *self._later):
            settle()

    def translate(self, path: str, texts: dict[str, str]) -> None:
        """Note the translations of one text."""
        for language, text in texts.items():
            self.translations.setdefault(language, {})[path] = text

    def words(self, line: FormLine, text: str, column: str) -> str:
        """Return a text for a person, telling what in it will be shown as it is written."""
        if "${" in text:
            self.lose(line, f'the {column} shows an answer ("${{...}}"); here it is shown as it is written')
        if len(text) > LONGEST:
            self.lose(line, f"the {column} is longer than {LONGEST} letters and is cut there")
        return text[:LONGEST]

    def show(self, keys: Keys, line: FormLine, own: Keys | None, around: Iterable[FormLine]) -> None:
        """Write into a question or section when it is shown, by its own row and the groups around it."""
        outer = [self.relevance(one, None) for one in around]
        held = keys.get("shown_when")
        shown = together([*outer, self.relevance(line, own), held if isinstance(held, dict) else None])
        if shown:
            keys["shown_when"] = shown

    def relevance(self, line: FormLine, own: Keys | None) -> Keys | None:
        """Return the condition in a row, read once; the one of our own column where it says the same."""
        if line.row not in self._told:
            self._told[line.row] = self._read_relevance(line, own)
        return self._told[line.row]

    def _read_relevance(self, line: FormLine, own: Keys | None) -> Keys | None:
        text = line.take("relevant")
        if not text or text.strip().lower() in _ALWAYS:
            return None
        if own and self._says(own, text):
            return own
        try:
            return condition_from(text, self.subjects)
        except NotCarriedError as reason:
            self.lose(line, f'asked always: the condition "{_short(text)}" is not carried, {reason}')
            return None

    def _says(self, condition: Keys, text: str) -> bool:
        named = {subject.id: (name, subject.type) for name, subject in self.subjects.items()}
        try:
            return expression_from(condition, named) == text
        except (KeyError, StopIteration, TypeError, AttributeError, RecursionError):  # our column, changed by hand
            return False

    def tell_left(self, lines: list[FormLine]) -> None:
        """Tell every filled cell that nothing carried."""
        for line in lines:
            for column in line.left():
                self.losses.add(SHEET, line.row, f'the column "{column}" is left out')


def together(conditions: list[Keys | None]) -> Keys | None:
    """Return one condition that holds when all do."""
    given = [one for one in conditions if one]
    if len(given) < 2:  # noqa: PLR2004  # one needs no "all"
        return given[0] if given else None
    return {"all": cast("list[Plain]", given)}


def guidance_words(points: list[Keys]) -> str:
    """Return points of what good looks like as one text, as it stands in a guidance hint."""
    lines = []
    for point in points:
        parts = point.get("parts")
        said = [f"   {letter}) {text}" for letter, text in parts.items()] if isinstance(parts, dict) else []
        lines += [f"• {point.get('text', '')}", *said]
    return "\n".join(lines)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}..."  # noqa: PLR2004  # a line of a terminal
