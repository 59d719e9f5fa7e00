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
from qa_desktop.domain.exports.remembered import Remembered, is_short
from qa_desktop.domain.operation import Value

VALUE, TICK = "value", "tick"
WORDS = ("comment", "reason")
"""The fields that change nothing of a row but its last cells."""
VALUE_AND_WORDS = frozenset({VALUE, *WORDS})
POINT = re.compile("([@~])")
"""What stands between a point and the child or carer, or whoever answered."""


class _Place(NamedTuple):
    """Where a row stands among those of its audit: in this order they stand in the order of the form."""

    position: int
    part: str


class _Asked(NamedTuple):
    """To what a path belongs: to a question; one without a question says that a part was taken out."""

    about: str
    """The part: a section, and which child or carer where it is filled in for several."""
    place: _Place = _Place(0, "")
    question: Question | None = None
    field: str = ""
    point: str = ""
    """Which point of a checklist is ticked."""


class _Said(NamedTuple):
    """What a field says."""

    asked: _Asked
    value: Value
    alone: Row | None
    """The row behind its audit where nothing more is said to the question; None for what people wrote beside it."""


class AnswerRows:
    """Makes the rows of one version of a tool. What was answered alike before is not worked out anew."""

    def __init__(self, tool: str, questions: Questions, hide: Pseudonyms | None) -> None:
        self._tool = tool
        self._questions = questions
        self._hide = hide
        self._asked = Remembered(self._asked_at, is_short)
        self._said = Remembered(self._said_by, attrgetter("recurs"))

    def __call__(self, fields: Iterable[StoredField]) -> list[Row]:
        """Return a row, behind its audit, for each answer among the fields of an audit in the order of their paths."""
        found: dict[_Place, tuple[_Said, ...]] = {}
        gone = set()
        for said in filter(None, map(self._said.__getitem__, fields)):
            asked = said.asked
            if asked.question is None:
                gone.add(asked.about)
            elif asked.place in found:
                found[asked.place] += (said,)
            else:
                found[asked.place] = (said,)
        rows = []
        for place in sorted(found):
            said, *more = found[place]
            if said.asked.about not in gone:
                rows.append(said.alone if said.alone and not more else self._together(found[place]))
        return rows

    def _together(self, several: tuple[_Said, ...]) -> Row:
        """Return the row of a question to which several things were said."""
        last, question = several[-1], several[0].asked.question
        if question is None:
            raise ValueError("what says that a part was taken out makes no row")
        given = {asked.field: value for asked, value, _ in several}
        if last.alone and last.asked.field == VALUE and given.keys() <= VALUE_AND_WORDS:
            return *last.alone[: -len(WORDS)], *question.words(given, self._hide)
        ticked = tuple(asked.point for asked, _, _ in several if asked.point)
        if ticked:
            before = given.get(VALUE)
            given[VALUE] = (*before, *ticked) if isinstance(before, tuple) else ticked
        return question.cells(self._tool, last.asked.place.part, given, self._hide)

    def _said_by(self, field: StoredField) -> _Said | None:
        """Return what a field says; None where it is cleared, or no question of this version is asked there."""
        value = field.value
        if not value and (value is None or value is False or value in ("", ())):  # the number 0 is an answer
            return None
        asked = self._asked[field.path]
        if asked is None or ((asked.point or asked.question is None) and value is not True):
            return None
        if asked.question is None or asked.field in WORDS:
            return _Said(asked, value, None)
        given = {VALUE: (asked.point,)} if asked.point else {asked.field: value}
        return _Said(asked, value, asked.question.cells(self._tool, asked.place.part, given, self._hide))

    def _asked_at(self, path: str) -> _Asked | None:
        parsed = paths.Path.parse(path)
        if parsed.group == "repeat":
            # The answers of a part that was taken out are kept, to be brought back, and are in no note.
            return _Asked(parsed.key) if parsed.field == "removed" else None
        if parsed.group != "point":
            return self._asked_of(parsed.key, parsed.field)
        point, *which = POINT.split(parsed.key, maxsplit=1)
        known = self._questions.ticks.get(point)
        return None if known is None else self._asked_of(known + "".join(which), TICK, point)

    def _asked_of(self, key: str, field: str, point: str = "") -> _Asked | None:
        plain = key.partition("~")[0].partition("@")[0]
        question = self._questions.by_id.get(plain)
        if question is None:
            return None
        part = key[len(plain) :]
        about = question.section_id + part.partition("~")[0]
        return _Asked(about, _Place(question.position, part), question, field, point)
