"""Turn what was answered in an audit into the rows of an export, in the order of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from qa_desktop.domain import paths
from qa_desktop.domain.exports.columns import KNOWN, SHORT, Cell, Row
from qa_desktop.domain.exports.pseudonym import Pseudonyms
from qa_desktop.domain.exports.questions import Question, Questions
from qa_desktop.domain.operation import Value

REPEAT = "repeat"
POINT = re.compile("([@~])")
"""What stands between a point and the child or carer, or whoever answered."""
Given = dict[str, dict[str, Value]]
"""The fields of each answer, by its key."""


class _Asked(NamedTuple):
    """What a key asks; in this order rows stand in the order of the form."""

    position: int
    part: str
    question: Question


class AnswerRows:
    """Makes the rows of one version of a tool. What was answered alike before is not worked out anew."""

    def __init__(self, tool: str, questions: Questions, hide: Pseudonyms | None) -> None:
        self._tool = tool
        self._questions = questions
        self._hide = hide
        self._asked: dict[str, _Asked | None] = {}
        self._known: dict[tuple[str, str], tuple[Cell, ...]] = {}

    def __call__(self, audit: str, fields: Mapping[str, Value]) -> Iterator[Row]:
        """Yield a row for each answer among the fields of an audit."""
        found = []
        gone = _taken_out(fields)
        for key, given in self._given(fields).items():
            asked = self._asked_by(key)
            if asked is None or (gone and asked.question.section_id + asked.part.partition("~")[0] in gone):
                continue
            found.append((asked, key, given))
        found.sort(key=_place)
        for asked, key, given in found:
            value = given.get("value")
            if len(given) > 1 or not isinstance(value, str) or len(value) > SHORT:
                yield audit, *self._cells(asked, given)
            else:
                yield audit, *(self._known.get((key, value)) or self._remembered(asked, key, value, given))

    def _remembered(self, asked: _Asked, key: str, value: str, given: Mapping[str, Value]) -> tuple[Cell, ...]:
        if len(self._known) >= KNOWN:
            self._known.clear()
        found = self._known[key, value] = self._cells(asked, given)
        return found

    def _cells(self, asked: _Asked, given: Mapping[str, Value]) -> tuple[Cell, ...]:
        """Return the cells of a row behind its audit."""
        return asked.question.cells(self._tool, asked.part, given, self._hide)

    def _asked_by(self, key: str) -> _Asked | None:
        """Return what a key asks; None where this version of the tool does not."""
        if key in self._asked:
            return self._asked[key]
        if len(self._asked) >= KNOWN:
            self._asked.clear()
        plain = key.partition("~")[0].partition("@")[0]
        question = self._questions.by_id.get(plain)
        asked = None if question is None else _Asked(question.position, key[len(plain) :], question)
        self._asked[key] = asked
        return asked

    def _given(self, fields: Mapping[str, Value]) -> Given:
        """Return what is said to each question; a tick belongs to its list, and what was cleared was not said."""
        given: Given = {}
        parse = paths.Path.parse
        for path, value in fields.items():
            if not value and (value is None or value is False or value in ("", ())):  # the number 0 is an answer
                continue
            parsed = parse(path)
            if parsed.group == REPEAT:
                continue
            if parsed.group != "point":
                given.setdefault(parsed.key, {})[parsed.field] = value
                continue
            point, of, part = (*POINT.split(parsed.key, maxsplit=1), "", "")[:3]
            if value is True and point in self._questions.ticks:
                key = self._questions.ticks[point] + of + part
                ticked = given.setdefault(key, {}).get("value")
                given[key]["value"] = (*ticked, point) if isinstance(ticked, tuple) else (point,)
        return given


def _taken_out(fields: Mapping[str, Value]) -> frozenset[str]:
    """Return the parts that were taken out: their answers are kept, to be brought back, and are in no note."""
    return frozenset(
        path.removeprefix(f"{REPEAT}/").removesuffix("/removed")
        for path, value in fields.items()
        if value is True and path.startswith(REPEAT) and path.endswith("/removed")
    )


def _place(found: tuple[_Asked, str, object]) -> tuple[int, str]:
    return found[0].position, found[0].part
