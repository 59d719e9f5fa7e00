"""Gives everything of a tool a name that XLSForm allows: the id itself where it can be, each once in the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from qa_desktop.toolkit.write_tool import Keys
from qa_desktop.toolkit.xlsform.conditions import Subject, condition_from, expression_from
from qa_desktop.toolkit.xlsform.expression import NotCarriedError

_BEGINS = re.compile(r"[A-Za-z_]")
_YES_NO = {"yes": "yes", "no": "no"}


class Names:
    """Names of the form by ids of the tool. Questions have the first choice: conditions refer to them."""

    def __init__(self, keys: Keys) -> None:
        self._taken: set[str] = {"meta"}
        self._questions: dict[str, tuple[str, str]] = {}
        self._subjects: dict[str, Subject] = {}
        scales = {
            str(one["id"]): cast("list[Keys]", one["points"]) for one in cast("list[Keys]", keys.get("scales") or [])
        }
        for question in _questions(keys):
            own, kind = str(question["id"]), str(question["type"])
            self._questions[own] = (self.take(own), kind)
            listed = scales.get(str(question.get("scale")), cast("list[Keys]", question.get("choices") or []))
            codes = _YES_NO if kind == "yes_no" else {str(one["code"]): str(one["code"]) for one in listed}
            self._subjects[self._questions[own][0]] = Subject(own, kind, codes)

    def take(self, wanted: str) -> str:
        """Return a name that nothing else of the form has."""
        first = wanted if _BEGINS.match(wanted) else f"_{wanted}"
        found, number = first, 1
        while found.casefold() in self._taken:
            number += 1
            found = f"{first}.{number}"
        self._taken.add(found.casefold())
        return found

    def of(self, question: str) -> str:
        """Return the name of a question."""
        return self._questions[question][0]

    @property
    def by_id(self) -> Mapping[str, str]:
        """Every question's name by its id."""
        return {own: name for own, (name, _) in self._questions.items()}

    def expression(self, condition: Keys) -> str:
        """Return a condition as an expression of the form."""
        return expression_from(condition, self._questions)

    def comes_back(self, condition: Keys) -> bool:
        """Tell whether the expression is read as the very same condition again."""
        try:
            return condition_from(self.expression(condition), self._subjects) == condition
        except NotCarriedError:
            return False


def _questions(keys: Keys) -> Iterator[Keys]:
    yield from cast("list[Keys]", keys.get("header") or [])
    for section in cast("list[Keys]", keys["sections"]):
        yield from cast("list[Keys]", section["questions"])
