"""Turn what was answered in an audit into the rows of an export, in the order of the form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from qa_desktop.domain import paths
from qa_desktop.domain.exports.columns import Row
from qa_desktop.domain.exports.export_ports import StoredField
from qa_desktop.domain.exports.pseudonym import Pseudonyms
from qa_desktop.domain.exports.questions import Question, Questions
from qa_desktop.domain.exports.remembered import Remembered
from qa_desktop.domain.operation import Value

VALUE, TICK = "value", "tick"
WORDS = ("comment", "reason")
"""The fields that change nothing of a row but its last cells."""
POINT = re.compile("([@~])")
"""What stands between a point and the child or carer, or whoever answered."""


class _Place(NamedTuple):
    """Where a row stands among those of its audit: in this order they stand in the order of the form."""

    position: int
    part: str


class _Said(NamedTuple):
    """What a field says to a question; one without a question says that a part was taken out."""

    about: str
    """The part: a section, and which child or carer where it is filled in for several."""
    place: _Place = _Place(0, "")
    question: Question | None = None
    field: str = ""
    value: Value = None
    alone: Row | None = None
    """The row behind its audit where nothing more is said to the question; None for what people wrote beside it."""


class AnswerRows:
    """Makes the rows of one version of a tool. What was answered alike before is not worked out anew."""

    def __init__(self, tool: str, questions: Questions, hide: Pseudonyms | None) -> None:
        self._tool = tool
        self._questions = questions
        self._hide = hide
        self._said = Remembered(self._said_by, attrgetter("recurs"))

    def __call__(self, fields: Iterable[StoredField]) -> list[Row]:
        """Return a row, behind its audit, for each answer among the fields of an audit in the order of their paths."""
        found: dict[_Place, tuple[_Said, ...]] = {}
        gone = set()
        for said in map(self._said.__getitem__, fields):
            if said is None:
                continue
            if said.question is None:
                gone.add(said.about)
            elif said.place in found:
                found[said.place] += (said,)
            else:
                found[said.place] = (said,)
        rows = []
        for place in sorted(found):
            said, *more = found[place]
            if said.about not in gone:
                rows.append(said.alone if said.alone and not more else self._together(found[place]))
        return rows

    def _together(self, several: tuple[_Said, ...]) -> Row:
        """Return the row of a question to which several things were said."""
        given: dict[str, Value] = {}
        for one in several:
            ticked = given.get(VALUE)
            if one.field == TICK:
                given[VALUE] = (*ticked, str(one.value)) if isinstance(ticked, tuple) else (str(one.value),)
            else:
                given[one.field] = one.value
        last, question = several[-1], several[0].question
        if question is None:
            raise ValueError("what says that a part was taken out makes no row")
        if last.alone and last.field == VALUE and all(one.field in WORDS for one in several[:-1]):
            return *last.alone[: -len(WORDS)], *question.words(given, self._hide)
        return question.cells(self._tool, last.place.part, given, self._hide)

    def _said_by(self, field: StoredField) -> _Said | None:
        """Return what a field says; None where it is cleared, or no question of this version is asked there."""
        value = field.value
        if not value and (value is None or value is False or value in ("", ())):  # the number 0 is an answer
            return None
        path = paths.Path.parse(field.path)
        if path.group == "repeat":
            # The answers of a part that was taken out are kept, to be brought back, and are in no note.
            return _Said(path.key) if path.field == "removed" and value is True else None
        if path.group != "point":
            return self._said_to(path.key, path.field, value)
        point, *which = POINT.split(path.key, maxsplit=1)
        if value is not True or point not in self._questions.ticks:
            return None
        return self._said_to(self._questions.ticks[point] + "".join(which), TICK, point)

    def _said_to(self, key: str, field: str, value: Value) -> _Said | None:
        plain = key.partition("~")[0].partition("@")[0]
        question = self._questions.by_id.get(plain)
        if question is None:
            return None
        part = key[len(plain) :]
        alone = None
        if field not in WORDS:
            given: dict[str, Value] = {VALUE: (str(value),)} if field == TICK else {field: value}
            alone = question.cells(self._tool, part, given, self._hide)
        about = question.section_id + part.partition("~")[0]
        return _Said(about, _Place(question.position, part), question, field, value, alone)
