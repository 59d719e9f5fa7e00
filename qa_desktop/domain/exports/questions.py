"""What a tool asks, as exports name it: a row of answers is made of a question and the fields under its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qa_desktop.domain.exports.columns import Cell, Row
from qa_desktop.domain.exports.pseudonym import Pseudonyms
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import AnswerType, Item, Section, Tool, plain_id

SEPARATOR = ";"
OF_PEOPLE = frozenset({AnswerType.PERSON, AnswerType.INITIALS})
OF_WORDS = frozenset({AnswerType.TEXT, AnswerType.SIGNATURE})
BY_PREFILL = {"subject": "case", "auditor": "person", "practitioner": "person"}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of one version of a tool."""

    id: str
    position: int
    section: str
    label: str
    type: AnswerType
    labels: Mapping[str, str]
    """What each code means."""
    in_head: bool
    section_id: str = ""
    """Empty in the form's head."""
    whose: str = ""
    """Whose name stands there, `case` or `person`; empty where no name does."""

    def cells(self, tool: str, part: str, given: Mapping[str, Value], hide: Pseudonyms | None) -> tuple[Cell, ...]:
        """Return the row of an answer behind its audit; with `hide` nobody is named in it."""
        value, label, number = self._told(given.get("value"), hide)
        return (
            tool,
            self.id,
            part or None,
            self.section or None,
            self.label,
            self.type.value,
            value,
            label,
            number,
            given.get("not_applicable") is True,
            given.get("not_evidenced") is True,
            *self.words(given, hide),
        )

    def words(self, given: Mapping[str, Value], hide: Pseudonyms | None) -> tuple[Cell, Cell]:
        """Return the last cells of a row: what people wrote beside the answer."""
        if hide is not None:
            return None, None
        comment, reason = given.get("comment"), given.get("reason")
        return str(comment) if comment else None, str(reason) if reason else None

    def _told(self, value: Value, hide: Pseudonyms | None) -> tuple[str | None, str | None, int | float | None]:
        """Return the answer, what it means, and its number."""
        if value is None or value in ("", ()) or self.type is AnswerType.SIGNATURE:
            return None, None, None
        if self.type is AnswerType.AUDIT:
            linked = value if isinstance(value, tuple) else (str(value),)
            return linked[0], None if hide is not None else " ".join(linked[1:2]) or None, None
        if isinstance(value, tuple):
            return SEPARATOR.join(value), SEPARATOR.join(self.labels.get(one, one) for one in value), None
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value), None, value
        told = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
        return self._hidden(told, hide), self.labels.get(told), None

    def _hidden(self, told: str, hide: Pseudonyms | None) -> str | None:
        if hide is None:
            return told
        if self.whose:
            return hide(self.whose, told)
        # A date in the head may be that of a birth.
        is_telling = self.type in OF_WORDS or (self.in_head and self.type is AnswerType.DATE)
        return None if is_telling else told


@dataclass(frozen=True, slots=True)
class Questions:
    """What one version of a tool asks."""

    by_id: Mapping[str, Question]
    ticks: Mapping[str, str]
    """To which checklist each of its points belongs."""

    def codes(self, tool: str) -> Iterator[Row]:
        """Yield what the codes of each question mean."""
        for one in self.by_id.values():
            for code, label in one.labels.items():
                yield f"{tool}/{one.id}", code, label, None


def questions_of(tool: Tool) -> Questions:
    """Return what a tool asks, in its own language."""
    found = [_question(tool, item, None, number) for number, item in enumerate(tool.header)]
    found += [
        _question(tool, item, section, number)
        for number, (section, item) in enumerate(
            ((section, item) for section in tool.sections for item in section.items), start=len(found)
        )
    ]
    lists = (item for item in tool.items if item.type is AnswerType.CHECKLIST)
    ticks = {str(point.id): str(item.id) for item in lists for point in item.guidance}
    return Questions({one.id: one for one in found}, ticks)


def _question(tool: Tool, item: Item, section: Section | None, position: int) -> Question:
    labels = {one.code: one.label for one in item.choices}
    scale = tool.scale_of(item)
    labels |= {one.code: one.label for one in scale.points} if scale else {}
    if item.type is AnswerType.YES_NO:
        labels = {"yes": tool.words.yes, "no": tool.words.no, **labels}
    if item.type is AnswerType.CHECKLIST:
        labels = {str(point.id): point.text for point in item.guidance}
    whose = BY_PREFILL.get(item.prefill, "person" if item.type in OF_PEOPLE else "")
    plain = plain_id(str(item.id))
    title, section_id = (section.title, str(section.id)) if section else ("", "")
    return Question(plain, position, title, item.label, item.type, labels, section is None, section_id, whose)
